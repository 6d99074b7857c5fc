"""Paper arithmetic line by line: each value as on paper, and how far it is from full precision."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice
from typing import Any

import numpy as np

from bpsim.base.words import in_local_signs, tr
from bpsim.notation.formula import to_text
from bpsim.notation.numerals import UNKNOWN, number_text
from bpsim.steps.explain import symbols as s
from bpsim.steps.places import EdgePlace, UnitPlace
from bpsim.teach.mistakes.kind import Problem
from bpsim.teach.paper import Paper, in_fractions, on_paper, why_no_fractions

MOST_LINES = 400
MOST_IN_FRACTIONS, MOST_ROUNDED = 20_000, 5_000_000
"""Weights times examples that are gone through at every step."""
LONGEST_FRACTION = 24


@dataclass(frozen=True)
class PaperLine:
    """One value: ``text`` as it stands on paper, and how far that is ``off`` full precision.

    ``kind`` is z, a, delta or D; ``off`` is None where the value is not to be seen.
    """

    kind: str
    place: UnitPlace | EdgePlace
    symbol: str
    text: str
    off: float | None

    @property
    def blank(self) -> PaperLine:
        """The same line without its value."""
        return replace(self, text=UNKNOWN, off=None)


def why_not(problem: Problem, digits: int | None) -> str:
    """Why there are no such lines; ``digits`` is None for fractions. Empty where there are."""
    if digits is None:
        reason = why_no_fractions(problem)
        if reason:
            return tr("Exact fractions are impossible here: {reason}", reason=reason)
    size = problem.m * sum(theta.size for theta in problem.network.weights)
    if size > (MOST_IN_FRACTIONS if digits is None else MOST_ROUNDED):
        return tr("This network with its examples is too large to be worked through by hand.")
    return ""


def paper_lines(problem: Problem, example: int, digits: int | None) -> tuple[PaperLine, ...]:
    """z and a forwards, δ backwards, then D: rounded to ``digits`` after the point, or exact.

    ``example`` counts from 1; at most ``MOST_LINES``. Raises ModelError where fractions are
    impossible.
    """
    paper = in_fractions(problem, example) if digits is None else on_paper(problem, example, digits)
    return tuple(islice(_all(paper, digits), MOST_LINES))


def _all(paper: Paper, digits: int | None) -> Iterator[PaperLine]:
    layers = range(len(paper.values["z"]))
    for n in layers:
        for name in ("z", "a"):
            yield from _units(paper, name, n, digits)
    for n in reversed(layers):
        yield from _units(paper, "delta", n, digits)
    for n, matrix in enumerate(paper.values["D"]):
        for j, i in np.ndindex(matrix.shape):
            place = EdgePlace(n + 1, j + 1, i)
            exact = None if paper.fractions is None else paper.fractions["D"][n][j][i]
            off = float(paper.off["D"][n][j, i])
            symbol = place.symbol_of("D")
            yield PaperLine("D", place, symbol, _text(float(matrix[j, i]), exact, digits), off)


SYMBOLS = {"z": s.z, "a": s.a, "delta": s.delta}


def _units(paper: Paper, name: str, n: int, digits: int | None) -> Iterator[PaperLine]:
    exact: Any = None if paper.fractions is None else paper.fractions[name][n]
    for unit, value in enumerate(paper.values[name][n], start=1):
        found = None if exact is None else exact[unit - 1]
        off = float(paper.off[name][n][unit - 1])
        symbol = to_text(SYMBOLS[name](n + 2, unit))
        place, text = UnitPlace(n + 2, unit), _text(float(value), found, digits)
        yield PaperLine(name, place, symbol, text, off)


def _text(value: float, exact: Fraction | None, digits: int | None) -> str:
    if not math.isfinite(value):
        return number_text(value)
    if exact is None:
        return in_local_signs(f"{value + 0.0:.{digits}f}".replace("-", "−"))
    written = str(exact).replace("-", "−")
    return (
        written
        if len(written) <= LONGEST_FRACTION
        else tr("about {value}", value=number_text(value))
    )
