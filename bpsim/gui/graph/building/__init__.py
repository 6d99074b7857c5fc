"""The controls on the graph that change its shape."""
