"""The dialog in which everything that can be handed on is chosen."""
