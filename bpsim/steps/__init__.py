"""The walk through one iteration of gradient descent, and what each stop on it explains."""
