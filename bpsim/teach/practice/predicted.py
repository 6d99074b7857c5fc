"""What the network answers to the examples, without what is blank of it."""

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from bpsim.core.predictions import NO_CLASS, Predictions
from bpsim.teach.practice.blanks import ValuePlace


def without_blanks(
    found: Predictions, blank: Collection[ValuePlace], example: int, depth: int
) -> Predictions:
    """``found`` with NaN, and with no class, for what is blank of ``example``, a row from 1.

    A class follows from the outputs, and an output from the cost: neither is told while the other
    is asked for. ``depth`` is the number of layers.
    """
    outputs = [each for each in blank if each.kind in ("z", "a") and each.layer == depth]
    if not outputs and not any(each.kind == "cost" for each in blank):
        return found
    row = example - 1
    h, costs, predicted = found.h.copy(), found.costs.copy(), found.predicted.copy()
    costs[row] = np.nan
    for each in outputs:
        h[row, each.unit - 1] = np.nan
        predicted[row] = NO_CLASS
    return replace(found, h=h, costs=costs, predicted=predicted)
