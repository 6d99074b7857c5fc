"""The network drawn as a graph."""
