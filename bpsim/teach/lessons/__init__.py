"""Lessons: Markdown with anchors into the program, read, checked and followed."""
