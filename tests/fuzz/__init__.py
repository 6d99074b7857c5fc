"""Readers fed with damaged files: python -m tests.fuzz.run tries as many as one likes."""
