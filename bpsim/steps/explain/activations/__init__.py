"""How each activation is written, one file each, and their table."""
