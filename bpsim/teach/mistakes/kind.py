"""What a mistake is: the one part of backpropagation that it changes, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from bpsim.base.words import tr
from bpsim.core.activations.activation import Activation
from bpsim.core.arrays import Array
from bpsim.core.document import Document
from bpsim.core.methods.descent import PLAIN
from bpsim.core.methods.method import Method
from bpsim.core.network import Network
from bpsim.core.propagation import Forward, forward

Part = Literal["output-delta", "theta", "slope", "input", "Delta", "D", "value", "start"]
"""What a mistake changes: δ^(L); the Θ that δ travels back over; g′; the a of Δ; Δ; D; every value
as it is computed; the weights at the start of training."""


@dataclass(frozen=True, eq=False)
class Problem:
    """What backpropagation is given: a network, its cost, m examples, λ, and α for an update.

    ``method`` is what makes an update of D.
    """

    network: Network
    cost: str
    x: Array
    y: Array
    lam: float = 0.0
    alpha: float = 0.5
    method: Method = PLAIN

    @classmethod
    def of(cls, document: Document, example: int | None = None) -> Problem:
        """All examples of a document, or the one with this number (from 1)."""
        training = document.training
        problem = cls(
            document.network, document.cost, document.examples.x, document.examples.y,
            training.lam, training.learning_rate, training.method,
        )  # fmt: skip
        return problem if example is None else problem.example(example)

    def only(self, rows: slice | npt.NDArray[np.int64]) -> Problem:
        """The same with these rows of the examples alone."""
        return replace(self, x=self.x[rows], y=self.y[rows])

    def example(self, number: int) -> Problem:
        """The same with one example alone, by its number (from 1)."""
        return self.only(slice(number - 1, number))

    @property
    def m(self) -> int:
        """The number of examples."""
        return len(self.x)

    @property
    def output(self) -> Activation:
        """The activation of the output layer."""
        return self.network.activations[-1]

    @cached_property
    def passed(self) -> Forward:
        """The forward pass, made once for all algorithms that start from it."""
        return forward(self.network, self.x)


@dataclass(frozen=True, eq=False)
class Stage:
    """Where in the algorithm a part is changed, and what has been computed by then.

    ``layer`` is l of Θ^(l), and of δ^(l) where δ is meant. ``a`` are the activations from the
    input on, each (m, s_l). ``Delta`` and ``D`` belong to Θ^(l) and are there once they have been
    computed; ``carried`` is the Δ^(l) that the iteration before left.
    """

    problem: Problem
    layer: int
    z: Sequence[Array]
    a: Sequence[Array]
    Delta: Array | None = None
    D: Array | None = None
    carried: Array | None = None

    @property
    def theta(self) -> Array:
        """Θ^(l), its bias column included."""
        return self.problem.network.theta(self.layer)


Change = Callable[[Stage, Array], Array]
"""Takes the value that the algorithm would go on with, and returns what it goes on with instead."""


@dataclass(frozen=True, eq=False)
class Mistake:
    """One mistake.

    ``id`` names it in files and on the command line; ``title`` is a few words, ``text`` one line
    and ``definition`` the exact formula. ``made_by`` says who makes it and why. ``change`` is the
    mistake itself; those of one part are made in the order of ``order``. ``reason`` says why it
    cannot show on a network, empty where it may. ``said`` continues "these are exactly the numbers
    of …". ``shows_on`` is a bundled network on which it shows, with ``shows_with`` as its λ.
    """

    id: str
    title: str
    text: str
    definition: str
    made_by: str
    said: str
    part: Part
    change: Change
    reason: Callable[[Problem], str]
    order: int = 0
    shows_on: str = "lecture"
    shows_with: float | None = None
    digits: int | None = None

    def layers(self, network: Network) -> tuple[int, ...]:
        """The layers in which it can be made: l of δ^(l) or of Θ^(l)."""
        depth = network.depth
        match self.part:
            case "output-delta":
                return (depth,)
            case "theta" | "slope":
                return tuple(range(2, depth))
            case "input" | "Delta" | "D":
                return tuple(range(1, depth))
        return ()

    def start(self, network: Network) -> Network:
        """The network that training starts from: another one only for a mistake at the start."""
        if self.part != "start":
            return network
        nothing = np.empty((0, network.layers[0])), np.empty((0, network.layers[-1]))
        problem = Problem(network, "", *nothing)  # no cost takes part in it
        stages = [Stage(problem, n, (), ()) for n in range(1, network.depth)]
        return network.with_weights([self.change(each, each.theta) for each in stages])


@dataclass(frozen=True)
class Made:
    """A mistake made everywhere, or in ``layer`` alone."""

    mistake: Mistake
    layer: int | None = None

    def at(self, layer: int) -> bool:
        """True if it is made in ``layer``."""
        return self.layer is None or self.layer == layer


NO_HIDDEN = tr("There is no hidden layer here, so there is no hidden δ that could be wrong.")


def needs_hidden(problem: Problem) -> str:
    """The reason why a mistake in a hidden δ cannot show: there is none."""
    return NO_HIDDEN if problem.network.depth < 3 else ""


def needs_lambda(problem: Problem) -> str:
    """The reason why a mistake with λ cannot show: λ is 0."""
    return (
        tr("λ is 0 here, so nothing that is done with λ can be wrong.") if not problem.lam else ""
    )


def needs_several(problem: Problem) -> str:
    """The reason why a mistake about the mean cannot show: there is one example."""
    if problem.m != 1:
        return ""
    return tr(
        "One example at a time is taken here, so the sum over the examples and their mean are "
        "the same."
    )


def never(problem: Problem) -> str:
    """No reason against it."""
    return ""
