"""A network of three layers and its outputs, as other programs' files in tests hold it."""

from collections.abc import Sequence

import numpy as np

from bpsim.core.arrays import Array
from bpsim.core.document import Document
from bpsim.formats.assemble import assembled
from bpsim.formats.content import Answers, Content

RANDOM = np.random.default_rng(7)
# In float32, so that every format holds them exactly.
WEIGHTS = [RANDOM.normal(0, 0.7, shape).astype("<f4") for shape in ((4, 3), (2, 4))]
BIASES = [RANDOM.normal(0, 0.7, size).astype("<f4") for size in (4, 2)]
X = RANDOM.normal(0, 1, (6, 3))


def sigmoid(z: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-z)))


def softmax(z: Array) -> Array:
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return np.asarray(e / e.sum(axis=1, keepdims=True))


FUNCTIONS = {
    "sigmoid": sigmoid,
    "tanh": np.tanh,
    "relu": lambda z: np.maximum(z, 0),
    "linear": lambda z: z,
    "softmax": softmax,
}


def outputs(names: Sequence[str], x: Array = X, biases: bool = True) -> Array:
    """What the network gives, computed without the program."""
    a = x
    for weights, bias, name in zip(WEIGHTS, BIASES, names, strict=True):
        a = FUNCTIONS[name](a @ weights.T.astype(np.float64) + (bias if biases else 0))
    return np.asarray(a)


def document_of(content: Content) -> Document:
    """The document that the content makes when nothing is answered."""
    found = assembled(content, Answers()).document
    assert found is not None
    return found


def names_of(document: Document) -> tuple[str, ...]:
    """The activations by name."""
    return tuple(each.name for each in document.network.activations)


def told(content: Content) -> list[str | None]:
    """The activations of the layers by name, as the file says them."""
    found = [each.activation for each in content.layers]
    return [each if isinstance(each, str | None) else each.name for each in found]


def given(document: Document, x: Array = X) -> Array:
    """What the opened network gives."""
    from bpsim.core.propagation import forward

    return np.asarray(forward(document.network, x).a[-1])
