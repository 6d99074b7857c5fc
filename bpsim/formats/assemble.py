"""From what files hold and what a person answers to a document, guessing what is left open."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array, frozen
from bpsim.core.document import Document
from bpsim.core.errors import ModelError
from bpsim.core.network import Network
from bpsim.core.propagation import forward
from bpsim.core.settings import TrainingSettings
from bpsim.formats.choices import activations_of, cost_of
from bpsim.formats.content import Answers, Content, FoundScaling, Guess, Layer, Opened
from bpsim.formats.data import examples_of, network_for, whole_rows, with_classes, with_scaling
from bpsim.formats.errors import PlaceError
from bpsim.formats.interpret import interpreted
from bpsim.formats.layers import unfolded
from bpsim.formats.naming import data_role
from bpsim.formats.native.layout import require_layers_fit

MOST_TRIED = 500
"""So many examples tell which of several readings is meant."""
HOLDS = ("document", "layers", "table", "x", "activations", "scaling", "history")
"""What a file may be added for; all else says something about these."""
LEARNT = 0.9
"""A network that has learnt leaves less than that share of the variance of the targets."""


def together(contents: list[Content]) -> Content:
    """What several files hold as one; what the first one says goes before what later ones say."""
    whole = contents[0]
    for more in contents[1:]:
        whole = _added(whole, more)
    return whole


def _added(first: Content, second: Content) -> Content:
    arrays = dict(first.arrays)
    for name, array in second.arrays.items():
        free = name
        while free in arrays:
            free += "_"
        arrays[free] = array
    both: dict[str, Any] = {
        "arrays": arrays,
        "guesses": first.guesses + second.guesses,
        "left_out": first.left_out + second.left_out,
        "notices": first.notices + second.notices,
    }
    said = {each.name: getattr(first, each.name) for each in fields(first)}
    empty = [name for name, old in said.items() if not _says(old)]
    taken = {name: getattr(second, name) for name in empty}
    if first.arrays:
        taken.pop("by_rows", None)  # said of its own arrays, if of none
    if {"x", "y"} <= set(map(data_role, first.arrays)):
        taken.pop("table", None)
    if not second.arrays and not any(_says(taken.get(name)) for name in HOLDS):
        words = tr(
            "The second file is left out ({kind}): the first one holds such a thing itself.",
            kind=second.kind,
        )
        both["left_out"] = (*both["left_out"], words)
    return replace(first, **(taken | both))


def _says(value: object) -> bool:
    return value is not None and (isinstance(value, np.ndarray) or bool(value))


def assembled(content: Content, answers: Answers) -> Opened:
    """The document with its guesses, or the questions; raises PlaceError and ModelError.

    Where weights can be read in several ways, the examples tell: another way than the usual one is
    guessed where its outputs come nearer to the targets, and nearer than one number for all would.
    """
    best = usual = _assembled(content, answers)
    open_ways = [each for each in best.guesses if each.option in ("bias", "orientation")]
    told = _far_off(usual) if open_ways else None
    if told is None:
        return usual
    error, spread = told
    least = error
    said: dict[str, Any]
    for guess in open_ways:
        for other in guess.alternatives:
            said = {guess.option: other}
            try:
                found = _assembled(content, replace(answers, **said))
            except (PlaceError, ModelError):
                continue
            lower, _ = _far_off(found) or (error, spread)
            if lower < least and lower < LEARNT * spread:
                why = tr(
                    "with it outputs and targets differ by {lower:.2g} on the whole, otherwise by "
                    "{higher:.2g}",
                    lower=lower**0.5,
                    higher=error**0.5,
                )
                chosen = replace(guess, value=other, reason=why, alternatives=(guess.value,))
                others = (each for each in found.guesses if each.option != guess.option)
                best, least = replace(found, guesses=(chosen, *others)), lower
    return best


def _far_off(opened: Opened) -> tuple[float, float] | None:
    """The mean squared error over the first examples, and the variance of their targets.

    None where there are no examples, or the outputs are too large.
    """
    document = opened.document
    if document is None or not len(document.examples):
        return None
    x, y = document.examples.x[:MOST_TRIED], document.examples.y[:MOST_TRIED]
    with np.errstate(all="ignore"):
        error = float(np.mean((forward(document.network, x).a[-1] - y) ** 2))
    return (error, float(np.mean(np.var(y, axis=0)))) if np.isfinite(error) else None


def _assembled(content: Content, answers: Answers) -> Opened:
    guesses, notices = list(content.guesses), list(content.notices)
    if content.document is not None:
        return _changed(content.document, content, answers, guesses, notices)
    table = content.table is not None
    scaled = table and content.scaling is None
    if table:
        from bpsim.formats.tables.choose import chosen  # most files are no tables

        content = chosen(content, answers, guesses, notices)
    content, layers, questions = interpreted(content, answers, guesses)
    if questions:
        return Opened(None, tuple(guesses), questions, content.left_out, tuple(notices))
    content = whole_rows(content, notices)
    if not scaled:
        content = with_scaling(content, answers, guesses)
    if not layers:
        if not table:  # of which it has been decided what its targets are
            content = with_classes(content, None, guesses)
        layers, content = network_for(content, answers, guesses)
    weights = tuple(_theta(layer, n) for n, layer in enumerate(layers, start=1))
    sizes = (weights[0].shape[1] - 1, *(len(theta) for theta in weights))
    require_layers_fit(sizes)
    content = with_classes(content, sizes[-1], guesses)
    activations = activations_of(content, layers, answers, guesses)
    network = Network.of(activations, weights)
    cost = cost_of(content, network.activations[-1], answers, guesses, notices)
    if without_biases(layers):
        notices.append(tr("The file has no biases: they are zero and are not trained."))
    examples, held_out = examples_of(content, sizes)
    document = Document(
        title=content.title,
        network=network,
        cost=cost,
        examples=examples,
        held_out=held_out,
        training=_training(content, layers),
        scaling=None if content.scaling is None else content.scaling.over(sizes[0]),
        classes=content.classes,
    )
    return Opened(document, tuple(guesses), (), content.left_out, tuple(notices))


def _changed(
    document: Document,
    content: Content,
    answers: Answers,
    guesses: list[Guess],
    notices: list[str],
) -> Opened:
    """A whole document with what the answers say otherwise, and with the data added to it."""
    network = document.network
    if answers.activations is not None:
        names = unfolded(answers.activations, len(network.weights))
        network = Network.of(names, network.weights)
    content = _with_data(document, content, answers, guesses, notices)
    content = with_classes(content, network.layers[-1], guesses)
    changes: dict[str, Any] = {"network": network, "cost": answers.cost or document.cost}
    if content.x is not None and content.y is not None:
        changes["examples"], changes["held_out"] = examples_of(content, network.layers)
        changes["classes"] = content.classes
        if content.scaling is not None:
            changes["scaling"] = content.scaling.over(network.layers[0])
    changed = document.with_(**changes)
    return Opened(changed, tuple(guesses), (), content.left_out, tuple(notices))


def _with_data(
    document: Document,
    content: Content,
    answers: Answers,
    guesses: list[Guess],
    notices: list[str],
) -> Content:
    """The content with x and y, where a table or arrays beside the document hold them."""
    asked = answers.table is not None and answers.table.scale is not None
    if content.scaling is None and document.scaling is not None and not asked:
        known = document.scaling
        content = replace(
            content, scaling=FoundScaling(np.array(known.shift), np.array(known.scale))
        )
    if content.table is not None:
        from bpsim.formats.tables.choose import chosen

        content = chosen(content, answers, guesses, notices)
    elif content.arrays:
        content, _, _ = interpreted(content, answers, guesses)
    else:
        return content
    content = whole_rows(content, notices)
    return content if asked else with_scaling(content, answers, guesses)


def _theta(layer: Layer, number: int) -> Array:
    """Θ with its bias column first; raises PlaceError where a number is not finite."""
    both = [layer.weights] if layer.bias is None else [layer.weights, layer.bias]
    if not all(np.isfinite(each).all() for each in both):
        place = layer.name or tr("the weights of layer {number}", number=number + 1)
        raise PlaceError(tr("holds a number that is not finite"), place)
    weights = layer.weights if layer.orientation == "out-in" else layer.weights.T
    if layer.bias_place == "first":
        return frozen(weights)
    if layer.bias_place == "last":
        return frozen(np.hstack([weights[:, -1:], weights[:, :-1]]))
    bias = np.zeros(len(weights)) if layer.bias is None else layer.bias.ravel()
    if len(bias) != len(weights):
        raise PlaceError(
            tr("has {bias:,} numbers for {weights:,} units", bias=len(bias), weights=len(weights)),
            layer.name or tr("the bias of layer {number}", number=number + 1),
        )
    return frozen(np.column_stack([bias, weights]))


def without_biases(layers: Sequence[Layer]) -> bool:
    """True if no layer of a file has a bias."""
    return all(each.bias is None and each.bias_place in ("apart", "none") for each in layers)


def _training(content: Content, layers: Sequence[Layer]) -> TrainingSettings:
    settings: dict[str, Any] = {"train_biases": not without_biases(layers), **content.training}
    return TrainingSettings(**settings)
