"""Θ_jk for Θ_kj where the matrix is square."""

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.teach.mistakes.kind import Mistake, Problem, Stage, needs_hidden


def change(stage: Stage, theta: Array) -> Array:
    """Θᵀ without its bias column, where it is square."""
    return theta.T if theta.shape[0] == theta.shape[1] else theta


def reason(problem: Problem) -> str:
    """A matrix that is not square would not fit the other way round."""
    layers = problem.network.layers
    sizes = [(layers[n], layers[n + 1]) for n in range(1, len(layers) - 1)]
    if sizes and all(frm != to for frm, to in sizes):
        return tr(
            "No matrix that δ travels back over is square here: the other way "
            "round it would not fit, and the program would stop."
        )
    if sizes and all(frm == to == 1 for frm, to in sizes if frm == to):
        return tr("The only square matrix here is a single number, the same the other way round.")
    return needs_hidden(problem)


MISTAKE = Mistake(
    "transposed",
    tr("Θⱼₖ for Θₖⱼ"),
    tr("Θⱼₖ is taken for Θₖⱼ on the way back, where the matrix is square and it fits."),
    tr("hidden δⱼ = (Σₖ Θⱼₖ δₖ) · g′(zⱼ)"),
    tr(
        "It is made by somebody who forgets the transposition in (Θ⁽ˡ⁾)ᵀ "
        "δ⁽ˡ⁺¹⁾; with a square matrix nothing complains."
    ),
    tr("taking Θⱼₖ for Θₖⱼ"),
    "theta",
    change,
    reason,
    order=-1,
)
