"""Break it: a wrong algorithm beside the right one."""
