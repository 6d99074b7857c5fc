"""Sheets for a class: one variant for each student, with keys and questions for Moodle."""
