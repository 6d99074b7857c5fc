"""A network described from nothing: its layers, how its weights start, its first examples."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, get_args

import numpy as np

from bpsim.base.counted import counted
from bpsim.base.words import capital, tr
from bpsim.core.activations.activation import Activation
from bpsim.core.activations.table import ACTIVATIONS
from bpsim.core.arrays import frozen
from bpsim.core.costs.table import COSTS, check_cost, usual_cost
from bpsim.core.document import Document
from bpsim.core.errors import ModelError
from bpsim.core.examples import Examples
from bpsim.core.initial_weights import Start
from bpsim.core.made_data import KINDS
from bpsim.core.network import Network
from bpsim.core.reshape import MOST_LAYERS, MOST_UNITS
from bpsim.core.scaling import Scaling
from bpsim.core.sizes import sizes_in, sizes_text

Source = Literal["none", "made", "table", "file"]
SOURCES: tuple[Source, ...] = get_args(Source)


@dataclass(frozen=True)
class MadeExamples:
    """Which set of :mod:`bpsim.core.made_data`, as its function is called."""

    kind: str = "xor"
    count: int = 60
    noise: float = 0.0
    seed: int = 1


@dataclass(frozen=True)
class NewNetwork:
    """What a person chose: s_1 … s_L, the activation of each layer from 2 on, and so on.

    ``text`` is a table as it was typed, ``path`` a file of data; only what ``source`` names is
    used. With ``follows`` the first and the last layer are as large as the data ask for.
    """

    layers: tuple[int, ...] = (2, 3, 1)
    activations: tuple[Activation, ...] = (ACTIVATIONS["sigmoid"],) * 2
    cost: str = "cross-entropy"
    start: Start = field(default_factory=Start)
    source: Source = "made"
    made: MadeExamples = field(default_factory=MadeExamples)
    text: str = ""
    path: str = ""
    follows: bool = True


@dataclass(frozen=True, eq=False)
class Data:
    """Examples to begin with, and what is known of them."""

    examples: Examples
    held_out: Examples | None = None
    classes: tuple[str, ...] = ()
    scaling: Scaling | None = None

    @property
    def sizes(self) -> tuple[int, int]:
        """How many inputs and targets they have."""
        return self.examples.x.shape[1], self.examples.y.shape[1]


def layers_in(text: str) -> tuple[int, ...]:
    """The sizes of a new network; raises ModelError, which says why they are none."""
    sizes = sizes_in(text)
    if not 2 <= len(sizes) <= MOST_LAYERS:
        raise ModelError(
            tr("a network has 2 to {most_layers} layers, written as 3-4-2", most_layers=MOST_LAYERS)
        )
    if not all(1 <= size <= MOST_UNITS for size in sizes):
        raise ModelError(tr("a layer has 1 to {most_units:,} units", most_units=MOST_UNITS))
    return sizes


def as_data(layers: tuple[int, ...], data: Data | None) -> tuple[int, ...]:
    """The layers with as many inputs and outputs as the data have."""
    if data is None:
        return layers
    inputs, outputs = data.sizes
    return (inputs, *layers[1:-1], outputs)


def with_classes(data: Data | None, layers: tuple[int, ...], output: Activation) -> Data | None:
    """The data with a target for each class, where the network has an output for each.

    It is so for softmax, and for two outputs; else a single target of 0 and 1 stays one.
    """
    if data is None or (output.elementwise and layers[-1] != 2):
        return data
    sets = [data.examples] if data.held_out is None else [data.examples, data.held_out]
    if any(each.y.shape[1] != 1 or not np.isin(each.y, (0.0, 1.0)).all() for each in sets):
        return data
    classes = data.classes or ("0", "1")
    # A column of two classes is called "kind = red" already.
    target = data.examples.y_names[0].removesuffix(f" = {classes[-1]}")
    names = tuple(f"{target} = {name}" for name in classes)
    spread = [
        replace(each, y=frozen(np.hstack([1.0 - each.y, each.y])), y_names=names) for each in sets
    ]
    held_out = None if data.held_out is None else spread[1]
    return replace(data, examples=spread[0], held_out=held_out, classes=classes)


def fitting_output(data: Data) -> tuple[Activation, str]:
    """The output activation and the cost that are made for such targets."""
    y = data.examples.y
    if y.shape[1] > 1 and np.all((y == 0) | (y == 1)) and np.all(y.sum(axis=1) == 1):
        name = "softmax"
    else:
        name = "sigmoid" if np.all((y >= 0) & (y <= 1)) else "linear"
    return ACTIVATIONS[name], usual_cost(ACTIVATIONS[name])


def misfit(cost: str, output: Activation) -> str:
    """Why a cost does not go with an output layer; empty where it does."""
    chosen = COSTS[cost]
    if chosen.fits(output):
        return ""
    needed = tr(" or ").join(each.name for each in chosen.outputs)
    return tr(
        "{cost} is made for {needed} outputs, but the output layer is "
        "{output}: choose another cost, or {needed} for the last layer.",
        cost=capital(chosen.label),
        needed=needed,
        output=output.name,
    )


def resized(asked: tuple[int, ...], layers: tuple[int, ...], classes: bool) -> str:
    """Why the network has other ends than were asked for; empty where it has them.

    ``classes`` says that one target was spread over an output for each class.
    """
    if (asked[0], asked[-1]) == (layers[0], layers[-1]):
        return ""
    targets = counted(layers[-1], "target")
    if classes:
        targets = tr(
            "{classes}, each with an output of its own", classes=counted(layers[-1], "class")
        )
    return tr(
        "The data have {inputs} and {targets}, so {asked} becomes "
        "{become}. To keep {asked}, choose other data or none, or do not "
        "let the ends follow the data.",
        inputs=counted(layers[0], "input"),
        targets=targets,
        asked=sizes_text(asked),
        become=sizes_text(layers),
    )


def document_of(chosen: NewNetwork, data: Data | None, title: str = "") -> Document:
    """The document that a person asked for; raises ModelError where its parts do not fit."""
    activations = chosen.activations
    data = with_classes(data, chosen.layers, activations[-1])
    layers = as_data(chosen.layers, data) if chosen.follows else chosen.layers
    check_cost(chosen.cost, activations[-1])
    if data is not None and data.sizes != (layers[0], layers[-1]):
        inputs, targets = data.sizes
        raise ModelError(
            tr(
                "the data have {inputs} and {targets}, but the network has {units} and {outputs}",
                inputs=counted(inputs, "input"),
                targets=counted(targets, "target"),
                units=counted(layers[0], "input"),
                outputs=counted(layers[-1], "output"),
            )
        )
    weights = chosen.start.weights(layers, activations)
    named = title or _title(chosen)
    document = Document(
        title=named,
        network=Network.of(activations, weights),
        cost=chosen.cost,
        examples=Examples.none(layers[0], layers[-1]) if data is None else data.examples,
        start=chosen.start,
    )
    if data is None:
        return document
    changes = {"classes": data.classes, "scaling": data.scaling}
    if data.held_out is not None:
        changes["held_out"] = data.held_out  # type: ignore[assignment]
    return document.with_(**changes)


def _title(chosen: NewNetwork) -> str:
    if chosen.source == "made" and chosen.made.kind in KINDS:
        return KINDS[chosen.made.kind].label
    named_after = Path(chosen.path).stem if chosen.source == "file" else ""
    return named_after or tr("New network")
