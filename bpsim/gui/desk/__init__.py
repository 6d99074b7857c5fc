"""The open document with all that works on it; no widget."""
