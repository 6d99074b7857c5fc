"""Data that make learning hard: columns of very different size, or that say nothing."""

from collections.abc import Iterator

import numpy as np

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
            f"The inputs differ much in size: {names[largest]} is about {size[largest]:.3g}, "
            f"{names[smallest]} about {size[smallest]:.3g}. No single rate α suits weights of "
            "both; scale the inputs.",
        )
    elif size[largest] > LARGE:
        yield Finding(
            "unequal-inputs",
            f"The inputs are large: {names[largest]} is about {size[largest]:.3g}. Units of the "
            "first hidden layer saturate or their gradients are steep; scale the inputs.",
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
                f"The input {name} is {patient.x[0, column]:.4g} in every example: it tells "
                "nothing that the bias does not.",
            )
    for column, name in enumerate(examples.y_names):
        if (patient.y[:, column] == patient.y[0, column]).all():
            yield Finding(
                "constant-column",
                f"The target {name} is {patient.y[0, column]:.4g} in every example: the network "
                "can learn it from the bias alone.",
            )
