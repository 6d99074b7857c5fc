"""Inputs that are the pixels of a square picture."""

from math import isqrt

from bpsim.core.arrays import Array, frozen
from bpsim.formats.content import FoundScaling

FEWEST = 64
BRIGHTEST = 255.0


def is_square(inputs: int) -> bool:
    """True if so many inputs may be the pixels of a square picture."""
    return inputs >= FEWEST and isqrt(inputs) ** 2 == inputs


def scaling_of_bytes(x: Array) -> FoundScaling | None:
    """Division by 255 where ``x`` has pixels as bytes, a picture a row; None where it has not."""
    if not len(x) or not is_square(x.shape[1]):
        return None
    first = x[:1000]
    whole = first.max() > 1 and x.max() <= BRIGHTEST and bool((first == first.round()).all())
    if not whole or x.min() < 0 or x.max() < BRIGHTEST / 2:
        return None
    return FoundScaling(frozen([0.0]), frozen([BRIGHTEST]), "range")
