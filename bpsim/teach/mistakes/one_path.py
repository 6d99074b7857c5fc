"""Only the first of the paths into a hidden δ."""

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.teach.mistakes.kind import Mistake, Problem, Stage, needs_hidden


def change(stage: Stage, theta: Array) -> Array:
    """Θ with all rows but the first set to 0."""
    first = theta.copy()
    first[1:] = 0.0
    return first


def reason(problem: Problem) -> str:
    """With one unit in every layer that follows there is one path."""
    if problem.network.depth > 2 and set(problem.network.layers[2:]) == {1}:
        return tr("Every hidden unit has one edge to the right here, so there is no second path.")
    return needs_hidden(problem)


MISTAKE = Mistake(
    "one-path",
    tr("one path of several"),
    tr("Only the term of the first unit to the right is taken into the hidden δ."),
    tr("hidden δⱼ = Θ₁ⱼ δ₁ · g′(zⱼ)"),
    tr(
        "It is made by somebody who follows a single path of the chain "
        "rule and forgets that the others add up."
    ),
    tr("taking only the first unit’s term into the hidden δ and no sum over all of them"),
    "theta",
    change,
    reason,
    order=1,
)
