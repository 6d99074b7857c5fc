"""How each cost is written, one file each, and their table."""
