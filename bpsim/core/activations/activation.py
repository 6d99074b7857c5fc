"""What an activation is: g with its derivative, its fast form, and what its curve looks like."""

import math
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import partial
from typing import ClassVar

import numpy as np

from bpsim.base.words import in_local_signs, tr
from bpsim.core.arrays import Array
from bpsim.core.errors import ModelError

Call = Callable[[], object]

# Constants as arrays: NumPy converts a Python number anew in every call.
ZERO, HALF, ONE = (np.array(n) for n in (0.0, 0.5, 1.0))
HIGHEST = np.array(700.0)
"""e^700 is among the largest powers that a float64 holds, and e^−700 squared is 0."""
INFINITY = float("inf")


PARAMETER_WORDS = {"slope": tr("slope"), "alpha": "α", "steepness": tr("steepness")}
"""What parameters are called, by their names in files."""


@dataclass(frozen=True)
class Activation(ABC):
    """One g, with its parameters as fields; each activation is a class in a file of its own.

    Functions take and return arrays of any shape and are finite wherever mathematics allows. One
    that is not ``elementwise`` works along the last axis, since its units depend on each other;
    it is for the output layer only.

    Raises ModelError, which says the parameter, for one that is not finite, or not > 0 where it
    must be.

    ``bounds`` are what g never leaves, infinite where there is no bound. ``half_width`` is how far
    on both sides of 0 its curve is worth drawing, ``steepest`` the largest g′ of one that flattens
    on both sides, None for the others. ``zero_below`` says that g is 0 for every z ≤ 0,
    ``slope_is_one`` that g′ is 1 everywhere.
    """

    name: ClassVar[str]
    positive: ClassVar[tuple[str, ...]] = ()
    """The parameters that must be greater than 0."""
    elementwise: ClassVar[bool] = True
    zero_below: ClassVar[bool] = False
    slope_is_one: ClassVar[bool] = False

    def __post_init__(self) -> None:
        for name, value in self.parameters.items():
            if not math.isfinite(value):
                raise ModelError(tr("a finite number is expected"), name)
            if name in self.positive and value <= 0:
                raise ModelError(tr("a number > 0 is expected"), name)

    @abstractmethod
    def value(self, z: Array) -> Array:
        """g(z), as a new array."""

    @abstractmethod
    def derivative(self, z: Array) -> Array:
        """g′(z), as a new array; ∂a_j/∂z_j where units depend on each other."""

    def slope_by_value(self, a: Array) -> Array | None:
        """g′ from a = g(z) alone, as courses write it; None where they write it with z."""
        return None

    def backward(self, z: Array, a: Array, error: Array) -> Array:
        """δ = ∂cost/∂z of a layer, from ``error`` = ∂cost/∂a; all of shape (…, s)."""
        out: Array = error * self.derivative(z)
        return out

    @property
    def parameters(self) -> dict[str, float]:
        """Its parameters by their names in files."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @property
    def usual(self) -> bool:
        """True if every parameter is what it is where none is given."""
        return all(getattr(self, each.name) == each.default for each in fields(self))

    @property
    def label(self) -> str:
        """Its name in headings and lists, with its parameters where they are not the usual ones."""
        if self.usual:
            return self.name
        return tr("{name} with {parameters}", name=self.name, parameters=self.parameter_words)

    @property
    def parameter_words(self) -> str:
        """Its parameters with their values, as a part of a sentence."""
        values = (
            in_local_signs(f"{PARAMETER_WORDS.get(name, name)} {value:g}")
            for name, value in self.parameters.items()
        )
        return tr(" and ").join(values)

    def __str__(self) -> str:
        return self.label

    # --- its curve ----------------------------------------------------------------------------

    @property
    def bounds(self) -> tuple[float, float]:
        """The least and the greatest g, or what it tends to."""
        return -INFINITY, INFINITY

    @property
    def kinks(self) -> tuple[float, ...]:
        """Every z at which g′ jumps; there it is the derivative from the left."""
        return ()

    @property
    def half_width(self) -> float:
        """The curve is drawn from −half_width to half_width at least."""
        return 4.0

    @property
    def steepest(self) -> float | None:
        """The largest slope."""
        return None

    # --- the fast form ------------------------------------------------------------------------

    @abstractmethod
    def fast(self, z: Array, a: Array, slope: Array) -> list[Call]:
        """In-place calls: g(z) into ``a``, g′(z) into ``slope``; z is used up on the way.

        The arrays hold one unit a row and one example a column. Where g′ is 1 everywhere, or where
        units depend on each other, ``slope`` is left as it is.
        """

    def fast_backward(self, a: Array, error: Array, slope: Array) -> tuple[list[Call], Array]:
        """The calls that turn ``error`` = ∂cost/∂a into δ, and the array that it is in then."""
        if self.slope_is_one:
            return [], error
        return [partial(np.multiply, error, slope, slope)], slope


def constant(value: float) -> Array:
    """A number for in-place calls."""
    return np.array(value)
