"""How the graph is painted."""
