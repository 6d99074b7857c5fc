"""A wrong algorithm beside the right one from the same start, with a question asked first."""
