"""The lesson panel: a text that leads from stop to stop."""
