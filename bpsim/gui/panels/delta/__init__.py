"""The panel that takes one δ apart."""
