"""The cost of each output as a function of its h, with the other common cost beside it."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from bpsim.core.arrays import Array
from bpsim.core.costs.table import COSTS
from bpsim.notation.formula import (
    EMPTY,
    MINUS,
    PLUS,
    Expr,
    Fenced,
    Row,
    Scripted,
    Symbol,
    Words,
    number_text,
    row,
)
from bpsim.steps.explain import symbols as s
from bpsim.steps.step import Step

Kind = Literal["cross-entropy", "categorical-cross-entropy", "squared-error"]


@dataclass(frozen=True)
class CostLine:
    """One cost of one output with the target ``y``: ``value`` is what it is at the output's h.

    ``factor`` is the sign of the convention. ``formula`` is written for this y.
    """

    kind: Kind
    name: str
    formula: Expr
    value: float
    y: float
    factor: float

    def over(self, h: Array) -> Array:
        """The cost at each ``h``, shape (n,)."""
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            if self.kind == "squared-error":
                cost = 0.5 * (h - self.y) ** 2
            else:
                cost = -self.y * np.log(h) if self.y else np.zeros_like(h)
                if self.kind == "cross-entropy" and self.y != 1.0:
                    cost = cost - (1.0 - self.y) * np.log1p(-h)
            out: Array = self.factor * cost
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
        if not self.bounded:
            return (self._squared(k),)
        if self.cost == "squared-error":
            return self._squared(k), self._cross_entropy(k)
        return self._cross_entropy(k), self._squared(k)

    def _squared(self, k: int) -> CostLine:
        h, y = float(self.h[k]), float(self.y[k])
        symbols = s.h(k + 1, len(self)), s.y(k + 1, len(self))
        square = Scripted(Fenced(row(symbols[0], MINUS, symbols[1])), sup="2")
        with np.errstate(over="ignore"):
            value = self.factor * float(0.5 * np.square(h - y))
        formula = row(Words("½" if self.factor > 0 else "−½"), square)
        return CostLine("squared-error", "squared error", formula, value, y, self.factor)

    def _cross_entropy(self, k: int) -> CostLine:
        z, y, h = self.z[k : k + 1], self.y[k : k + 1], self.h[k : k + 1]
        kind: Kind = "cross-entropy"
        with np.errstate(over="ignore", invalid="ignore"):
            if self.cost == "categorical-cross-entropy":
                kind = "categorical-cross-entropy"
                value = float(COSTS[kind].per_unit(self.z, self.h, self.y)[k])
            elif self.cost == kind:
                value = float(COSTS[kind].per_unit(z, h, y)[0])
            else:
                line = CostLine(kind, "", EMPTY, 0.0, float(y[0]), 1.0)
                value = float(line.over(h)[0])
        formula = self._logarithms(k, kind)
        return CostLine(
            kind, "cross-entropy", formula, self.factor * value, float(y[0]), self.factor
        )

    def _logarithms(self, k: int, kind: Kind) -> Expr:
        """−y log h − (1 − y) log(1 − h), as much of it as there is for this y."""
        y, (h_k, y_k) = float(self.y[k]), (s.h(k + 1, len(self)), s.y(k + 1, len(self)))
        log = Symbol("log", style="upright")
        first, rest = row(log, Words(" "), h_k), row(log, Fenced(row(s.ONE, MINUS, h_k)))
        parts: list[Row] = []
        if y:
            parts.append(first if y == 1.0 else row(y_k, Words(" "), first))
        if kind == "cross-entropy" and y != 1.0:
            parts.append(rest if y == 0.0 else row(Fenced(row(s.ONE, MINUS, y_k)), rest))
        if not parts:
            return Words("0")
        out: list[Expr] = [parts[0] if self.factor < 0 else row(Words("−"), parts[0])]
        for part in parts[1:]:
            out += [PLUS if self.factor < 0 else MINUS, part]
        return row(*out)

    def worst(self) -> int:
        """The output that pays most, from 0."""
        with np.errstate(over="ignore", invalid="ignore"):
            pay = COSTS[self.cost].per_unit(self.z, self.h, self.y)
        return int(np.argmax(np.nan_to_num(np.abs(pay), nan=-1.0)))

    def words(self, k: int) -> str:
        """What output ``k`` pays, in plain words."""
        h, y = float(self.h[k]), float(self.y[k])
        who = "The output" if len(self) == 1 else f"Output {k + 1}"
        if self.cost == "categorical-cross-entropy" and y == 0.0:
            return f"{who} has no target, so that only its part in the others’ h counts."
        off = number_text(abs(h - y), 3)
        ending = (
            ": the closer it is to wrong, the steeper the cost."
            if self.bounded and self.cost != "squared-error"
            else ": the cost grows with the square of that."
        )
        return f"{who} is {off} off its target y = {number_text(y)}{ending}"


def cost_curves(step: Step) -> CostCurves:
    """What the outputs pay at ``step``."""
    values = step.known.values
    bounded = step.network.activations[-1] in ("sigmoid", "softmax")
    return CostCurves(
        step.cost, step.convention.factor, values.z[-1], values.a[-1], values.y, bounded
    )
