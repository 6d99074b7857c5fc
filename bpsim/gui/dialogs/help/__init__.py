"""The help: pages of Markdown from docs/, a window to read and search them, and "What is this?"."""
