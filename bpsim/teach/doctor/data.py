"""Data that make learning hard: columns of very different size, or that say nothing."""

from collections.abc import Iterator

import numpy as np

from bpsim.base.words import tr
from bpsim.steps.places import TargetPlace, UnitPlace
from bpsim.teach.doctor.finding import Finding, Patient

MOST_RATIO = 20.0
"""Of the spreads of two inputs; beyond it one rate cannot suit both."""
LARGE = 10.0


def unequal_inputs(patient: Patient) -> Iterator[Finding]:
    """Inputs of very different size, or all of them large."""
    names = patient.document.examples.x_names
    size = np.sqrt(np.mean(patient.x**2, axis=0))
    used = np.flatnonzero(size > 0)
    if not used.size:
        return
    largest, smallest = used[size[used].argmax()], used[size[used].argmin()]
    if size[largest] > MOST_RATIO * size[smallest] and size[largest] > 1.0:
        yield Finding(
            "unequal-inputs",
            tr(
                "The inputs differ much in size: {names} is about {size:.3g}, "
                "{names_2} about {size_2:.3g}. No single rate α suits weights of "
                "both; scale the inputs.",
                names=names[largest],
                size=size[largest],
                names_2=names[smallest],
                size_2=size[smallest],
            ),
            UnitPlace(1, int(largest) + 1),
            "examples",
        )
    elif size[largest] > LARGE:
        yield Finding(
            "unequal-inputs",
            tr(
                "The inputs are large: {names} is about {size:.3g}. Units of the "
                "first hidden layer saturate or their gradients are steep; scale "
                "the inputs.",
                names=names[largest],
                size=size[largest],
            ),
            UnitPlace(1, int(largest) + 1),
            "examples",
        )


def constant_columns(patient: Patient) -> Iterator[Finding]:
    """Inputs and targets that are the same in every example."""
    examples = patient.document.examples
    if len(patient.x) < 2:
        return
    for column, name in enumerate(examples.x_names):
        if (patient.x[:, column] == patient.x[0, column]).all():
            yield Finding(
                "constant-column",
                tr(
                    "The input {name} is {x:.4g} in every example: it tells nothing "
                    "that the bias does not.",
                    name=name,
                    x=patient.x[0, column],
                ),
                UnitPlace(1, column + 1),
                "examples",
            )
    for column, name in enumerate(examples.y_names):
        if (patient.y[:, column] == patient.y[0, column]).all():
            yield Finding(
                "constant-column",
                tr(
                    "The target {name} is {y:.4g} in every example: the network can "
                    "learn it from the bias alone.",
                    name=name,
                    y=patient.y[0, column],
                ),
                TargetPlace(column + 1),
                "examples",
            )
