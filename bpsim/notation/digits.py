"""A formula with other digits in its numbers, or with something else in their places."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from bpsim.notation.formula import Expr, Number


def with_digits(expr: Expr, digits: int) -> Expr:
    """The same formula, each of its numbers shown with ``digits`` digits."""
    return with_numbers(expr, lambda number: replace(number, digits=digits))


def with_numbers(expr: Expr, change: Callable[[Number], Expr]) -> Expr:
    """The same formula, with what ``change`` makes of each of its numbers."""
    if isinstance(expr, Number):
        return change(expr)
    changed = {each.name: _changed(getattr(expr, each.name), change) for each in fields(expr)}
    return replace(expr, **changed)


def _changed(part: Any, change: Callable[[Number], Expr]) -> Any:
    """A part of a formula, the parts of a row, or what is no formula at all."""
    if isinstance(part, Expr):
        return with_numbers(part, change)
    if isinstance(part, tuple):
        return tuple(_changed(each, change) for each in part)
    return part
