"""The panel of predictions."""
