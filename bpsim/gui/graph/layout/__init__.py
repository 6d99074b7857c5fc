"""Where everything of the graph lies, in numbers."""
