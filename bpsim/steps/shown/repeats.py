"""Whether a formula says certain numbers already, so that no view shows them twice."""

from collections.abc import Iterable

from bpsim.notation.formula import Expr, Number
from bpsim.notation.parts import parts_of


def repeats(expr: Expr, values: Iterable[float | None]) -> bool:
    """True if each of ``values`` is known and stands in ``expr``."""
    said = {part.value for part in parts_of(expr) if isinstance(part, Number)}
    return all(value is not None and (value in said or value != value) for value in values)
