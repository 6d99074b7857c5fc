"""Predict, then see: blanks to be filled in, answers judged, hints, marks and progress."""
