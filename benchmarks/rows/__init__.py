"""One module for each group of rows; ``rows(quick)`` measures and yields them.

A module that is put here is found by itself. ``quick`` asks for a rough figure in little time.
"""
