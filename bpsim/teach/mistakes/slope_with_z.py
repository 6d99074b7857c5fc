"""g′ written with a, and z put there in place of a."""

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.teach.mistakes.kind import Mistake, Problem, Stage, needs_hidden


def change(stage: Stage, slope: Array) -> Array:
    """z(1 − z) in place of a(1 − a) for the sigmoid, 1 − z² in place of 1 − a² for tanh."""
    wrong = stage.problem.network.activation(stage.layer).slope_by_value(stage.z[stage.layer - 1])
    return slope if wrong is None else wrong


def reason(problem: Problem) -> str:
    """Only the slopes of the sigmoid and of tanh are written with a."""
    hidden = problem.network.activations[:-1]
    if hidden and all(g.slope_by_value(problem.x) is None for g in hidden):
        return tr("Nobody writes g′ of these hidden units with a: it is made with sigmoid or tanh.")
    return needs_hidden(problem)


MISTAKE = Mistake(
    "slope-with-z",
    tr("g′ written with a, but taken of z"),
    tr(
        "z stands where g′ is written with a: z(1 − z) for the sigmoid in place of a(1 − a), and "
        "1 − z² for tanh in place of 1 − a²."
    ),
    tr("hidden δⱼ = (Σₖ Θₖⱼ δₖ) · zⱼ(1 − zⱼ)"),
    tr("It is made by somebody who has a function for g′ that expects a, and hands it z."),
    tr("putting z where g′ is written with a"),
    "slope",
    change,
    reason,
)
