"""The panel that shows inputs as a picture, and what a unit looks for in it."""
