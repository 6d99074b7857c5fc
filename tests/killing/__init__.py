"""Saving while the process is killed."""
