"""What a formula is made of, from left to right."""

from collections.abc import Iterator

from bpsim.notation.formula import (
    Expr,
    Faint,
    Fenced,
    Fraction,
    Matrix,
    Root,
    Row,
    Scripted,
    Strong,
    Term,
)


def parts_of(expr: Expr) -> Iterator[Expr]:
    """``expr`` itself, then all that stands in it, each whole before its own parts."""
    yield expr
    match expr:
        case Row(parts):
            inner = parts
        case Fraction(above, below):
            inner = (above, below)
        case Matrix(rows):
            inner = tuple(cell for cells in rows for cell in cells)
        case Root(body) | Fenced(body) | Scripted(body) | Term(body) | Strong(body) | Faint(body):
            inner = (body,)
        case _:
            inner = ()
    for part in inner:
        yield from parts_of(part)
