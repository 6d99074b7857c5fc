"""The panel for one's own numbers: which are wrong, and which mistake gives them."""
