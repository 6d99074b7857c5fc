"""What is said of a step."""
