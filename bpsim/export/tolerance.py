"""How far an answer may be off where a program judges it that knows nothing of digits."""

MOST = 5e-4
"""An answer of four decimal places is closer than this."""
SHARE = 0.02
"""Of a small number, which 0 would otherwise do for; rounding on the way changes less of it."""
LEAST = 1e-9
"""A 0 that was computed may be a little beside 0."""


def tolerance(value: float) -> float:
    """How far an answer may be from ``value``."""
    return max(LEAST, min(MOST, SHARE * abs(value)))


def tolerance_formula(cell: str) -> str:
    """The same of what stands in a cell, as a spreadsheet computes it."""
    return f"MAX({LEAST:.10f},MIN({MOST:.10f},{SHARE}*ABS({cell})))"
