"""A step of the walk done right and wrong, term by term."""

from bpsim.notation.formula import to_text
from bpsim.steps.explain import symbols as s
from bpsim.steps.schedule import Phase
from bpsim.steps.step import Step
from bpsim.teach.diagnosis.first_step import ComparedLine, StepPlace, compared
from bpsim.teach.mistakes.backprop import backprop
from bpsim.teach.mistakes.kind import Made, Mistake, Problem

MOST_LINES = 60
WITH_LINES = (Phase.OUTPUT_DELTA, Phase.HIDDEN_DELTA, Phase.ACCUMULATE, Phase.GRADIENT)


def both_ways(problem: Problem, mistake: Mistake, step: Step) -> tuple[ComparedLine, ...]:
    """The numbers of ``step`` on both sides, ``MOST_LINES`` at most; none but for δ, Δ and D.

    ``problem`` has the examples of the batch and the weights of the iteration that ``step`` is of.
    """
    if step.phase not in WITH_LINES or step.layer is None:
        return ()
    made, item = (Made(mistake),), step.item or 0
    if step.phase is Phase.ACCUMULATE:
        return _added(problem, made, step.layer, item)[:MOST_LINES]
    unit = step.unit if step.unit is not None or not step.units else step.units[0][1]
    place = StepPlace(step.phase, step.layer, unit, item + 1)
    return compared(problem, made, place)[:MOST_LINES]


def _added(
    problem: Problem, made: tuple[Made, ...], layer: int, item: int
) -> tuple[ComparedLine, ...]:
    """What one example adds to Δ^(layer)."""
    sides = []
    for numbers in (backprop(problem), backprop(problem, made)):
        delta, inputs = numbers.delta[layer - 1][item], numbers.layers[layer - 1].inputs[item]
        sides.append([d * a for d in delta for a in inputs])
    names = [
        to_text(s.product(s.delta(layer + 1, j), s.ONE if i == 0 else s.a(layer, i)))
        for j in range(1, problem.network.layers[layer] + 1)
        for i in range(problem.network.layers[layer - 1] + 1)
    ]
    return tuple(
        ComparedLine(name, float(right), float(wrong))
        for name, right, wrong in zip(names, *sides, strict=True)
    )
