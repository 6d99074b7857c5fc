"""What other programs call the activations, as activations of the core with their parameters."""

import math
from dataclasses import fields, replace

import numpy as np

from bpsim.base.words import tr
from bpsim.core.activations.activation import Activation
from bpsim.core.activations.table import ACTIVATIONS
from bpsim.core.arrays import Array
from bpsim.formats.errors import PlaceError, quoted


def activation(place: str, foreign: str, name: str | None, **parameters: float) -> Activation:
    """The core's activation ``name``, which is ``foreign`` in the file, of the layer at ``place``.

    Raises PlaceError where the core has none of that name, or none with such parameters.
    """
    found = ACTIVATIONS.get(name or "")
    if found is None:
        raise PlaceError(
            tr("uses the activation {foreign}, which is not known here", foreign=quoted(foreign)),
            place,
        )
    own = {each.name for each in fields(found)}
    for key, value in parameters.items():
        if key not in own or not math.isfinite(value):
            raise PlaceError(
                tr(
                    "uses the activation {foreign} with the {key} {value:g}, which is "
                    "not known here",
                    foreign=quoted(foreign),
                    key=key,
                    value=value,
                ),
                place,
            )
    return replace(found, **parameters)


def steep(place: str, foreign: str, name: str | None, steepness: float) -> tuple[Activation, float]:
    """The same for g(steepness · z), and what to multiply the weights by for it."""
    found = activation(place, foreign, name)
    if steepness > 0 and "steepness" in {each.name for each in fields(found)}:
        return activation(place, foreign, name, steepness=steepness), 1.0
    return found, steepness


TANH_GELU = tr(
    "The file computes GELU in layer {layer} by an approximation with "
    "tanh; the exact GELU used here is at most 0.0005 away from it."
)


def tanh_gelu(z: Array) -> Array:
    """The approximation of GELU that several programs have (Hendrycks and Gimpel 2016)."""
    out: Array = z * (1 + np.tanh(math.sqrt(2 / math.pi) * (z + 0.044715 * z**3))) / 2
    return out


def number(value: object, place: str, foreign: str) -> float:
    """A parameter as a file gives it; raises PlaceError."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PlaceError(
            tr("uses the activation {foreign} with odd parameters", foreign=quoted(foreign)), place
        )
    return float(value)
