"""What a formula is made of, from left to right, and the same with something else in it."""

from collections.abc import Callable, Iterator
from dataclasses import replace

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


def mapped(expr: Expr, change: Callable[[Expr], Expr | None]) -> Expr:
    """``expr`` with what ``change`` makes of what stands in it; None: it looks at the parts.

    A shortened matrix keeps only the numbers that it shows.
    """
    changed = change(expr)
    if changed is not None:
        return changed
    match expr:
        case Row(parts):
            return Row(tuple(mapped(part, change) for part in parts))
        case Fraction(above, below):
            return Fraction(mapped(above, change), mapped(below, change))
        case Matrix(rows):
            return Matrix(tuple(tuple(mapped(cell, change) for cell in cells) for cells in rows))
        case Root() | Fenced() | Scripted() | Term() | Strong() | Faint():
            return replace(expr, body=mapped(expr.body, change))
    return expr
