"""What other programs call the activations, as activations of the core with their parameters."""

import math
from dataclasses import fields, replace

from bpsim.core.activations.activation import Activation
from bpsim.core.activations.table import ACTIVATIONS
from bpsim.formats.errors import PlaceError, quoted


def activation(place: str, foreign: str, name: str | None, **parameters: float) -> Activation:
    """The core's activation ``name``, which is ``foreign`` in the file, of the layer at ``place``.

    Raises PlaceError where the core has none of that name, or none with such parameters.
    """
    found = ACTIVATIONS.get(name or "")
    if found is None:
        raise PlaceError(place, f"uses the activation {quoted(foreign)}, which is not known here")
    own = {each.name for each in fields(found)}
    for key, value in parameters.items():
        if key not in own or not math.isfinite(value):
            raise PlaceError(
                place,
                f"uses the activation {quoted(foreign)} with the {key} {value:g}, which is not "
                "known here",
            )
    return replace(found, **parameters)


def steep(place: str, foreign: str, name: str | None, steepness: float) -> tuple[Activation, float]:
    """The same for g(steepness · z), and what to multiply the weights by for it."""
    found = activation(place, foreign, name)
    if steepness > 0 and "steepness" in {each.name for each in fields(found)}:
        return activation(place, foreign, name, steepness=steepness), 1.0
    return found, steepness


def number(value: object, place: str, foreign: str) -> float:
    """A parameter as a file gives it; raises PlaceError."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PlaceError(place, f"uses the activation {quoted(foreign)} with odd parameters")
    return float(value)
