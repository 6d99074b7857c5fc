"""The table of mistakes: adding one is a file beside this one and a row here."""

import numpy as np

from bpsim.base.words import tr
from bpsim.teach.mistakes import (
    bias_frozen,
    bias_penalised,
    equal_start,
    extra_output_slope,
    lambda_undivided,
    no_input,
    no_slope,
    one_path,
    rounded,
    shares,
    sign,
    slope_of_a,
    slope_with_z,
    sum_for_mean,
    transposed,
    uncleared,
    updated_first,
    wrong_input,
)
from bpsim.teach.mistakes.backprop import backprop
from bpsim.teach.mistakes.kind import Made, Mistake, Problem

MISTAKES: dict[str, Mistake] = {
    each.MISTAKE.id: each.MISTAKE
    for each in (
        no_slope,
        updated_first,
        slope_of_a,
        slope_with_z,
        extra_output_slope,
        sign,
        shares,
        one_path,
        transposed,
        bias_penalised,
        lambda_undivided,
        sum_for_mean,
        bias_frozen,
        no_input,
        wrong_input,
        equal_start,
        uncleared,
        rounded,
    )
}
IN_TRAINING = frozenset({"start", "Delta"})
"""The parts whose mistakes show in the iterations to come and not in a single gradient."""
IN_NUMBERS = tuple(
    each for each in MISTAKES.values() if each.part not in IN_TRAINING | frozenset({"value"})
)
"""The mistakes that change the gradient of one iteration, rounding apart."""


def why_hidden(mistake: Mistake, problem: Problem) -> str:
    """Why ``mistake`` cannot show on this network and these examples; empty where it shows."""
    reason = mistake.reason(problem)
    if mistake.part in IN_TRAINING:
        return reason
    right, wrong = backprop(problem), backprop(problem, [Made(mistake)])
    same = all(
        np.allclose(a, b, rtol=1e-12, atol=1e-15, equal_nan=True)
        for what in ("delta", "D")
        for a, b in zip(right.of(what), wrong.of(what), strict=True)
    )
    if not same:
        return ""
    return reason or tr("With these weights and examples it happens to give the same numbers.")
