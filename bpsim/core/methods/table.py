"""The methods of updating by name; a new one is a file beside this one and a row here."""

from bpsim.base.words import tr
from bpsim.core.errors import ModelError
from bpsim.core.methods.adam import Adam
from bpsim.core.methods.descent import PLAIN
from bpsim.core.methods.method import Method
from bpsim.core.methods.momentum import Momentum
from bpsim.core.methods.rmsprop import RMSProp

UPDATE_METHODS: dict[str, Method] = {
    each.name: each for each in (PLAIN, Momentum(), RMSProp(), Adam())
}
"""Each with the parameters that it has where none are given."""


def method_named(name: str, place: str) -> Method:
    """The method of that name; raises ModelError, which says ``place``."""
    if name not in UPDATE_METHODS:
        raise ModelError(
            tr(
                "“{name}” is none of {update_methods}",
                name=name,
                update_methods=", ".join(UPDATE_METHODS),
            ),
            place,
        )
    return UPDATE_METHODS[name]
