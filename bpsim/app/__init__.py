"""The command line, the start of the window, and the files that come along."""
