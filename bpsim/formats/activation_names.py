"""What other programs call the activations, and which of the core's they are."""

from bpsim.core.activations.table import ACTIVATIONS
from bpsim.formats.errors import PlaceError, quoted


def activation(place: str, foreign: str, name: str | None) -> str:
    """``name``, what the core calls the activation ``foreign`` of the layer at ``place``.

    Raises PlaceError where the core has none of that name.
    """
    if name is None or name not in ACTIVATIONS:
        raise PlaceError(place, f"uses the activation {quoted(foreign)}, which is not known here")
    return name


def steep(place: str, foreign: str, name: str | None, steepness: float) -> tuple[str, float]:
    """The same for g(steepness · z): the name, and what to multiply the weights by for it."""
    return activation(place, foreign, name), steepness
