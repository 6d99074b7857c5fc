"""A picture of one step for slides and paper: the graph, and what happens there in words."""
