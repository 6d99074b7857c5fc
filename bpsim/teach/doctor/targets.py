"""Targets that the cost or the output cannot mean."""

from collections.abc import Iterator

import numpy as np

from bpsim.core.costs.table import COSTS
from bpsim.notation.numerals import number_text
from bpsim.steps.places import TargetPlace
from bpsim.teach.doctor.finding import Finding, Patient


def out_of_range(patient: Patient) -> Iterator[Finding]:
    """A target that the output never reaches, or that is no probability where one is meant."""
    output = patient.network.activation(patient.network.depth)
    low, high = output.bounds
    found = np.argwhere((patient.y < low) | (patient.y > high))
    if not len(found):
        return
    row, unit = found[0]
    if not COSTS[patient.document.cost].keeps_slope:
        why = f"{patient.document.cost} means probabilities from {low:g} to {high:g}"
    elif np.isfinite(high):
        why = f"{output.name} outputs never leave {low:g} to {high:g}"
    else:
        why = f"{output.name} outputs are never below {low:g}"
    yield Finding(
        "target-out-of-range",
        f"The target {patient.document.examples.y_names[unit]} of example {row + 1} is "
        f"{number_text(float(patient.y[row, unit]))}, but {why}.",
        TargetPlace(int(unit) + 1),
    )


def not_one_together(patient: Patient) -> Iterator[Finding]:
    """Targets of a softmax output that do not add up to 1 under the cost made for it."""
    output = patient.network.activation(patient.network.depth)
    if output.elementwise or COSTS[patient.document.cost].keeps_slope:
        return
    for row in np.flatnonzero(~np.isclose(patient.y.sum(axis=1), 1.0))[:1]:
        yield Finding(
            "targets-not-one",
            f"The targets of example {row + 1} add up to "
            f"{number_text(float(patient.y[row].sum()))} and not to 1, as {output.name} outputs "
            "do.",
            TargetPlace(1),
        )
