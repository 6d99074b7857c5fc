"""The activations, one file each, and their table."""
