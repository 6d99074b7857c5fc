"""What ``import bpsim`` offers to Python and notebooks, one file for each group of functions."""
