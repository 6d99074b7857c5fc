"""The paths panel: one δ as a sum over all ways to the output."""
