"""Training while the window stays live."""
