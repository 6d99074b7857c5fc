"""Every value rounded before it is used."""

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.teach.mistakes.kind import Mistake, Stage, never

DIGITS = 2


def rounded_to(digits: int) -> Mistake:
    """Every value rounded to so many digits after the point before it is used."""

    def change(stage: Stage, value: Array) -> Array:
        return np.round(value, digits)

    return Mistake(
        "rounded",
        tr("rounded on the way"),
        tr(
            "Each value is rounded to {digits} digits after the point before it is used.",
            digits=digits,
        ),
        tr("z, a, δ, Σ, g′, Δ and D, each to {digits} digits after the point", digits=digits),
        tr("It is made by somebody who works on paper and writes down what fits."),
        tr("rounding every value to {digits} digits after the point on the way", digits=digits),
        "value",
        change,
        never,
        digits=digits,
    )


MISTAKE = rounded_to(DIGITS)
