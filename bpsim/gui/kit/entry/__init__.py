"""The fields that take numbers, seeds and choices."""
