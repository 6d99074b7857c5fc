"""A weight changed before the δ below it was computed."""

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.teach.mistakes.kind import Mistake, Problem, Stage, needs_hidden


def change(stage: Stage, theta: Array) -> Array:
    """The new Θ^(l) in place of the one that the forward pass used."""
    assert stage.D is not None  # D^(l) comes before δ^(l)
    new: Array = (stage.theta - stage.problem.alpha * stage.D)[:, 1:]
    return new


def reason(problem: Problem) -> str:
    """Without a step nothing is updated."""
    if not problem.alpha:
        return tr("The learning rate is 0 here, so the new weights are the old ones.")
    return needs_hidden(problem)


MISTAKE = Mistake(
    "updated-first",
    tr("Θ updated too early"),
    tr("Θ of a layer is updated before the δ of that layer is computed with it."),
    tr("δ⁽ˡ⁾ uses Θ⁽ˡ⁾ − α D⁽ˡ⁾ in place of Θ⁽ˡ⁾"),
    tr("It is made by somebody who writes one loop that computes δ and updates in the same turn."),
    tr("updating Θ before the δ that still needs the old Θ is computed"),
    "theta",
    change,
    reason,
    order=-2,
)
