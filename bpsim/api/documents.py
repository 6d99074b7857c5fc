"""bpsim.load, bpsim.network, bpsim.gradients, bpsim.train: networks as values in Python."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bpsim.api.show import Shown, document_html, run_html
from bpsim.base.counted import counted
from bpsim.base.words import tr, tr_n
from bpsim.core.arrays import Array, frozen
from bpsim.core.costs.table import COSTS, usual_cost
from bpsim.core.document import Document
from bpsim.core.errors import ModelError
from bpsim.core.examples import Examples
from bpsim.core.initial_weights import Start, StartMethod
from bpsim.core.methods.method import Method
from bpsim.core.methods.table import method_named
from bpsim.core.network import Network
from bpsim.core.settings import TrainingSettings
from bpsim.core.sizes import sizes_text
from bpsim.core.training import whole_gradient
from bpsim.session.replay import replayed


class Model(Shown):
    """A network with its examples and settings; shows itself in a notebook.

    >>> import bpsim
    >>> model = bpsim.network([2, 2, 1], x=[[0, 1], [1, 1]], y=[1, 0], seed=7)
    >>> model.layers
    (2, 2, 1)
    >>> [theta.shape for theta in model.weights]
    [(2, 3), (1, 3)]
    """

    def __init__(self, document: Document) -> None:
        self.document = document

    @property
    def layers(self) -> tuple[int, ...]:
        """Units in each layer, bias units not counted."""
        return self.document.network.layers

    @property
    def weights(self) -> tuple[Array, ...]:
        """Θ^(1), Θ^(2), …: one row for each unit of the next layer, column 0 the bias."""
        return self.document.network.weights

    @property
    def J(self) -> float:
        """The cost over all examples, with λ."""
        return whole_gradient(self.document).J

    def __str__(self) -> str:
        network = self.document.network
        return tr(
            "Network {layers} ({activations}), {cost}, {examples}",
            layers=sizes_text(network.layers),
            activations=", ".join(map(str, network.activations)),
            cost=COSTS[self.document.cost].label,
            examples=counted(len(self.document.examples), "example"),
        )

    __repr__ = __str__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Model) and self.document == other.document

    __hash__ = None  # type: ignore[assignment]  # compared by content, never a key

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write it as the file that ``path`` names. Raises FormatError."""
        from bpsim.formats.native.file import save

        save(self.document, path)

    def _repr_html_(self) -> str:
        return document_html(self.document, str(self))


@dataclass(frozen=True, eq=False)
class Gradients:
    """J with Δ and D of every layer, laid out as the weights."""

    J: float
    Delta: tuple[Array, ...]
    D: tuple[Array, ...]

    def __str__(self) -> str:
        return tr_n(
            "J = {J:.6g}; Δ and D for {D} layer of weights",
            "J = {J:.6g}; Δ and D for {D} layers of weights",
            len(self.D),
            J=self.J,
            D=len(self.D),
        )


@dataclass(frozen=True, eq=False, repr=False)
class Trained(Shown):
    """What training made: ``model`` with the trained weights, and J of every iteration.

    Shows itself in a notebook.
    """

    model: Model
    costs: Array

    def __str__(self) -> str:
        return tr(
            "J {first:.6g} → {last:.6g} in {iterations}",
            first=self.costs[0],
            last=self.costs[-1],
            iterations=counted(len(self.costs) - 1, "iteration"),
        )

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return run_html(self.model.document, self.costs, str(self))


def load(path: str | os.PathLike[str]) -> Model:
    """Open a file of any format that bpsim reads. Raises FormatError."""
    from bpsim.formats.registry import read

    return Model(read(path))


def network(
    layers: Sequence[int] | None = None,
    activations: Sequence[str] | str = "sigmoid",
    weights: Sequence[Any] | None = None,
    x: Any = None,
    y: Any = None,
    *,
    cost: str | None = None,
    start: StartMethod = "uniform",
    seed: int = 1,
    learning_rate: float = 0.5,
    lam: float = 0.0,
    method: str | Method = "descent",
    title: str = "",
) -> Model:
    """A network from its layers, or from its weights (Θ matrices, column 0 the bias).

    One name in ``activations`` is for all layers after the input; ``method`` is what makes an
    update of D: descent, momentum, rmsprop or adam. Raises ModelError, whose sentence says what
    does not fit.

    >>> import bpsim
    >>> model = bpsim.network(weights=[[[0.1, 0.3, -0.2]]], x=[[0, 1]], y=[[1]])
    >>> round(bpsim.gradients(model).J, 4)
    0.7444
    """
    drawn = None
    if weights is None:
        if layers is None:
            raise ModelError(tr("layers or weights are needed: network([2, 2, 1])"))
        names = _names(activations, len(layers) - 1)
        drawn = Start(start, seed)
        weights = drawn.weights(layers, names)
    names = _names(activations, len(weights))
    made = Network.of(names, weights)
    if layers is not None and tuple(layers) != made.layers:
        raise ModelError(
            tr(
                "the weights are those of layers {layers}, not {tuple}",
                layers=made.layers,
                tuple=tuple(layers),
            )
        )
    inputs, outputs = made.layers[0], made.layers[-1]
    if x is None or y is None:
        examples = Examples.none(inputs, outputs)
    else:
        examples = Examples.of(rows_of(x, inputs), rows_of(y, outputs))
    how = method_named(method, "method") if isinstance(method, str) else method
    settings = TrainingSettings(learning_rate=learning_rate, lam=lam, method=how)
    cost = cost or usual_cost(made.activations[-1])
    return Model(Document(title, made, cost, examples, settings, start=drawn))


def gradients(model: Model | Document) -> Gradients:
    """J, Δ and D over all examples. Raises ModelError where there is none."""
    found = whole_gradient(document_of(model))
    return Gradients(found.J, found.Delta, found.D)


def train(model: Model | Document, iterations: int) -> Trained:
    """Gradient descent for so many iterations; the model given stays as it is.

    Raises NotFiniteError where training diverges.

    >>> import bpsim
    >>> model = bpsim.network([2, 3, 1], x=[[0, 0], [0, 1], [1, 0], [1, 1]], y=[0, 1, 1, 1])
    >>> result = bpsim.train(model, 500)
    >>> bool(result.costs[-1] < result.costs[0])
    True
    """
    if iterations < 1:
        raise ModelError(tr("the number of iterations must be at least 1"))
    document = document_of(model)
    history = replayed(document, iterations)
    trained = document.with_(network=history.network_at(iterations), edits=())
    costs = np.append(history.costs[:iterations], whole_gradient(trained).J)
    return Trained(Model(trained), frozen(costs))


def document_of(model: Model | Document) -> Document:
    """The document behind what the functions of this room take."""
    return model.document if isinstance(model, Model) else model


def _names(activations: Sequence[str] | str, count: int) -> list[str]:
    if isinstance(activations, str):
        return [activations] * count
    return list(activations)


def rows_of(values: Any, units: int) -> Array:
    """One example in each row; a flat list has ``units`` numbers for each, or is no such list."""
    array = np.asarray(values, dtype=np.float64)
    if array.ndim < 2:
        array = array.reshape(-1, 1 if array.size % units else units)
    return array
