"""What a cost is: its value for each output, δ of the output layer, and its fast form."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

import numpy as np

from bpsim.base.words import tr
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

    ``name`` is what files and commands call it, ``words`` what it is called in the user's language.

    Functions take z, a = g(z) and y of shape (…, K), and have no effect on them. ``outputs`` are
    the output activations that it is defined for; none means any. ``keeps_slope`` says that δ of
    an output has g′ as a factor, which cancels where a cost is made for one activation.

    With ``per_output`` cost(i) is the mean over the K outputs in place of their sum, as Keras and
    PyTorch print it: cost(i), δ, Δ, D and J without its λ part are a K-th. The methods that a cost
    writes, whose names begin with ``own_``, are those of the sum.
    """

    name: ClassVar[str]
    words: ClassVar[str]
    per_output: bool = False
    outputs: ClassVar[tuple[type[Activation], ...]] = ()
    keeps_slope: ClassVar[bool] = True

    def fits(self, output: Activation) -> bool:
        """True if it is defined for that output layer."""
        return not self.outputs or isinstance(output, self.outputs)

    @property
    def key(self) -> str:
        """Its name in the table, which tells its scale as well."""
        return f"{self.name} per output" if self.per_output else self.name

    @property
    def label(self) -> str:
        """What it is called in the user's language, its scale included."""
        return tr("{cost} per output", cost=self.words) if self.per_output else self.words

    def share(self, outputs: int) -> float:
        """What the sum over so many outputs is divided by."""
        return float(outputs) if self.per_output else 1.0

    def per_unit(self, z: Array, a: Array, y: Array) -> Array:
        """What each output pays; cost(i) is their sum along the last axis."""
        own = self.own_per_unit(z, a, y)
        return own / self.share(y.shape[-1]) if self.per_output else own

    @abstractmethod
    def delta(self, output: Activation, z: Array, a: Array, y: Array) -> Array:
        """δ^(L) = ∂cost/∂z^(L)."""

    def over(self, h: Array, y: float, outputs: int) -> Array:
        """What one of ``outputs`` with the target ``y`` pays as a function of its ``h``."""
        own = self.own_over(h, y)
        return own / self.share(outputs) if self.per_output else own

    @abstractmethod
    def fast(self, output: Activation, z: Array) -> Output:
        """In-place calls that begin with ``z`` (K, n), which they use up."""

    @abstractmethod
    def own_per_unit(self, z: Array, a: Array, y: Array) -> Array:
        """What each output pays."""

    @abstractmethod
    def own_over(self, h: Array, y: float) -> Array:
        """What one output pays."""


class CostOfActivation(Cost):
    """A cost made for one activation, whose g′ cancels in δ."""

    keeps_slope: ClassVar[bool] = False

    def delta(self, output: Activation, z: Array, a: Array, y: Array) -> Array:
        """δ^(L) = ∂cost/∂z^(L)."""
        own = self.own_delta(output, z, a, y)
        return own / self.share(y.shape[-1]) if self.per_output else own

    def fast(self, output: Activation, z: Array) -> Output:
        """In-place calls that begin with ``z`` (K, n), which they use up."""
        own = self.own_fast(output, z)
        if not self.per_output:
            return own
        outputs, sum_of = self.share(len(z)), own.total
        divide: Call = partial(np.divide, own.delta, np.array(outputs), own.delta)
        return replace(own, calls=[*own.calls, divide], total=lambda: sum_of() / outputs)

    @abstractmethod
    def own_delta(self, output: Activation, z: Array, a: Array, y: Array) -> Array:
        """δ^(L)."""

    @abstractmethod
    def own_fast(self, output: Activation, z: Array) -> Output:
        """In-place calls that begin with ``z`` (K, n), which they use up."""


class CostOfOutputs(Cost):
    """A cost that knows nothing of g: a function of a and y alone, for any output layer."""

    @abstractmethod
    def value(self, a: Array, y: Array) -> Array:
        """What each output pays."""

    @abstractmethod
    def own_error(self, a: Array, y: Array) -> Array:
        """∂cost/∂a of each output."""

    def error(self, a: Array, y: Array) -> Array:
        """∂cost/∂a of each output, a K-th of it with ``per_output``."""
        own = self.own_error(a, y)
        return own / self.share(y.shape[-1]) if self.per_output else own

    @abstractmethod
    def fast_error(self, error: Array) -> tuple[list[Call], Callable[[], float]]:
        """The calls that turn ``error`` = a − y into ∂cost/∂a in place; then Σ cost is to be had.

        The total is asked for after the calls, and ``error`` is as they left it then.
        """

    def own_per_unit(self, z: Array, a: Array, y: Array) -> Array:
        """As :meth:`value`."""
        return self.value(a, y)

    def delta(self, output: Activation, z: Array, a: Array, y: Array) -> Array:
        """∂cost/∂a times g′(z), or through the Jacobian where outputs depend on each other."""
        return output.backward(z, a, self.error(a, y))

    def own_over(self, h: Array, y: float) -> Array:
        """As :meth:`value`."""
        return self.value(h, np.asarray(y))

    def fast(self, output: Activation, z: Array) -> Output:
        """a = g(z), a − y, ∂cost/∂a, a K-th of it with ``per_output``, δ."""
        y = aligned(*z.shape, fill=0.0)
        a, error, slope = (aligned(*z.shape) for _ in range(3))
        calls: list[Call] = [*output.fast(z, a, slope), partial(np.subtract, a, y, error)]
        own, total = self.fast_error(error)
        share, part = self.share(len(z)), error
        if self.per_output:
            # Not in place: what is divided may be what the total is made of.
            part = aligned(*z.shape)
            own = [*own, partial(np.divide, error, np.array(share), part)]
        back, delta = output.fast_backward(a, part, slope)
        return Output(y, delta, [*calls, *own, *back], lambda: total() / share)
