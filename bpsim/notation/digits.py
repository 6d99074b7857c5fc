"""A formula with other digits in its numbers."""

from dataclasses import fields, replace
from typing import Any

from bpsim.notation.formula import Expr, Number


def with_digits(expr: Expr, digits: int) -> Expr:
    """The same formula, each of its numbers shown with ``digits`` digits."""
    if isinstance(expr, Number):
        return replace(expr, digits=digits)
    changed = {each.name: _changed(getattr(expr, each.name), digits) for each in fields(expr)}
    return replace(expr, **changed)


def _changed(part: Any, digits: int) -> Any:
    """A part of a formula, the parts of a row, or what is no formula at all."""
    if isinstance(part, Expr):
        return with_digits(part, digits)
    if isinstance(part, tuple):
        return tuple(_changed(each, digits) for each in part)
    return part
