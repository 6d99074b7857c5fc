"""Units that cannot learn: twins, silent ones, saturated ones."""

from collections.abc import Iterator

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.steps.places import UnitPlace
from bpsim.teach.doctor.finding import Finding, Patient

SATURATED_SHARE = 0.95
NEARLY_FLAT = 0.02
"""Of the largest slope that the unit's g has: below it hardly any δ gets through."""
MOST_NAMED = 5
"""Of many units in the same state the first are named one by one."""


def twins(patient: Patient) -> Iterator[Finding]:
    """Hidden units that start alike and are pulled alike stay alike for ever."""
    network = patient.network
    for layer in range(2, network.depth):
        incoming, outgoing = network.theta(layer - 1), network.theta(layer)[:, 1:].T
        groups: dict[bytes, list[int]] = {}
        for unit in range(network.layers[layer - 1]):
            # + 0.0 makes of −0 what it equals.
            key = (np.concatenate([incoming[unit], outgoing[unit]]) + 0.0).tobytes()
            groups.setdefault(key, []).append(unit + 1)
        for units in groups.values():
            if len(units) > 1:
                names = _listed(units)
                yield Finding(
                    "twins",
                    tr(
                        "Units {names} of layer {layer} are twins: all their weights are "
                        "equal, so they get the same δ and stay equal for ever. Draw new "
                        "weights at random.",
                        names=names,
                        layer=layer,
                    ),
                    UnitPlace(layer, units[0]),
                )


def silent(patient: Patient) -> Iterator[Finding]:
    """Hidden units whose g′ is 0 for every example, such as a ReLU that never fires."""
    for layer in range(2, patient.network.depth):
        slope = patient.back.slope[layer - 1]
        flat = [int(unit) + 1 for unit in np.flatnonzero((slope == 0).all(axis=0))]
        for unit in flat[:MOST_NAMED]:
            yield Finding(
                "silent",
                tr(
                    "Unit {unit} of layer {layer} is dead: its g′ is 0 for every "
                    "example, so no δ reaches it and the weights into it never change.",
                    unit=unit,
                    layer=layer,
                ),
                UnitPlace(layer, unit),
            )
        if len(flat) > MOST_NAMED:
            yield Finding(
                "silent",
                tr(
                    "{flat} more units of layer {layer} are dead as well.",
                    flat=len(flat) - MOST_NAMED,
                    layer=layer,
                ),
                UnitPlace(layer, flat[MOST_NAMED]),
            )


def saturated(patient: Patient) -> Iterator[Finding]:
    """Hidden units on the flat part of their g for nearly all examples, but not quite dead."""
    for layer in range(2, patient.network.depth):
        slope = patient.back.slope[layer - 1]
        steepest = _steepest(patient, layer)
        flat = (slope < NEARLY_FLAT * steepest) & (slope != 0)
        share = (flat | (slope == 0)).mean(axis=0)
        some = flat.any(axis=0)
        units = np.flatnonzero((share >= SATURATED_SHARE) & some)
        for unit in units[:MOST_NAMED]:
            yield Finding(
                "saturated",
                tr(
                    "Unit {unit} of layer {layer} is saturated: for {share:.0%} of the "
                    "examples its g′ is below {nearly_flat:.0%} of the largest, so it "
                    "hardly learns. Smaller weights or scaled inputs help.",
                    unit=unit + 1,
                    layer=layer,
                    share=share[unit],
                    nearly_flat=NEARLY_FLAT,
                ),
                UnitPlace(layer, int(unit) + 1),
            )


def _steepest(patient: Patient, layer: int) -> float:
    """The largest g′ of the layer's activation between −8 and 8."""
    return float(patient.network.activation(layer).derivative(STEPS).max())


STEPS: Array = np.linspace(-8.0, 8.0, 161)


def _listed(units: list[int]) -> str:
    *most, last = map(str, units)
    return tr("{most} and {last}", most=", ".join(most), last=last)
