"""The numbers that somebody hands in: values in blocks, each with how exactly it was written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.core.errors import BpsimError

MOST_DIGITS = 12
"""A number with so many significant digits or more was not rounded by hand."""

ZERO_DECIMALS = 3
"""Where all numbers are a plain 0, how they were rounded cannot be seen."""


class GivenError(BpsimError):
    """Numbers that cannot be read or that do not fit the network; the text says why."""


@dataclass(frozen=True, eq=False)
class Block:
    """One matrix (2-D) or list (1-D) as it stood there.

    ``tolerance`` has the same shape: half a unit of the last digit written, 0 where a number is
    exact or has all its digits. ``name`` is what stood before it, empty if nothing did.
    """

    values: Array
    tolerance: Array
    name: str = ""

    @property
    def flat(self) -> "Block":
        """The same numbers in reading order."""
        return Block(self.values.ravel(), self.tolerance.ravel(), self.name)


@dataclass(frozen=True)
class Numeral:
    """A number as written: so many digits after the point, and so many significant ones.

    ``decimals`` may be negative, as in 12e3; it is None for an exact number such as 1/3.
    """

    value: float
    decimals: int | None
    significant: int

    @property
    def half_unit(self) -> float:
        """Half a unit of the last digit; 0 where it is exact."""
        return 0.0 if self.decimals is None else float(0.5 * 10.0**-self.decimals)


def numeral(text: str) -> Numeral:
    """A plain number such as −0.102 or 1.5e-3; raises ValueError for anything else."""
    text = text.replace("−", "-")
    value = float(text)
    if not np.isfinite(value):
        return Numeral(value, None, 0)
    mantissa, _, exponent = text.lower().partition("e")
    whole, _, after = mantissa.lstrip("+-").partition(".")
    digits = (whole + after).lstrip("0") if after else whole.strip("0")
    return Numeral(value, len(after) - int(exponent or 0), len(digits))


def tolerances(numerals: Sequence[Numeral]) -> Array:
    """How far each number may be from the true one, judged from all of them together.

    A zero, and a number that has lost its last zeros (0.25 among 0.333 and 0.125), was rounded as
    the others were: to as many digits after the point, or to as many significant ones.
    """
    rounded = [each for each in numerals if each.decimals is not None]
    shown = [each for each in rounded if each.value]
    if not shown:  # 0.000 says how it was rounded, 0 does not
        decimals = max((each.decimals or 0 for each in rounded), default=0)
        return np.full(len(numerals), 0.5 * 10.0 ** -(decimals or ZERO_DECIMALS))
    decimals = max(each.decimals or 0 for each in shown)
    significant = max(each.significant for each in shown)
    if significant >= MOST_DIGITS:
        return np.zeros(len(numerals))
    everywhere = 0.5 * 10.0**-decimals
    found = np.full(len(numerals), everywhere)
    for n, each in enumerate(numerals):
        if each.decimals is None:
            found[n] = 0.0
        elif each.value:
            size = int(np.floor(np.log10(abs(each.value))))
            found[n] = max(everywhere, 0.5 * 10.0 ** (size - significant + 1))
    return found


def typed_tolerances(numerals: Sequence[Numeral]) -> Array:
    """The same for numbers typed one by one: each counts with the digits that it has."""
    found = tolerances(numerals)
    for n, each in enumerate(numerals):
        if each.decimals and each.value:
            found[n] = max(found[n], each.half_unit)
    return found


def blocks_of(arrays: Iterable[Any]) -> list[Block]:
    """Arrays and nested lists as blocks; how they were rounded is read off their digits.

    Raises GivenError for what is no array of at most two dimensions.
    """
    found = []
    for n, each in enumerate(arrays, start=1):
        try:
            array = np.asarray(each, dtype=np.float64)
        except (TypeError, ValueError):
            raise GivenError(
                tr("matrix {n} of the numbers given is no rectangle of numbers", n=n)
            ) from None
        if array.ndim > 2:
            raise GivenError(
                tr("matrix {n} of the numbers given has {ndim} dimensions", n=n, ndim=array.ndim)
            )
        found.append(np.atleast_1d(array))
    numerals = [_float(float(value)) for each in found for value in each.flat]
    within = tolerances(numerals)
    out, start = [], 0
    for each in found:
        out.append(Block(each, within[start : start + each.size].reshape(each.shape)))
        start += each.size
    return out


def _float(value: float) -> Numeral:
    return numeral(repr(value)) if value % 1 else numeral(f"{value:.0f}")
