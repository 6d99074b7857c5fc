"""Practise: values are blank, and the student works them out."""
