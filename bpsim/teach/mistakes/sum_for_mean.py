"""The sum over the examples in place of their mean."""

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.teach.mistakes.kind import Mistake, Stage, needs_several


def change(stage: Stage, D: Array) -> Array:
    """Δ in place of Δ/m; the λ part stays."""
    assert stage.Delta is not None  # Δ comes before D
    changed: Array = D + (stage.Delta - stage.Delta / stage.problem.m)
    return changed


MISTAKE = Mistake(
    "sum-for-mean",
    tr("Δ not divided by m"),
    tr("D is Δ itself and not Δ/m."),
    "D⁽ˡ⁾ = Δ⁽ˡ⁾ + (λ/m) Θ⁽ˡ⁾",
    tr("It is made by somebody who forgets the 1/m in front of J; a small enough α hides it."),
    tr("forgetting to divide Δ by m"),
    "D",
    change,
    needs_several,
)
