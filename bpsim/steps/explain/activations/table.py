"""How activations are written, by their names; a new one is a file beside this one and a row."""

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
from bpsim.steps.explain.activations.elu import WrittenElu
from bpsim.steps.explain.activations.gelu import WrittenGelu
from bpsim.steps.explain.activations.hard_sigmoid import WrittenHardSigmoid
from bpsim.steps.explain.activations.leaky_relu import WrittenLeakyRelu
from bpsim.steps.explain.activations.linear import WrittenLinear
from bpsim.steps.explain.activations.relu import WrittenRelu
from bpsim.steps.explain.activations.selu import WrittenSelu
from bpsim.steps.explain.activations.sigmoid import WrittenSigmoid
from bpsim.steps.explain.activations.silu import WrittenSilu
from bpsim.steps.explain.activations.softmax import WrittenSoftmax
from bpsim.steps.explain.activations.softplus import WrittenSoftplus
from bpsim.steps.explain.activations.tanh import WrittenTanh
from bpsim.steps.explain.activations.written import WrittenActivation

WRITTEN: dict[type[Activation], type[WrittenActivation]] = {
    Sigmoid: WrittenSigmoid,
    Tanh: WrittenTanh,
    Relu: WrittenRelu,
    Linear: WrittenLinear,
    Elu: WrittenElu,
    Gelu: WrittenGelu,
    HardSigmoid: WrittenHardSigmoid,
    LeakyRelu: WrittenLeakyRelu,
    Selu: WrittenSelu,
    Silu: WrittenSilu,
    Softplus: WrittenSoftplus,
    Softmax: WrittenSoftmax,
}


def written(g: Activation) -> WrittenActivation:
    """How ``g`` is written."""
    return WRITTEN[type(g)](g)
