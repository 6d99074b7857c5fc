"""The panel that shows δ, or D, as a slope."""
