"""The error shared out in proportion to the weights."""

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.teach.mistakes.kind import Mistake, Stage, needs_hidden


def change(stage: Stage, theta: Array) -> Array:
    """Θ_kj / Σ_i Θ_ki in place of Θ_kj, the bias not counted."""
    shared: Array = theta / theta.sum(axis=1, keepdims=True)
    return shared


MISTAKE = Mistake(
    "shares",
    tr("δ shared out"),
    tr("Each unit’s δ is shared out among the units before it in proportion to their weights."),
    tr("hidden δⱼ = (Σₖ δₖ Θₖⱼ / Σᵢ Θₖᵢ) · g′(zⱼ)"),
    tr(
        "It is made by somebody who takes “passing the error back” for "
        "dividing it up so that it adds up to the same."
    ),
    tr("sharing δ out in proportion, Θₖⱼ / Σᵢ Θₖᵢ, in place of multiplying by Θₖⱼ"),
    "theta",
    change,
    needs_hidden,
)
