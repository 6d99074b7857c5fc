"""The activations by name; a new one is a file beside this one and a row here."""

from bpsim.base.words import tr
from bpsim.core.activations.activation import Activation
from bpsim.core.activations.elu import Elu
from bpsim.core.activations.gelu import Gelu
from bpsim.core.activations.hard_sigmoid import HardSigmoid
from bpsim.core.activations.leaky_relu import LeakyRelu
from bpsim.core.activations.linear import Linear
from bpsim.core.activations.relu import Relu
from bpsim.core.activations.selu import Selu
from bpsim.core.activations.sigmoid import Sigmoid
from bpsim.core.activations.silu import Silu
from bpsim.core.activations.softmax import Softmax
from bpsim.core.activations.softplus import Softplus
from bpsim.core.activations.tanh import Tanh
from bpsim.core.errors import ModelError

ACTIVATIONS: dict[str, Activation] = {
    each.name: each
    for each in (
        Sigmoid(),
        Tanh(),
        Relu(),
        Linear(),
        LeakyRelu(),
        Elu(),
        Selu(),
        Softplus(),
        Silu(),
        Gelu(),
        HardSigmoid(),
        Softmax(),
    )
}
"""Each with the parameters that it has where none are given."""


def activation_named(name: str, place: str) -> Activation:
    """The activation of that name; raises ModelError, which says ``place``."""
    if name not in ACTIVATIONS:
        raise ModelError(
            tr("“{name}” is none of {activations}", name=name, activations=", ".join(ACTIVATIONS)),
            place,
        )
    return ACTIVATIONS[name]
