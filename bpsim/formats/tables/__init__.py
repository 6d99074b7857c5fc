"""Data in tables of text: what separates the columns, what they hold, and what they are for."""
