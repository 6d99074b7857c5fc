"""The error shared out in proportion to the weights."""

from bpsim.core.arrays import Array
from bpsim.teach.mistakes.kind import Mistake, Stage, needs_hidden


def change(stage: Stage, theta: Array) -> Array:
    """w_kj / Σ_i w_ki in place of w_kj, the bias not counted."""
    shared: Array = theta / theta.sum(axis=1, keepdims=True)
    return shared


MISTAKE = Mistake(
    "shares",
    "δ shared out",
    "Each unit’s δ is shared out among the units before it in proportion to their weights.",
    "hidden δ_j = (Σ_k δ_k w_kj / Σ_i w_ki) · g′(z_j)",
    "It is made by somebody who takes “passing the error back” for dividing it "
    "up so that it adds up to the same.",
    "sharing δ out in proportion, w_kj / Σ_i w_ki, in place of multiplying by w_kj",
    "theta",
    change,
    needs_hidden,
)
