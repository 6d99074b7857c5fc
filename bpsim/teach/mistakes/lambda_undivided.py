"""λΘ that is not divided by m."""

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.teach.mistakes.kind import Mistake, Problem, Stage, needs_lambda, needs_several


def change(stage: Stage, D: Array) -> Array:
    """λΘ in place of (λ/m) Θ."""
    problem, changed = stage.problem, D.copy()
    changed[:, 1:] += (problem.lam - problem.lam / problem.m) * stage.theta[:, 1:]
    return changed


def reason(problem: Problem) -> str:
    """With λ = 0 or one example nothing changes."""
    return needs_lambda(problem) or needs_several(problem)


MISTAKE = Mistake(
    "lambda-undivided",
    tr("λ not divided by m"),
    tr("The λ part is λΘ and not (λ/m) Θ."),
    "D⁽ˡ⁾ = Δ⁽ˡ⁾/m + λ Θ⁽ˡ⁾",
    tr("It is made by somebody who copies a formula that circulates with this slip in it."),
    tr("adding λΘ in place of (λ/m) Θ"),
    "D",
    change,
    reason,
    shows_on="overfitting",
    shows_with=0.5,
)
