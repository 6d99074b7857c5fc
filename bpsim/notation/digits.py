"""A formula with other digits in its numbers, with something else in their places, or in full."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any, TypeVar

from bpsim.notation.formula import Expr, Matrix, Number


def with_digits(expr: Expr, digits: int) -> Expr:
    """The same formula, each of its numbers shown with ``digits`` digits."""
    return with_numbers(expr, lambda number: replace(number, digits=digits))


def with_numbers(expr: Expr, change: Callable[[Number], Expr]) -> Expr:
    """The same formula, with what ``change`` makes of each of its numbers."""
    return _mapped(expr, Number, change)


def in_full(expr: Expr, rows: int, columns: int) -> Expr:
    """The same formula, its shortened matrices of at most that size with all their numbers."""

    def full(matrix: Matrix) -> Expr:
        whole = matrix.whole
        if whole is None or len(whole) > rows or len(whole[0]) > columns:
            return matrix
        return Matrix(tuple(tuple(Number(float(each)) for each in row) for row in whole))

    return _mapped(expr, Matrix, full)


Kind = TypeVar("Kind", Number, Matrix)


def _mapped(expr: Expr, kind: type[Kind], change: Callable[[Kind], Expr]) -> Expr:
    if isinstance(expr, kind):
        return change(expr)
    parts = {each.name: getattr(expr, each.name) for each in fields(expr)}
    return replace(expr, **{name: _changed(part, kind, change) for name, part in parts.items()})


def _changed(part: Any, kind: type[Kind], change: Callable[[Kind], Expr]) -> Any:
    """A part of a formula, the parts of a row, or what is no formula at all."""
    if isinstance(part, Expr):
        return _mapped(part, kind, change)
    if isinstance(part, tuple):
        return tuple(_changed(each, kind, change) for each in part)
    return part
