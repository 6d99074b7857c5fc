"""How activations are written, by their names; a new one is a file beside this one and a row."""

from bpsim.core.activations.activation import Activation
from bpsim.core.activations.linear import Linear
from bpsim.core.activations.relu import Relu
from bpsim.core.activations.sigmoid import Sigmoid
from bpsim.core.activations.softmax import Softmax
from bpsim.core.activations.tanh import Tanh
from bpsim.steps.explain.activations.linear import WrittenLinear
from bpsim.steps.explain.activations.relu import WrittenRelu
from bpsim.steps.explain.activations.sigmoid import WrittenSigmoid
from bpsim.steps.explain.activations.softmax import WrittenSoftmax
from bpsim.steps.explain.activations.tanh import WrittenTanh
from bpsim.steps.explain.activations.written import WrittenActivation

WRITTEN: dict[type[Activation], type[WrittenActivation]] = {
    Sigmoid: WrittenSigmoid,
    Tanh: WrittenTanh,
    Relu: WrittenRelu,
    Linear: WrittenLinear,
    Softmax: WrittenSoftmax,
}


def written(g: Activation) -> WrittenActivation:
    """How ``g`` is written."""
    return WRITTEN[type(g)](g)
