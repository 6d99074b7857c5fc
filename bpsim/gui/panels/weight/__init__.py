"""The panel that takes one weight apart."""
