"""Whose pull is it? What the examples say of one weight together: who pulls where, what cancels."""

from dataclasses import dataclass

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array, frozen
from bpsim.notation.formula import to_text
from bpsim.notation.numerals import number_text
from bpsim.steps.apart.weight import WeightBreakdown


@dataclass(frozen=True, eq=False)
class Pull:
    """``each`` is δ·a / m of every example, ``penalty`` the λ part; ``D`` is their sum.

    Those of ``up`` and of ``down`` add up what makes the weight grow, and what makes it smaller,
    λ apart. All have the signs of the convention. ``cancelled`` is the share of all pulls that
    other pulls undo, 0 to 1.
    """

    each: Array
    up: float
    down: float
    penalty: float
    D: float
    cancelled: float
    sentence: str


def pull(weight: WeightBreakdown) -> Pull:
    """Who pulls at a weight, all examples of the batch in it (``whole``)."""
    sign = -1.0 if weight.turned else 1.0
    with np.errstate(over="ignore", invalid="ignore"):
        each = weight.terms.products / weight.m
        penalty = weight.penalty or 0.0
        D = float(each.sum()) + penalty
        size = float(np.abs(np.append(each, penalty)).sum())
        cancelled = 1.0 - abs(D) / size if size else 0.0
        up, down = each[sign * each < 0], each[sign * each > 0]
        strongest = int(weight.rows[np.argmax(np.abs(each))])
    return Pull(
        frozen(each), float(up.sum()), float(down.sum()), penalty, D, cancelled,
        _sentence(weight, len(up), len(down), sign * D, cancelled, strongest),
    )  # fmt: skip


def _sentence(
    weight: WeightBreakdown, up: int, down: int, D: float, cancelled: float, strongest: int
) -> str:
    name = to_text(weight.symbol)
    if not np.isfinite(D):
        return tr(
            "What the examples say of {name} is beyond the range of numbers, and so is its D.",
            name=name,
        )
    way = tr("falls") if D > 0 else tr("grows")
    if D == 0 or not weight.trained:
        way = tr("stays as it is")
    if weight.m == 1:
        direction = tr("nowhere") if not up + down else tr("up") if up else tr("down")
        words = tr(
            "The one example pulls {name} {direction}: the weight {way}.",
            name=name,
            direction=direction,
            way=way,
        )
    else:
        words = tr(
            "Of {m:,} examples {up:,} would have {name} larger and {down:,} "
            "smaller; example {strongest:,} pulls most. {cancelled:.0%} of it "
            "cancels, and the weight {way}.",
            m=weight.m,
            up=up,
            name=name,
            down=down,
            strongest=strongest,
            cancelled=cancelled,
            way=way,
        )
    if weight.penalty:
        penalty = -weight.penalty if weight.turned else weight.penalty
        way = tr("the same way") if penalty * D > 0 else tr("against that")
        words += tr(
            " λ pulls it towards 0 with {penalty}, {way}.",
            penalty=number_text(abs(penalty)),
            way=way,
        )
    return words
