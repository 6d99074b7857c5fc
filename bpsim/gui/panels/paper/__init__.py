"""Paper arithmetic: what comes out with few digits, or in fractions."""
