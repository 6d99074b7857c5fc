"""How large δ is in each layer over the iterations: gradients that vanish or explode."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from bpsim.core.arrays import Array, frozen
from bpsim.core.propagation import backward
from bpsim.core.settings import TrainingSettings
from bpsim.core.training import updated
from bpsim.teach.mistakes.backprop import backprop
from bpsim.teach.mistakes.kind import Problem

VANISHES, EXPLODES = 0.01, 100.0


@dataclass(frozen=True, eq=False)
class Flow:
    """``sizes[n, l - 2]`` is the root mean square of δ^(l) in iteration ``iterations[n]``."""

    iterations: Array
    sizes: Array
    sentence: str


def sizes_of_delta(problem: Problem) -> Array:
    """The root mean square of δ^(l) over examples and units, l = 2 … L."""
    back = backward(problem.network, problem.cost, problem.passed, problem.y)
    with np.errstate(all="ignore"):
        return frozen([float(np.sqrt((each**2).mean())) for each in back.delta[1:]])


def flow(
    problem: Problem,
    iterations: int,
    every: int = 1,
    going: Callable[[int, int], bool] | None = None,
) -> Flow:
    """Train for so many iterations and measure every so many; J, Θ and the document stay."""
    settings = TrainingSettings(learning_rate=problem.alpha, lam=problem.lam)
    here, at, sizes = problem, [], []
    for done in range(iterations + 1):
        if going is not None and not going(done, iterations + 1):
            break
        if done % every == 0:
            at.append(float(done))
            sizes.append(sizes_of_delta(here))
        weights = updated(here.network.weights, backprop(here).D, settings)
        here = replace(here, network=here.network.with_weights(weights))
    return Flow(frozen(at), frozen(sizes), flow_words(sizes[-1]))


def flow_words(sizes: Array) -> str:
    """What the sizes of one iteration say, from the output to the first hidden layer."""
    if len(sizes) < 2 or not sizes[-1]:
        return "There is one δ only, that of the output." if len(sizes) < 2 else "Every δ is 0."
    ratio = float(sizes[0] / sizes[-1])
    words = f"δ of layer 2 is {ratio:.2g} times as large as δ of the output"
    if ratio < VANISHES:
        return f"{words}: the gradient vanishes on its way to the left."
    if ratio > EXPLODES:
        return f"{words}: the gradient explodes on its way to the left."
    return f"{words}."
