"""What a cost is: its value for each output, δ of the output layer, and its fast form."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from bpsim.core.activations.activation import Activation, Call
from bpsim.core.arrays import Array
from bpsim.core.engine.arrays import aligned


@dataclass(frozen=True)
class Output:
    """What follows the last z: ``calls`` lead to ``delta`` (K, n), then ``total`` is Σ cost(i).

    ``targets`` are the calls to make once after ``y`` (K, n) has been filled.
    """

    y: Array
    delta: Array
    calls: Sequence[Call]
    total: Callable[[], float]
    targets: Sequence[Call] = ()


@dataclass(frozen=True)
class Cost(ABC):
    """One cost; each is a class in a file of its own.

    Functions take z, a = g(z) and y of shape (…, K), and have no effect on them. ``outputs`` are
    the output activations that it is defined for; none means any. ``keeps_slope`` says that δ of
    an output has g′ as a factor, which cancels where a cost is made for one activation.
    """

    name: ClassVar[str]
    outputs: ClassVar[tuple[type[Activation], ...]] = ()
    keeps_slope: ClassVar[bool] = True

    def fits(self, output: Activation) -> bool:
        """True if it is defined for that output layer."""
        return not self.outputs or isinstance(output, self.outputs)

    @abstractmethod
    def per_unit(self, z: Array, a: Array, y: Array) -> Array:
        """What each output pays; cost(i) is their sum along the last axis."""

    @abstractmethod
    def delta(self, output: Activation, z: Array, a: Array, y: Array) -> Array:
        """δ^(L) = ∂cost/∂z^(L)."""

    @abstractmethod
    def over(self, h: Array, y: float) -> Array:
        """What one output with the target ``y`` pays as a function of its ``h``, for its curve."""

    @abstractmethod
    def fast(self, output: Activation, z: Array) -> Output:
        """In-place calls that begin with ``z`` (K, n), which they use up."""


class CostOfOutputs(Cost):
    """A cost that knows nothing of g: a function of a and y alone, for any output layer."""

    @abstractmethod
    def value(self, a: Array, y: Array) -> Array:
        """What each output pays."""

    @abstractmethod
    def error(self, a: Array, y: Array) -> Array:
        """∂cost/∂a of each output."""

    @abstractmethod
    def fast_error(self, error: Array) -> tuple[list[Call], Callable[[], float]]:
        """The calls that turn ``error`` = a − y into ∂cost/∂a in place; then Σ cost is to be had.

        The total is asked for after the calls, and ``error`` is as they left it then.
        """

    def per_unit(self, z: Array, a: Array, y: Array) -> Array:
        """As :meth:`value`."""
        return self.value(a, y)

    def delta(self, output: Activation, z: Array, a: Array, y: Array) -> Array:
        """∂cost/∂a times g′(z), or through the Jacobian where outputs depend on each other."""
        return output.backward(z, a, self.error(a, y))

    def over(self, h: Array, y: float) -> Array:
        """As :meth:`value`."""
        return self.value(h, np.asarray(y))

    def fast(self, output: Activation, z: Array) -> Output:
        """a = g(z), a − y, ∂cost/∂a, δ."""
        y = aligned(*z.shape, fill=0.0)
        a, error, slope = (aligned(*z.shape) for _ in range(3))
        calls: list[Call] = [*output.fast(z, a, slope), partial(np.subtract, a, y, error)]
        own, total = self.fast_error(error)
        back, delta = output.fast_backward(a, error, slope)
        return Output(y, delta, [*calls, *own, *back], total)
