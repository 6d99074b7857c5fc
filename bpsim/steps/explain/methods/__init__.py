"""How each method of updating is written."""
