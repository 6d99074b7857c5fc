"""Teaching without a window: mistakes made on purpose, diagnosis, practice, lessons."""
