"""Editing the document: every change, how it is undone, and the fields that take numbers."""
