"""The network doctor: what is the matter with a network, in plain sentences with their places."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from bpsim.core.costs.table import COSTS
from bpsim.core.propagation import cost_J
from bpsim.core.settings import TrainingSettings
from bpsim.core.training import updated
from bpsim.notation.numerals import number_text
from bpsim.steps.places import EdgePlace, Place, TargetPlace, UnitPlace
from bpsim.teach.mistakes.backprop import backprop
from bpsim.teach.mistakes.kind import Problem

TWINS, SATURATED, UNEVEN, FLAT = 1e-9, 0.01, 100.0, 0.5


@dataclass(frozen=True)
class Finding:
    """One sentence of kind ``id``; ``place`` is where to look, None where all of it is meant."""

    id: str
    sentence: str
    place: Place | None = None


def examine(problem: Problem) -> tuple[Finding, ...]:
    """Everything that is the matter, the most telling first; empty for a network in good health."""
    if not problem.m:
        return (Finding("no-examples", "There is no training example to learn from."),)
    with np.errstate(all="ignore"):
        return tuple(found for check in CHECKS for found in check(problem))


def _twins(problem: Problem) -> Iterator[Finding]:
    network = problem.network
    for layer in range(2, network.depth):
        into, out = network.theta(layer - 1), network.theta(layer)
        for j in range(into.shape[0]):
            for k in range(j):
                same = np.allclose(into[j], into[k], TWINS, TWINS) and np.allclose(
                    out[:, j + 1], out[:, k + 1], TWINS, TWINS
                )
                if same:
                    yield Finding(
                        "twins",
                        f"Units {k + 1} and {j + 1} of layer {layer} are twins: all their weights "
                        "are equal, so they get the same δ and stay twins for ever. Start with "
                        "different weights.",
                        UnitPlace(layer, j + 1),
                    )
                    break


def _dead(problem: Problem) -> Iterator[Finding]:
    for layer, g in enumerate(problem.network.activations[:-1], start=2):
        if g.zero_below:
            for unit in np.flatnonzero((problem.passed.z[layer - 1] <= 0).all(axis=0)):
                yield Finding(
                    "dead-relu",
                    f"Unit {unit + 1} of layer {layer} never fires: its z is at most 0 for every "
                    "example, so its g′ is 0 and no weight into it ever changes.",
                    UnitPlace(layer, int(unit) + 1),
                )


def _saturated(problem: Problem) -> Iterator[Finding]:
    network = problem.network
    for layer, g in enumerate(network.activations[:-1], start=2):
        if g.steepest is not None:
            slope = g.derivative(problem.passed.z[layer - 1])
            for unit in np.flatnonzero((slope < SATURATED * g.steepest).all(axis=0)):
                yield Finding(
                    "saturated",
                    f"Unit {unit + 1} of layer {layer} is saturated for every example: its g′ is "
                    f"at most {number_text(float(slope[:, unit].max()))}, so hardly any δ comes "
                    "through. Smaller weights or smaller inputs help.",
                    UnitPlace(layer, int(unit) + 1),
                )


def _inputs(problem: Problem) -> Iterator[Finding]:
    spread = problem.x.max(axis=0) - problem.x.min(axis=0)
    if problem.m > 1:
        for column in np.flatnonzero(spread == 0):
            yield Finding(
                "constant-input",
                f"Input {column + 1} is the same in every example, so nothing can be learnt from "
                "it that a bias does not do.",
                UnitPlace(1, int(column) + 1),
            )
    size = np.abs(problem.x).max(axis=0)
    sizes = size[size > 0]
    if len(sizes) > 1 and sizes.max() > UNEVEN * sizes.min():
        large = int(size.argmax())
        small = int(np.where(size > 0, size, np.inf).argmin())
        yield Finding(
            "uneven-inputs",
            f"Input {large + 1} reaches {number_text(float(size.max()))} and input {small + 1} "
            f"only {number_text(float(sizes.min()))}: scale them to about the same size, or the "
            "large one rules all sums.",
            UnitPlace(1, large + 1),
        )


def _targets(problem: Problem) -> Iterator[Finding]:
    y, cost, output = problem.y, COSTS[problem.cost], problem.output
    low, high = output.bounds
    why = f"{output.name} outputs never leave {low:g} to {high:g}"
    if not np.isfinite(high):
        why = f"{output.name} outputs are never below {low:g}"
    elif not cost.keeps_slope:
        why = f"{cost.name} means probabilities from {low:g} to {high:g}"
    for row, unit in np.argwhere((y < low) | (y > high))[:1]:
        yield Finding(
            "target-out-of-range",
            f"The target of output {unit + 1} in example {row + 1} is "
            f"{number_text(float(y[row, unit]))}, but {why}.",
            TargetPlace(int(unit) + 1),
        )
    if output.elementwise:
        return
    if cost.keeps_slope:
        yield Finding(
            "softmax-squared",
            f"{output.name.capitalize()} is used with {cost.name}: where the output is sure and "
            "wrong its slope is nearly 0. The categorical cross-entropy does not have this fault.",
            UnitPlace(problem.network.depth, 1),
        )
        return
    for row in np.flatnonzero(~np.isclose(y.sum(axis=1), 1.0))[:1]:
        yield Finding(
            "targets-not-one",
            f"The targets of example {row + 1} add up to {number_text(float(y[row].sum()))} and "
            f"not to 1, as {output.name} outputs do.",
            TargetPlace(1),
        )


def _rate(problem: Problem) -> Iterator[Finding]:
    if not problem.alpha:
        yield Finding("rate-zero", "α is 0, so no weight ever changes.")
        return
    before = cost_J(problem.network, problem.cost, problem.x, problem.y, problem.lam)
    settings = TrainingSettings(learning_rate=problem.alpha, lam=problem.lam)
    weights = updated(problem.network.weights, backprop(problem).D, settings)
    network = problem.network.with_weights(weights)
    after = cost_J(network, problem.cost, problem.x, problem.y, problem.lam)
    if np.isfinite(before) and not after <= before * (1 + 1e-9):
        yield Finding(
            "rate-too-large",
            f"With α = {number_text(problem.alpha)} the next update makes J rise from "
            f"{number_text(before)} to {number_text(after)}: it steps over the valley. Try a "
            "smaller α.",
        )


def _lambda(problem: Problem) -> Iterator[Finding]:
    """The λ part of D against the rest of it, over the whole network."""
    if not problem.lam:
        return
    own = backprop(replace(problem, lam=0.0)).D
    share = sum(float((t[:, 1:] ** 2).sum()) for t in problem.network.weights)
    penalty = problem.lam / problem.m * share**0.5
    slope = sum(float((D[:, 1:] ** 2).sum()) for D in own) ** 0.5
    if penalty > FLAT * (penalty + slope) and problem.lam / problem.m >= 0.05:
        largest = max(
            range(len(own)), key=lambda n: float(np.abs(problem.network.weights[n]).max())
        )
        theta = np.abs(problem.network.weights[largest][:, 1:])
        j, i = np.unravel_index(int(theta.argmax()), theta.shape)
        yield Finding(
            "lambda-flattens",
            f"λ = {number_text(problem.lam)} with {problem.m:,} examples pulls the weights to 0 "
            f"harder ({number_text(penalty)}) than the examples pull them away "
            f"({number_text(slope)}): the outputs become nearly the same for all inputs.",
            EdgePlace(largest + 1, int(j) + 1, int(i) + 1),
        )


CHECKS: tuple[Callable[[Problem], Iterator[Finding]], ...] = (
    _targets,
    _twins,
    _dead,
    _saturated,
    _rate,
    _lambda,
    _inputs,
)
