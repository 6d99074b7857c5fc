"""Targets that the cost or the output cannot mean."""

from collections.abc import Iterator

import numpy as np

from bpsim.base.words import tr
from bpsim.core.costs.table import COSTS
from bpsim.core.document import Document
from bpsim.notation.numerals import number_text
from bpsim.steps.places import TargetPlace, UnitPlace
from bpsim.teach.doctor.finding import Finding, Patient


def out_of_range(patient: Patient) -> Iterator[Finding]:
    """A target that the output never reaches, or that is no probability where one is meant."""
    output = patient.network.activation(patient.network.depth)
    low, high = output.bounds
    y = patient.document.examples.y
    found = np.argwhere((y < low) | (y > high))
    if not len(found):
        return
    row, unit = found[0]
    cost = COSTS[patient.document.cost]
    if not cost.keeps_slope:
        why = tr(
            "{cost} means probabilities from {low:g} to {high:g}",
            cost=cost.label,
            low=low,
            high=high,
        )
    elif np.isfinite(high):
        why = tr(
            "{output} outputs never leave {low:g} to {high:g}",
            output=output.name,
            low=low,
            high=high,
        )
    else:
        why = tr("{output} outputs are never below {low:g}", output=output.name, low=low)
    yield Finding(
        "target-out-of-range",
        tr(
            "The target {y_names} of example {row} is {y}, but {why}.",
            y_names=patient.document.examples.y_names[unit],
            row=row + 1,
            y=number_text(float(y[row, unit])),
            why=why,
        ),
        TargetPlace(int(unit) + 1),
        "examples",
        example=int(row) + 1,
    )


def not_one_together(patient: Patient) -> Iterator[Finding]:
    """Targets of a softmax output that do not add up to 1 under the cost made for it."""
    output = patient.network.activation(patient.network.depth)
    if output.elementwise or COSTS[patient.document.cost].keeps_slope:
        return
    y = patient.document.examples.y
    for row in np.flatnonzero(~np.isclose(y.sum(axis=1), 1.0))[:1]:
        yield Finding(
            "targets-not-one",
            tr(
                "The targets of example {row} add up to {y} and not to 1, as {output} outputs do.",
                row=row + 1,
                y=number_text(float(y[row].sum())),
                output=output.name,
            ),
            TargetPlace(1),
            "examples",
            example=int(row) + 1,
        )


def one_softmax_unit(patient: Patient) -> Iterator[Finding]:
    """A softmax layer of a single unit, which is 1 whatever z is."""
    network = patient.network
    output = network.activation(network.depth)
    if not output.elementwise and network.layers[-1] == 1:
        yield Finding(
            "one-softmax-unit",
            tr(
                "The {output} layer has one unit only: its output is 1 for every "
                "z, so that no weight ever learns. Give it a unit for each class, "
                "or use a sigmoid unit.",
                output=output.name,
            ),
            UnitPlace(network.depth, 1),
        )


TARGET_CHECKS = (one_softmax_unit, out_of_range, not_one_together)


def misfit(document: Document) -> str:
    """What does not fit about targets and outputs, in one sentence; empty where they fit."""
    patient = Patient(document)
    found = (finding.sentence for check in TARGET_CHECKS for finding in check(patient))
    return next(found, "")
