"""From what files hold and what a person answers to a document, guessing what is left open."""

from dataclasses import replace
from typing import Any

import numpy as np

from bpsim.core.arrays import Array, frozen
from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import TrainingSettings
from bpsim.formats.choices import activations_of, cost_of
from bpsim.formats.content import Answers, Content, Layer, Opened
from bpsim.formats.errors import PlaceError
from bpsim.formats.layers import layers_of, unfolded
from bpsim.formats.native.layout import require_examples_fit, require_layers_fit


def together(contents: list[Content]) -> Content:
    """What several files hold as one; what the first one says goes before what later ones say."""
    whole = contents[0]
    for more in contents[1:]:
        whole = _added(whole, more)
    return whole


def _added(first: Content, second: Content) -> Content:
    changes: dict[str, Any] = {
        "guesses": first.guesses + second.guesses,
        "left_out": first.left_out + second.left_out,
        "notices": first.notices + second.notices,
    }
    if first.arrays or second.arrays:
        arrays = dict(first.arrays)
        for name, array in second.arrays.items():
            free = name
            while free in arrays:
                free += "_"
            arrays[free] = array
        changes["arrays"] = arrays
    for name in (
        *("layers", "activations", "cost", "cost_scale", "orientation", "bias_place", "x_names"),
        *("y_names", "held_out", "classes", "scaling", "history", "title", "training", "table"),
        *("document", "x", "y"),
    ):
        old, new = getattr(first, name), getattr(second, name)
        empty = old is None or (not isinstance(old, np.ndarray) and not old)
        changes[name] = new if empty else old
    return replace(first, **changes)


def assembled(content: Content, answers: Answers) -> Opened:
    """The document with its guesses, or the questions; raises PlaceError and ModelError."""
    if content.document is not None:
        return _changed(content.document, content, answers)
    guesses, notices = list(content.guesses), list(content.notices)
    layers, questions = layers_of(content, answers, guesses, notices)
    if questions:
        return Opened(None, tuple(guesses), tuple(questions), content.left_out, tuple(notices))
    weights = tuple(_theta(layer, n) for n, layer in enumerate(layers, start=1))
    sizes = (weights[0].shape[1] - 1, *(len(theta) for theta in weights))
    require_layers_fit(sizes)
    activations = activations_of(content, layers, answers, guesses)
    cost = cost_of(content, activations, answers, guesses, notices)
    network = Network(activations, weights)
    document = Document(
        title=content.title,
        network=network,
        cost=cost,
        examples=_examples(content, network.layers),
        training=_training(content, layers),
    )
    return Opened(document, tuple(guesses), (), content.left_out, tuple(notices))


def _changed(document: Document, content: Content, answers: Answers) -> Opened:
    """A whole document with what the answers say otherwise."""
    network = document.network
    if answers.activations is not None:
        names = unfolded(answers.activations, len(network.weights))
        network = Network(names, network.weights)
    examples = document.examples
    if content.x is not None and content.y is not None:
        examples = _examples(content, network.layers)
    changed = document.with_(network=network, cost=answers.cost or document.cost, examples=examples)
    return Opened(changed, content.guesses, (), content.left_out, content.notices)


def _theta(layer: Layer, number: int) -> Array:
    """Θ with its bias column first."""
    weights = layer.weights if layer.orientation == "out-in" else layer.weights.T
    if layer.bias_place == "first":
        return frozen(weights)
    if layer.bias_place == "last":
        return frozen(np.hstack([weights[:, -1:], weights[:, :-1]]))
    bias = np.zeros(len(weights)) if layer.bias is None else layer.bias.ravel()
    if len(bias) != len(weights):
        raise PlaceError(
            layer.name or f"the bias of layer {number + 1}",
            f"has {len(bias):,} numbers for {len(weights):,} units",
        )
    return frozen(np.column_stack([bias, weights]))


def _examples(content: Content, layers: tuple[int, ...]) -> Examples:
    if content.x is None or content.y is None:
        return Examples.none(layers[0], layers[-1])
    require_examples_fit(len(content.x), layers)
    return Examples.of(content.x, content.y, content.x_names, content.y_names)


def _training(content: Content, layers: tuple[Layer, ...]) -> TrainingSettings:
    without = all(layer.bias is None and layer.bias_place in ("apart", "none") for layer in layers)
    settings: dict[str, Any] = {"train_biases": not without, **content.training}
    return TrainingSettings(**settings)
