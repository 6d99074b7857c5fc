"""Whether a formula says certain numbers already, so that no view shows them twice."""

from collections.abc import Iterable, Iterator

from bpsim.notation.formula import (
    Expr,
    Faint,
    Fenced,
    Fraction,
    Matrix,
    Number,
    Root,
    Row,
    Scripted,
    Strong,
    Term,
)


def numbers_in(expr: Expr) -> Iterator[float]:
    """Every number that stands in ``expr``."""
    match expr:
        case Number(value):
            yield value
        case Row(parts):
            for part in parts:
                yield from numbers_in(part)
        case Fraction(above, below):
            yield from numbers_in(above)
            yield from numbers_in(below)
        case Matrix(rows):
            for cells in rows:
                for cell in cells:
                    yield from numbers_in(cell)
        case Root(body) | Fenced(body) | Scripted(body) | Term(body) | Strong(body) | Faint(body):
            yield from numbers_in(body)


def repeats(expr: Expr, values: Iterable[float | None]) -> bool:
    """True if each of ``values`` is known and stands in ``expr``."""
    said = set(numbers_in(expr))
    return all(value is not None and (value in said or value != value) for value in values)
