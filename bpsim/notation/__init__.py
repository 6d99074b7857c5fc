"""Formulas as values."""
