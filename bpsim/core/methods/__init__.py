"""How D moves the weights: one file each, and a table."""
