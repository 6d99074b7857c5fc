"""A solution in exact fractions: each number of the walk by the fraction that it stands for.

The walk computes with float64. Here the same is computed in fractions, and every number of a
formula that is one of those values is written as that value.
"""

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.core.errors import BpsimError
from bpsim.core.exact import (
    Column,
    ExactExample,
    Matrix,
    as_written,
    exact_example,
    exact_gradient,
    exact_matrix,
    why_no_fractions,
    with_example,
)
from bpsim.export.solution.content import Answer, Part, Solution
from bpsim.notation import formula
from bpsim.notation.formula import Expr, Fenced, Number, Row, Words
from bpsim.steps.trace import Trace

LONGEST = 999_999
"""Fractions with a larger numerator or denominator stay decimals, which say more."""
NEAR = 1e-12
"""How far a float64 is from the value that it stands for, of the largest number there is."""


def in_fractions(solution: Solution, trace: Trace, items: Iterable[int]) -> Solution:
    """``solution``, which is about these examples of the batch, in exact fractions.

    Raises BpsimError, which says why, where there are none.
    """
    reason = why_no_fractions(trace.values.network, trace.values.cost)
    if reason:
        raise BpsimError(tr("Exact fractions are impossible here: {reason}", reason=reason))
    exact = _Exact(trace, list(items))
    return solution.mapped(exact.number).with_parts(exact.part)


class _Exact:
    """The values of a walk in fractions, to be found by their float64."""

    def __init__(self, trace: Trace, items: list[int]) -> None:
        self._trace = trace
        found = {abs(each) for each in self._every(items)}
        self._sorted = sorted(found)
        self._floats = [float(each) for each in self._sorted]
        self._room = NEAR * max(1.0, self._floats[-1])

    def part(self, part: Part) -> Part:
        """``part`` with fractions in its answers."""
        return replace(part, answers=tuple(map(self._answer, part.answers)))

    def _answer(self, answer: Answer) -> Answer:
        found = self.exact(answer.value)
        return answer if found is None else replace(answer, fraction=str(found))

    def number(self, part: Expr) -> Expr | None:
        """The fraction that ``part`` is, where it is a number and its fraction is not too long."""
        if not isinstance(part, Number):
            return None
        found = self.exact(part.value)
        if found is None or max(abs(found.numerator), found.denominator) > LONGEST:
            return None
        return fraction_expr(found, part)

    def exact(self, value: float) -> Fraction | None:
        """What ``value`` stands for; None where it is no value of the walk."""
        if not math.isfinite(value):
            return None
        at = bisect_left(self._floats, abs(value))
        near = range(max(0, at - 1), min(len(self._floats), at + 1))
        best = min(near, key=lambda n: abs(self._floats[n] - abs(value)))
        if abs(self._floats[best] - abs(value)) > self._room:
            return None
        found = self._sorted[best]
        return -found if value < 0 else found

    # --- the walk in fractions ----------------------------------------------------------------

    def _every(self, items: list[int]) -> Iterator[Fraction]:
        """Every value that a formula about ``items`` shows; the sign does not matter."""
        values, training = self._trace.values, self._trace.values.training
        network, m = values.network, values.batch.size
        shorthand = values.convention.lecture_shorthand
        yield from (Fraction(0), Fraction(1), Fraction(1, 2))
        for theta in network.weights:
            yield from _entries(exact_matrix(theta))
        alpha, lam = as_written(training.learning_rate), as_written(training.lam)
        yield from (alpha, lam)
        sums: list[Matrix] | None = None
        for item in range(max(items) + 1):
            true = self._example(item, shorthand=False)
            sums = with_example(sums, network, true)
            if item + 1 in items or item in items:  # Δ before and after an example
                for Delta in sums:
                    yield from _entries(Delta)
            if item in items:
                shown = self._example(item, shorthand=True) if shorthand else true
                _require_same(shown, values.of(item).z, values.of(item).a, values.of(item).delta)
                yield from map(as_written, values.examples.x[values.row(item)])
                yield from map(as_written, values.of(item).a[0])
                yield from map(as_written, values.of(item).y)
                yield from _of(true)
                yield from _of(shown)
        if sums is not None and len(items) == m:
            for theta, D in zip(network.weights, exact_gradient(sums, network, training.lam, m),
                                strict=True):  # fmt: skip
                yield from _entries(D)
                for old, slopes in zip(exact_matrix(theta), D, strict=True):
                    yield from (w - alpha * d for w, d in zip(old, slopes, strict=True))

    def _example(self, item: int, *, shorthand: bool) -> ExactExample:
        values = self._trace.values
        own = values.of(item)
        return exact_example(values.network, values.cost, own.a[0], own.y, shorthand=shorthand)


def _of(example: ExactExample) -> Iterator[Fraction]:
    columns = (example.z, example.a, example.slope, example.weighted_sum, example.delta)
    for kind in columns:
        for column in kind:
            yield from column
    yield from example.error
    share = len(example.error)
    for error in example.error:
        yield from (error * error, error * error * share, error * error * share * share)
    yield from (example.cost, Fraction(1, 2 * share))


def _entries(matrix: Matrix) -> Iterator[Fraction]:
    for row in matrix:
        yield from row


def _require_same(
    exact: ExactExample, z: tuple[Array, ...], a: tuple[Array, ...], delta: tuple[Array, ...]
) -> None:
    """Raise BpsimError where rounding has carried a float64 over a kink, and so elsewhere."""
    for name, layers, arrays in (("z", exact.z, z), ("a", exact.a, a), ("δ", exact.delta, delta)):
        for layer, (column, array) in enumerate(zip(layers, arrays, strict=True), start=1):
            for unit, (fraction, value) in enumerate(zip(column, array, strict=False), start=1):
                size = max(1.0, abs(float(fraction)), _largest(column))
                if abs(abs(float(fraction)) - abs(float(value))) > 1e-9 * size:
                    raise BpsimError(
                        tr(
                            "Exact fractions are impossible here: {name} of unit {unit} in "
                            "layer {layer} is {fraction}, but rounded numbers lead to another "
                            "value",
                            name=name,
                            unit=unit,
                            layer=layer,
                            fraction=fraction,
                        )
                    )


def _largest(column: Column) -> float:
    return max((abs(float(each)) for each in column), default=0.0)


def fraction_expr(value: Fraction, number: Number) -> Expr:
    """``value`` as ``number`` was to be shown: in parentheses where that was guarded."""
    if value.denominator == 1:
        return replace(number, value=float(value))
    top, bottom = Number(float(abs(value.numerator))), Number(float(value.denominator))
    body: Expr = formula.Fraction(top, bottom)
    if value > 0:
        return body
    body = Row((Words("−"), body))
    return Fenced(body) if number.guarded else body
