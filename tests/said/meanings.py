"""What symbols stand for: the true values of one iteration, by the indices beside a letter."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from mpmath import mp, mpf

from bpsim.notation.formula import (
    Expr,
    Fenced,
    Matrix,
    Number,
    Symbol,
    Words,
    to_text,
)
from tests.said.facts import Facts, column, grid
from tests.said.methods import GREEK, REMEMBERED, exact
from tests.said.tokens import (
    Token,
    UnboundError,
    UnreadableError,
    WrongError,
    indices_of,
)

CLOSE = mpf(10) ** -9
"""How far two sides may be apart, as a part of the largest number that either is made of."""
SMALLEST = mpf(10) ** -14
"""What a − y loses in a float64 where a has come close to y."""


@dataclass
class Meanings:
    """Evaluates with the numbers of ``facts`` for one example of the batch.

    ``layer`` and ``unit`` are those that the formula is about; ``summed`` examples are in Δ before
    the step. ``shorthand``: hidden δ without g′. ``left``: what := gives a new value;
    ``assigned`` is its letter.
    """

    facts: Facts
    item: int
    layer: int | None = None
    unit: int | None = None
    summed: int = 0
    shorthand: bool = False
    updates: bool = False
    left: bool = False
    bound: dict[str, int] = field(default_factory=dict)
    no_bias_lambda: bool = False
    biases_stay: bool = False
    assigned: str = ""
    largest: Any = 0

    def same(self, one: Any, other: Any, about: object) -> None:
        """Two values are equal but for rounding."""
        if isinstance(one, mpf) and isinstance(other, mpf):
            self._near(one, other, max(self.largest, abs(one), abs(other)), about)
            return
        first, second = np.asarray(one, dtype=object), np.asarray(other, dtype=object)
        if first.size == second.size == 1:
            first, second = first.reshape(()), second.reshape(())
        if 0 in (first.ndim, second.ndim) and first.shape != second.shape:
            first, second = np.broadcast_arrays(first, second)
        if first.shape != second.shape:
            raise WrongError(f"{about}: {first.shape} is not {second.shape}")
        scale = max([self.largest, *(abs(v) for v in (*first.ravel(), *second.ravel()))])
        for mine, theirs in zip(first.ravel(), second.ravel(), strict=True):
            self._near(mine, theirs, scale, about)

    def _near(self, mine: Any, theirs: Any, scale: Any, about: object) -> None:
        if mine == theirs:  # infinities as well
            return
        if not abs(mine - theirs) <= CLOSE * scale + SMALLEST:
            raise WrongError(f"{about}: {mp.nstr(mine, 8)} is not {mp.nstr(theirs, 8)}")

    def _seen(self, value: Any) -> Any:
        parts = (value,) if isinstance(value, mpf) else np.asarray(value, dtype=object).ravel()
        for part in parts:
            self.largest = max(self.largest, abs(part))
        return value

    def _abridged(self, rows: tuple[tuple[Expr, ...], ...]) -> Any:
        """The matrix of which first and last rows and columns are shown; one must be the one."""
        for candidate in self.candidates():
            if self._fits(rows, candidate):
                return candidate
        raise WrongError(f"no matrix has the numbers {to_text(Matrix(rows))}")

    def _fits(self, rows: tuple[tuple[Expr, ...], ...], full: Any) -> bool:
        gap = next((n for n, cells in enumerate(rows) if cells[0] == Words("⋮")), None)
        for r, cells in enumerate(rows):
            if r == gap:
                continue
            down = r if gap is None or r < gap else full.shape[0] - (len(rows) - r)
            hole = next((n for n, cell in enumerate(cells) if cell == Words("…")), None)
            if (hole is None and len(cells) != full.shape[1]) or down >= full.shape[0]:
                return False
            if gap is None and len(rows) != full.shape[0]:
                return False
            for c, cell in enumerate(cells):
                if c == hole:
                    continue
                across = c if hole is None or c < hole else full.shape[1] - (len(cells) - c)
                if across >= full.shape[1] or not isinstance(cell, Number):
                    return False
                true = full[down, across]
                if abs(mpf(cell.value) - true) > CLOSE * max(1, abs(true)):
                    return False
        return True

    def candidates(self) -> Iterator[Any]:
        """Every matrix and vector that a step can be about."""
        facts, example = self.facts, self.facts.example(self.item)
        for layer in range(1, facts.network.depth):
            for biases in (True, False):
                yield facts.theta(layer, biases)
            yield facts.theta(layer)[:, 1:]
            yield facts.Delta(layer, self.summed)
            if self.summed + 1 <= facts.m:
                yield facts.Delta(layer, self.summed + 1)
            if self.layer is None or self.updates or self.summed == facts.m:
                yield facts.D(layer)
                D = facts.D(layer).copy()
                D[:, 0] = mpf(0)
                yield D
                yield facts.new(layer)
                yield facts.aim(layer)
        for layer in range(1, facts.network.depth + 1):
            yield column(example.a[layer - 1])
            yield column([1, *example.a[layer - 1]])
            if layer > 1:
                yield column(example.z[layer - 1])
                yield column([facts.sign * d for d in example.deltas(self.shorthand)[layer - 1]])
                units = range(1, facts.network.layers[layer - 1] + 1)
                yield column([example.slope(layer, unit) for unit in units])
        yield column(example.y)

    def _index(self, text: str) -> int:
        if text.isdigit():
            return int(text)
        if text not in self.bound:
            raise UnboundError(text)
        return self.bound[text]

    def symbol(self, s: Symbol) -> Any:
        """The true value of a symbol: a number, a column or a matrix."""
        facts, example = self.facts, self.facts.example(self.item)
        if s.name.isdigit():
            return mpf(s.name)
        if s.name == "t" and not (s.sub or s.sup):
            return mpf(facts.updates)
        if (s.name, s.sub) in GREEK and s.sup in ("", "t"):
            value = exact(facts.training.method.parameters)[GREEK[s.name, s.sub]]
            return self._seen(value**facts.updates if s.sup else value)
        if s.name in facts.constants and not s.sub and not s.sup:
            return self._seen(facts.constants[s.name])
        if s.name == "e":
            assert self.layer is not None and self.unit is not None
            z = example.z[self.layer - 1][self.unit - 1]
            power = re.fullmatch(r"(−?)([\d.]*)z", s.sup)
            if power is None:
                raise UnreadableError(f"e to the power {s.sup}")
            steep = mpf(power[2] or 1) * (-1 if power[1] else 1)
            return self._seen(mp.exp(steep * z))
        if s.name == "x" and not s.sub:
            return column(example.a[0])
        if s.name in ("x", "r", "μ", "σ"):
            n = self._index(s.sub) - 1
            return self._seen(self._scaled(s.name, example.a[0][n], n))
        if s.name in ("h", "y"):
            if s.sup:
                example = facts.example(self._index(s.sup.strip("()")) - 1)
            values = example.a[-1] if s.name == "h" else example.y
            if s.sub:
                return self._seen(values[self._index(s.sub) - 1])
            return self._seen(values[0]) if len(values) == 1 else column(values)
        if not (s.sup.startswith("(") and s.sup.endswith(")")):
            raise UnreadableError(f"the symbol {s!r}")
        layer = self._index(s.sup[1:-1])
        if s.name in ("Θ", "Δ", "D", *REMEMBERED):
            matrix = self.weights(s.name, layer)
            if not s.sub:
                return matrix
            to, frm = (self._index(each) for each in indices_of(s))
            return self._seen(matrix[to - 1, frm])
        match s.name:
            case "z" | "a":
                units = (example.z if s.name == "z" else example.a)[layer - 1]
            case "δ":
                units = [facts.sign * d for d in example.deltas(self.shorthand)[layer - 1]]
            case _:
                raise UnreadableError(f"the symbol {s!r}")
        if not s.sub:
            return column(units)
        unit = self._index(s.sub)
        if unit == 0 and s.name == "δ":
            return facts.sign * example.weighted_sum(layer, 0, self.shorthand)
        if unit < 1:
            raise WrongError(f"{to_text(s)}: units count from 1")
        return self._seen(units[unit - 1])

    def _scaled(self, name: str, x: Any, n: int) -> Any:
        """An input, its raw value, or what its scaling takes away and divides by."""
        if name == "x":
            return x
        assert self.facts.scaling is not None
        shift, scale = mpf(self.facts.scaling.shift[n]), mpf(self.facts.scaling.scale[n])
        return {"r": x * scale + shift, "μ": shift, "σ": scale}[name]

    def weights(self, name: str, layer: int) -> Any:
        """Θ, Δ or D as it stands on this side of the equation."""
        facts = self.facts
        if name == "Θ":
            if self.updates and self.left:
                return facts.new(layer)
            return facts.theta(layer, biases=not self.no_bias_lambda)
        if name == "Δ":
            return facts.Delta(layer, self.summed + (1 if self.left and not self.updates else 0))
        if name in REMEMBERED:
            old = self.assigned == name and not self.left
            return facts.before(name, layer) if old else facts.after(name, layer)
        return facts.moving(layer) if self.biases_stay else facts.D(layer)

    def _of_example(self, symbol: Symbol, after: Token | None) -> Any:
        """δ_j(i) or a_i(i): of the example in parentheses, which is a row from 1 or i."""
        assert isinstance(after, Fenced)
        if isinstance(after.body, Words):
            item = self.facts.rows.index(int(after.body.text) - 1)
        else:
            item = self._index("i") - 1
        return replace(self, item=item, shorthand=False, bound=dict(self.bound)).symbol(symbol)

    def _slope(self, upper: Token, lower: Token) -> Any:
        """∂a_t/∂z_k, of all k one below the other where z has no index."""
        if not (isinstance(upper, Symbol) and isinstance(lower, Symbol)):
            raise UnreadableError("a slope of something else")
        if (upper.name, lower.name) != ("a", "z") or upper.sup != lower.sup:
            raise UnreadableError(f"∂{upper.name} by {lower.name}")
        example, units = self.facts.example(self.item), self.facts.network.layers[-1]
        every = range(1, units + 1)
        if not upper.sub and not lower.sub:
            return grid([[example.jacobian(t, k) for k in every] for t in every])
        t = self._index(upper.sub)
        if not lower.sub:
            return column([example.jacobian(t, k) for k in every])
        return example.jacobian(t, self._index(lower.sub))
