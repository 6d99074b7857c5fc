"""The costs, one file each, and their table."""
