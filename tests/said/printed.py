"""Whether a number is printed as what it is, to the digits that it is printed with."""

import math
import re
from collections.abc import Iterator

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
from tests.said.tokens import UnreadableError, WrongError

_UP = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
NUMERAL = re.compile(r"−?\d[\d.]*(?:e[−+]?\d+)?(?:×10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)?")
FEWEST = 3
"""Significant digits that every number shown has, unless its rest is zeros."""


def number_of(text: str) -> float:
    """The number that a numeral stands for."""
    plain = text.replace("−", "-")
    if "×10" in plain:
        mantissa, _, power = plain.partition("×10")
        return float(f"{mantissa}e{power.translate(_UP)}")
    return float(plain)


def digits_hold(text: str, value: object, digits: int = FEWEST) -> None:
    """Raise WrongError unless ``text`` is ``value`` to ``digits`` significant digits."""
    true = float(value)  # type: ignore[arg-type]
    if not math.isfinite(true):
        word = "undefined" if true != true else "overflow" if true > 0 else "−overflow"
        if text != word:
            raise WrongError(f"“{text}” is not {word}")
        return
    if not NUMERAL.fullmatch(text):
        raise UnreadableError(f"the number “{text}”")
    said = number_of(text)
    unit = 10.0 ** (math.floor(math.log10(abs(true))) - digits + 1) if true else 0.0
    if abs(said - true) > unit * 0.5000001:
        raise WrongError(f"“{text}” is not {true}")


def numbers_in(expr: Expr) -> Iterator[Number]:
    """Every number of a formula."""
    match expr:
        case Number():
            yield expr
        case Row(parts):
            for part in parts:
                yield from numbers_in(part)
        case Fraction(numerator, denominator):
            yield from numbers_in(numerator)
            yield from numbers_in(denominator)
        case Matrix(rows):
            for cells in rows:
                for cell in cells:
                    yield from numbers_in(cell)
        case Root(body) | Fenced(body) | Scripted(body) | Term(body) | Strong(body) | Faint(body):
            yield from numbers_in(body)
