"""λ on the bias column as well."""

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.teach.mistakes.kind import Mistake, Stage, needs_lambda


def change(stage: Stage, D: Array) -> Array:
    """(λ/m) Θ added to the bias column too."""
    problem, changed = stage.problem, D.copy()
    changed[:, 0] += problem.lam / problem.m * stage.theta[:, 0]
    return changed


MISTAKE = Mistake(
    "bias-penalised",
    tr("λ on the bias"),
    tr("λ is applied to the bias column as well."),
    tr("D⁽ˡ⁾ = Δ⁽ˡ⁾/m + (λ/m) Θ⁽ˡ⁾ in every column"),
    tr("It is made by somebody who adds λ/m times the whole matrix."),
    tr("applying λ to the bias column too"),
    "D",
    change,
    needs_lambda,
    shows_on="overfitting",
    shows_with=0.5,
)
