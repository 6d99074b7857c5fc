"""A step of the walk done right and wrong, term by term."""

import numpy as np

from bpsim.notation.formula import to_text
from bpsim.steps.explain import symbols as s
from bpsim.steps.schedule import Phase
from bpsim.steps.step import Step
from bpsim.teach.break_it.alongside import BothNumbers
from bpsim.teach.diagnosis.first_step import ComparedLine, StepPlace, compared_numbers

MOST_LINES = 60
WITH_LINES = (Phase.OUTPUT_DELTA, Phase.HIDDEN_DELTA, Phase.ACCUMULATE, Phase.GRADIENT)


def both_ways(both: BothNumbers, step: Step) -> tuple[ComparedLine, ...]:
    """The numbers of ``step`` on both sides, ``MOST_LINES`` at most; none but for δ, Δ and D.

    ``both`` has the numbers of the iteration that ``step`` is of.
    """
    if step.phase not in WITH_LINES or step.layer is None:
        return ()
    item = step.item or 0
    if step.phase is Phase.ACCUMULATE:
        shown = _added if both.left is None else _so_far
        return shown(both, step.layer, item)[:MOST_LINES]
    unit = step.unit if step.unit is not None or not step.units else step.units[0][1]
    place = StepPlace(step.phase, step.layer, unit, item + 1)
    return compared_numbers(both.right, both.wrong, place)[:MOST_LINES]


def _added(both: BothNumbers, layer: int, item: int) -> tuple[ComparedLine, ...]:
    """What one example adds to Δ^(layer)."""
    right, wrong = (
        np.outer(each.delta[layer - 1][item], each.layers[layer - 1].inputs[item])
        for each in (both.right, both.wrong)
    )
    return tuple(
        ComparedLine(
            to_text(s.product(s.delta(layer + 1, j + 1), s.ONE if i == 0 else s.a(layer, i))),
            float(right[j, i]),
            float(wrong[j, i]),
        )
        for j, i in np.ndindex(right.shape)
    )


def _so_far(both: BothNumbers, layer: int, item: int) -> tuple[ComparedLine, ...]:
    """Δ^(layer) with what the examples up to this one added; the wrong one did not begin with 0."""
    assert both.left is not None  # asked for only where something was left
    name, here = to_text(s.of_layer("Δ", layer)), slice(item + 1)
    right, wrong = (
        each.delta[layer - 1][here].T @ each.layers[layer - 1].inputs[here]
        for each in (both.right, both.wrong)
    )
    wrong = both.left[layer - 1] + wrong
    return tuple(
        ComparedLine(f"{name} [{j + 1}, {i}]", float(right[j, i]), float(wrong[j, i]))
        for j, i in np.ndindex(right.shape)
    )
