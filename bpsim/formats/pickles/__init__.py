"""Pickles of other programs, read without running anything: every name in them stays a name."""
