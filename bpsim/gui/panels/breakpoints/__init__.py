"""The panel of breakpoints and the row that adds one."""
