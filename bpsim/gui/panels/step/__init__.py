"""The panel that says what happens now."""
