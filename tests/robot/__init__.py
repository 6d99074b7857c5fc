"""A user who does anything at all to the real window, and what must hold whatever is done."""
