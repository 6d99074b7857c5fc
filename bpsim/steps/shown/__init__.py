"""What views show of a step, as values."""
