"""The cost of each output as a function of its h, with the other common cost beside it."""

from dataclasses import dataclass

import numpy as np

from bpsim.base.words import tr_n
from bpsim.core.arrays import Array
from bpsim.core.costs.table import COSTS
from bpsim.notation.formula import Expr
from bpsim.notation.numerals import number_text
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.costs.table import written
from bpsim.steps.step import Step


@dataclass(frozen=True)
class CostLine:
    """One cost of one output with the target ``y``: ``value`` is what it is at the output's h.

    ``factor`` is the sign of the convention, ``outputs`` is K. ``formula`` is written for this y.
    """

    cost: str
    formula: Expr
    value: float
    y: float
    factor: float
    outputs: int

    @property
    def name(self) -> str:
        """What the cost is called."""
        return written(self.cost).label

    @property
    def logarithmic(self) -> bool:
        """True if it goes on for ever towards the wrong end."""
        return written(self.cost).logarithmic

    def over(self, h: Array) -> Array:
        """The cost at each ``h``, shape (n,)."""
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            out: Array = self.factor * COSTS[self.cost].over(h, self.y, self.outputs)
        return out


@dataclass(frozen=True, eq=False)
class CostCurves:
    """What the outputs pay: their z, h and targets y, each of shape (K,).

    ``cost`` names the network's cost, ``bounded`` says that every h lies between 0 and 1,
    ``factor`` is the sign of the convention.
    """

    cost: str
    factor: float
    z: Array
    h: Array
    y: Array
    bounded: bool

    def __len__(self) -> int:
        return len(self.h)

    def lines(self, k: int) -> tuple[CostLine, ...]:
        """The network's own cost of output ``k`` (from 0), and another one beside it."""
        own = self._line(self.cost, k)
        return (own, self._line(written(self.cost).beside_key, k)) if self.bounded else (own,)

    def _line(self, cost: str, k: int) -> CostLine:
        y, h, outputs = float(self.y[k]), self.h[k : k + 1], len(self)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            if cost == self.cost:
                value = float(COSTS[cost].per_unit(self.z, self.h, self.y)[k])
            else:
                value = float(COSTS[cost].over(h, y, outputs)[0])
        symbols = s.y(k + 1, outputs), s.h(k + 1, outputs)
        formula = written(cost).curve(y, *symbols, self.factor)
        return CostLine(cost, formula, self.factor * value, y, self.factor, outputs)

    def worst(self) -> int:
        """The output that pays most, from 0."""
        with np.errstate(over="ignore", invalid="ignore"):
            pay = COSTS[self.cost].per_unit(self.z, self.h, self.y)
        return int(np.argmax(np.nan_to_num(np.abs(pay), nan=-1.0)))

    def words(self, k: int) -> str:
        """What output ``k`` pays, in plain words."""
        h, y = float(self.h[k]), float(self.y[k])
        how = written(self.cost)
        if not how.counts(y):
            return tr_n(
                "The output has no target, so that only its part in the others’ h counts.",
                "Output {k} has no target, so that only its part in the others’ h counts.",
                len(self),
                k=k + 1,
            )
        return tr_n(
            "The output is {off} off its target y = {y}: {growth}.",
            "Output {k} is {off} off its target y = {y}: {growth}.",
            len(self),
            k=k + 1,
            off=number_text(abs(h - y), 3),
            y=number_text(y),
            growth=how.growth,
        )


def cost_curves(step: Step) -> CostCurves:
    """What the outputs pay at ``step``."""
    values = step.known.values
    bounded = step.network.activations[-1].bounds == (0.0, 1.0)
    return CostCurves(
        step.cost, step.convention.factor, values.z[-1], values.a[-1], values.y, bounded
    )
