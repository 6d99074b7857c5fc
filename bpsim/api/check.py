"""bpsim.check and bpsim.check_function: one's own gradients held against the right ones."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from bpsim.api.documents import rows_of
from bpsim.api.show import Shown
from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.core.costs.table import usual_cost
from bpsim.core.document import Document
from bpsim.core.errors import ModelError
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import TrainingSettings
from bpsim.teach.diagnosis.diagnose import Readings, diagnose
from bpsim.teach.diagnosis.first_step import StepPlace, first_step
from bpsim.teach.diagnosis.given import blocks_of
from bpsim.teach.diagnosis.reading import called, readings
from bpsim.teach.diagnosis.result import Diagnosis
from bpsim.teach.mistakes.kind import Problem


@dataclass(frozen=True, eq=False)
class CheckResult(Shown):
    """What bpsim says of the numbers; true in an ``if`` where they are right.

    Prints its sentence, and in a notebook shows the first step that differs.
    """

    problem: Problem
    diagnosis: Diagnosis

    def __bool__(self) -> bool:
        return self.diagnosis.right

    @property
    def right(self) -> bool:
        """True if every number is right to the digits that it has."""
        return self.diagnosis.right

    @property
    def sentence(self) -> str:
        """The answer in words."""
        return self.diagnosis.sentence

    @property
    def mistakes(self) -> list[list[dict[str, Any]]]:
        """The explanations, as in the JSON of ``bpsim diagnose``."""
        found: list[list[dict[str, Any]]] = self.diagnosis.as_json()["mistakes"]
        return found

    @cached_property
    def first_step(self) -> StepPlace | None:
        """Where the walk first leaves the right way; None where nothing is wrong."""
        return first_step(self.problem, self.diagnosis)

    def __str__(self) -> str:
        return self.sentence

    __repr__ = __str__

    def _repr_html_(self) -> str:
        from bpsim.api.page import result_html

        return result_html(self.problem, self.diagnosis, self.first_step)


def check(
    network: Any,
    x: Any = None,
    y: Any = None,
    gradients: Any = None,
    *,
    of: str = "D",
    example: int | None = None,
    cost: str | None = None,
    lam: float | None = None,
    alpha: float | None = None,
) -> CheckResult:
    """Hold ``gradients`` against the right ones of ``network`` on the examples ``x``, ``y``.

    ``network`` is what bpsim.load gives, a Network, a Document, the path of a file, or the list of
    its Θ matrices (then all units are sigmoid); without ``x`` and ``y`` the document's own examples
    are taken.
    ``gradients`` are arrays, nested lists, one unrolled array, a dict, or text as it was printed,
    in any orientation, with or without the bias column; ``of`` says what they are: "D", "Delta" or
    "delta". Raises BpsimError for what does not fit.
    """
    if gradients is None:
        raise ModelError(tr("gradients are missing: check(network, x, y, gradients)"))
    network = _opened(network)
    problem = problem_of(network, x, y, cost, lam, alpha)
    given = _readings(gradients, of)
    found = diagnose(problem, given, of, example, lecture=_has_lecture_signs(network))
    return CheckResult(problem, found)


class Weights(list[Array]):
    """The Θ matrices as a list, which also knows ``activations``, ``layers`` and ``weights``."""

    def __init__(self, network: Network) -> None:
        super().__init__(theta.copy() for theta in network.weights)
        self.activations, self.layers = network.activations, network.layers

    @property
    def weights(self) -> list[Array]:
        """The matrices."""
        return list(self)


def check_function(
    my_backprop: Callable[..., Any],
    network: Any,
    x: Any = None,
    y: Any = None,
    *,
    of: str = "D",
    cost: str | None = None,
    lam: float | None = None,
    alpha: float | None = None,
) -> CheckResult:
    """Call ``my_backprop(weights, x, y)`` and hold what it returns against the right gradients.

    ``weights`` is the list of Θ matrices, x and y have an example in each row; all are copies. The
    function returns the gradients as :func:`check` takes them, or (J, gradients).
    """
    network = _opened(network)
    problem = problem_of(network, x, y, cost, lam, alpha)
    returned = my_backprop(Weights(problem.network), problem.x.copy(), problem.y.copy())
    if isinstance(returned, tuple) and len(returned) == 2 and np.ndim(returned[0]) == 0:
        returned = returned[1]
    if returned is None:
        raise ModelError(tr("the function returned None; it must return the gradients"))
    given = _readings(returned, of)
    found = diagnose(problem, given, of, lecture=_has_lecture_signs(network))
    return CheckResult(problem, found)


def _opened(network: Any) -> Any:
    """The document of a path or of a model; anything else as it is."""
    if isinstance(network, str | os.PathLike):
        from bpsim.formats.registry import read

        network = read(network)
    return getattr(network, "document", network)


def _has_lecture_signs(network: Any) -> bool:
    return isinstance(network, Document) and network.convention.sign == "lecture"


def problem_of(
    network: Any, x: Any, y: Any, cost: str | None, lam: float | None, alpha: float | None
) -> Problem:
    """What backpropagation is given, from a document, a network or a list of Θ matrices.

    Raises BpsimError.
    """
    if isinstance(network, Document):
        document, network = network, network.network
        x = document.examples.x if x is None else x
        y = document.examples.y if y is None else y
        cost = cost or document.cost
        lam = document.training.lam if lam is None else lam
        alpha = document.training.learning_rate if alpha is None else alpha
    if not isinstance(network, Network):
        network = Network.of(["sigmoid"] * len(network), network)
    if x is None or y is None:
        raise ModelError(tr("x and y are needed, as the network has no examples of its own"))
    examples = Examples.of(rows_of(x, network.layers[0]), rows_of(y, network.layers[-1]))
    cost = cost or usual_cost(network.activations[-1])
    settings = TrainingSettings(learning_rate=0.5 if alpha is None else alpha, lam=lam or 0.0)
    # The document refuses what does not fit, in a sentence.
    return Problem.of(Document("", network, cost, examples, settings))


def _readings(gradients: Any, of: str) -> Readings:
    if isinstance(gradients, str):
        return readings(gradients, of)
    if isinstance(gradients, dict):
        named = [gradients[name] for name in called(gradients, of)]
        gradients = gradients.get(of, named)
    if isinstance(gradients, np.ndarray) and gradients.dtype != object:
        return [blocks_of(list(gradients) if gradients.ndim == 3 else [gradients])]
    return [blocks_of(_matrices(gradients))]


def _matrices(value: Any) -> Sequence[Any]:
    """A list of matrices, or one matrix or one list of numbers, as a list of arrays."""
    items = [each.tolist() if isinstance(each, np.generic) else each for each in value]
    if all(isinstance(each, int | float) for each in items):
        return [np.asarray(items, dtype=np.float64)]
    return items
