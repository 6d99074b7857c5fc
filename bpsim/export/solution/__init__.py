"""Worked solutions and worksheets: what a walk computes, written out to be read on paper."""
