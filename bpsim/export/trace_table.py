"""The steps of a walk as a table: a row for each term, and one for each result."""

import csv
import io
from collections.abc import Iterable

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.notation.formula import to_text
from bpsim.steps.step import Step

HEADINGS = (
    "step", "iteration", "example", "phase", "layer", "unit", "symbol", "term", "weight", "value",
    "product", "weighted sum", "factor", "result", "activation",
)  # fmt: skip


def trace_table(steps: Iterable[Step]) -> str:
    """CSV with every digit; what a step does not have is empty. Matrices have a row an entry."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADINGS)
    for step in steps:
        start = (
            step.index + 1, step.iteration, _shown(step.example), step.phase.value,
            _shown(step.layer), _shown(step.unit),
        )  # fmt: skip
        symbol = to_text(step.symbol)
        for term in step.terms:
            words = (term.weight, term.value, term.product)
            writer.writerow((*start, symbol, to_text(term.symbol), *map(repr, words), *[""] * 4))
        results = (step.weighted_sum, step.factor, step.result, step.activation)
        writer.writerow((*start, symbol, *[""] * 4, *map(_number, results)))
        for layer, matrix in enumerate(step.matrices, start=step.layer or 1):
            for (j, i), value in _entries(matrix):
                name = tr(
                    "{symbol} from layer {layer}: row {j}, column {i}",
                    symbol=symbol,
                    layer=layer,
                    j=j + 1,
                    i=i,
                )
                writer.writerow((*start, name, *[""] * 6, repr(float(value)), ""))
    return out.getvalue()


def _entries(matrix: Array) -> Iterable[tuple[tuple[int, ...], float]]:
    return np.ndenumerate(matrix)


def _shown(value: int | None) -> int | str:
    return "" if value is None else value


def _number(value: float | None) -> str:
    return "" if value is None else repr(value)
