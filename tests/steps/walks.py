"""Random walks to test with, and the mathematics once more, written independently of the program.

Everything here is computed in extended precision where the machine has it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from hypothesis import strategies as st

from bpsim.core.activations.activation import Activation
from bpsim.core.arrays import Array
from bpsim.core.batches import batch_of
from bpsim.core.costs.table import COSTS
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import Convention, TrainingSettings
from bpsim.steps.schedule import Granularity
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace
from tests.strategies import HIDDEN as EVERY
from tests.strategies import MODERATE, Floats, conventions, costs_of, layers, networks
from tests.traces import traced

OUTPUTS = ("sigmoid", "tanh", "relu", "linear", "softmax")
SMOOTH = ("sigmoid", "tanh", "linear")
GRANULARITIES = tuple(Granularity)
# Targets of a cross-entropy: 0 and 1, and soft ones that leave neither logarithm out of play.
PROBABILITIES: Floats = st.sampled_from([0.0, 1.0]) | st.floats(0.01, 0.99)
KINK_MARGIN = 0.01
SELU_ALPHA = 1.6732632423543772
# GELU is left to tests with more digits: its Φ has no extended precision here.
HIDDEN = tuple(g for g in EVERY if g.name != "gelu")


@dataclass(frozen=True)
class Walk:
    """What a Trace is made from."""

    network: Network
    cost: str
    examples: Examples
    training: TrainingSettings
    convention: Convention
    iteration: int

    def trace(self) -> Trace:
        """A Trace that has not been looked at yet."""
        return traced(
            self.network, self.cost, self.examples, self.training, self.convention, self.iteration
        )

    def with_convention(self, sign: str, shorthand: bool = False) -> "Walk":
        """The same walk, written otherwise."""
        return replace(self, convention=Convention(sign, shorthand))  # type: ignore[arg-type]

    @property
    def rows(self) -> list[int]:
        """The rows of the training set that the iteration uses, in order."""
        batch = batch_of(self.iteration, len(self.examples), self.training)
        return [batch.row(n) for n in range(batch.size)]

    def xy(self, row: int) -> tuple[Array, Array]:
        """One example."""
        return self.examples.x[row], self.examples.y[row]


@st.composite
def walks(
    draw: st.DrawFn,
    most_layers: int = 4,
    most_units: int = 5,
    numbers: Floats = MODERATE,
    hidden: Sequence[str] = HIDDEN,
    outputs: Sequence[str] = OUTPUTS,
    most_examples: int = 3,
    signs: st.SearchStrategy[Convention] | None = None,
    away_from_kinks: bool = False,
) -> Walk:
    """Walks of any small shape, with targets that suit their cost."""
    sizes = draw(layers(most_layers, most_units))
    network = draw(networks(sizes, numbers, hidden, outputs))
    cost = draw(costs_of(network))
    m = draw(st.integers(1, most_examples))
    targets = MODERATE if COSTS[cost].keeps_slope else PROBABILITIES
    x = draw(_rows(m, sizes[0], MODERATE))
    examples = Examples.of(x, draw(_rows(m, sizes[-1], targets)))
    if away_from_kinks:
        network = without_kinks(network, examples.x)
    training = TrainingSettings(
        learning_rate=draw(st.floats(0.0, 1.0)),
        lam=draw(st.sampled_from([0.0, 0.1, 1.0])),
        batch_size=draw(st.sampled_from([None, 1, 2, 3])),
        train_biases=draw(st.booleans()),
        seed=draw(st.integers(0, 99)),
        order=draw(st.sampled_from(["file", "shuffled"])),
    )
    convention = draw(conventions() if signs is None else signs)
    return Walk(network, cost, examples, training, convention, draw(st.integers(0, 5)))


def _rows(m: int, units: int, numbers: Floats) -> st.SearchStrategy[list[list[float]]]:
    row = st.lists(numbers, min_size=units, max_size=units)
    return st.lists(row, min_size=m, max_size=m)


COURSE = st.just(Convention())
TRUE_DELTAS = st.sampled_from([Convention("course"), Convention("lecture")])


def without_kinks(network: Network, x: Array) -> Network:
    """The network with its biases moved so that no unit comes close to a kink for any ``x``.

    Nor to 0, where the slope of an ELU with α = 1 does not jump, but the slope of its slope does.
    """
    weights, a = [], x
    for each, theta in zip(network.activations, network.weights, strict=True):
        theta = theta.copy()
        z = a @ theta[:, 1:].T
        avoided = () if each.slope_is_one else (0.0, *each.kinks)
        for j, column in enumerate(z.T):
            # Each example stands in the way once for each of them at most.
            while any(np.abs(column + theta[j, 0] - k).min() < KINK_MARGIN for k in avoided):
                theta[j, 0] += 2 * KINK_MARGIN
        a = g(each, z + theta[:, 0])
        weights.append(theta)
    return network.with_weights(weights)


def steps_of(trace: Trace, granularity: Granularity) -> list[Step]:
    """All stops, first to last."""
    return [trace.step(n, granularity) for n in range(trace.schedule.count(granularity))]


# --- the mathematics, plainly -----------------------------------------------------------------


def g(activation: Activation, z: Array) -> Array:
    """The activation functions, as any textbook has them."""
    name, of = activation.name, activation.parameters
    z = np.asarray(z, np.longdouble)
    below, share = np.minimum(z, 0), 1 / (1 + np.exp(-np.clip(z, -11000, 11000)))
    rest: dict[str, Callable[[], Array]] = {
        "leaky-relu": lambda: np.where(z > 0, z, of["slope"] * z),
        "elu": lambda: np.where(z > 0, z, of["alpha"] * np.expm1(below)),
        "selu": lambda: 1.0507009873554805 * np.where(z > 0, z, SELU_ALPHA * np.expm1(below)),
        "softplus": lambda: np.logaddexp(0, z),
        "silu": lambda: z * share,
        "hard-sigmoid": lambda: np.clip(of["slope"] * z + 0.5, 0, 1),
    }
    if name in rest:
        return rest[name]()
    z = of.get("steepness", 1.0) * z
    if name == "sigmoid":
        return (1 + np.tanh(z / 2)) / 2  # 1 / (1 + e^−z), which overflows for z far below 0
    if name == "tanh":
        return np.tanh(z)
    if name == "relu":
        return np.where(z > 0, z, 0 * z)
    if name == "linear":
        return z
    e = np.exp(z - z.max())
    return e / e.sum()


def cost_of(name: str, z: Array, a: Array, y: Array) -> np.longdouble:
    """cost(i), as any textbook has it, with z and a = g(z) of the output layer.

    The logarithms are those of g(z) as a whole: of a unit that saturates, 1 − a would keep no digit
    of log(1 − a), however precise a is.
    """
    if name.endswith(" per output"):
        return cost_of(name.removesuffix(" per output"), z, a, y) / len(y)
    if name == "squared-error":
        return ((a - y) ** 2).sum() / 2
    if name == "log-cosh":
        return np.log1p(2 * np.sinh((a - y) / 2) ** 2).sum()
    if name == "categorical-cross-entropy":
        return (y * (np.logaddexp.reduce(z) - z)).sum()
    log_h, log_rest = -np.logaddexp(0, -z), -np.logaddexp(0, z)
    return -(y * log_h + (1 - y) * log_rest).sum()


def forward(network: Network, x: Array) -> tuple[list[Array], list[Array]]:
    """z and a of every layer of one example; no z for the input layer."""
    zs, activations = [np.empty(0)], [np.asarray(x, np.longdouble)]
    for name, theta in zip(network.activations, network.weights, strict=True):
        zs.append(theta.astype(np.longdouble) @ np.concatenate([[1], activations[-1]]))
        activations.append(g(name, zs[-1]))
    return zs, activations


def cost_from(network: Network, cost: str, layer: int, z: Array, y: Array) -> np.longdouble:
    """cost(i) if z^(layer) were ``z``."""
    a = g(network.activations[layer - 2], z)
    for name, theta in zip(
        network.activations[layer - 1 :], network.weights[layer - 1 :], strict=True
    ):
        z = theta.astype(np.longdouble) @ np.concatenate([[1], a])
        a = g(name, z)
    return cost_of(cost, z, a, y)


def mean_cost(walk: Walk, weights: Sequence[Array]) -> np.longdouble:
    """J over the batch, λ included."""
    network = walk.network.with_weights(weights)
    rows, total = walk.rows, np.longdouble(0)
    for row in rows:
        x, y = walk.xy(row)
        z, a = forward(network, x)
        total += cost_of(walk.cost, z[-1], a[-1], y)
    squares = sum((theta[:, 1:].astype(np.longdouble) ** 2).sum() for theta in weights)
    return total / len(rows) + walk.training.lam / (2 * len(rows)) * squares


def gain(network: Network, layer: int = 1) -> float:
    """A bound on how much a nudge at ``layer`` can grow on its way to the output (|g′| ≤ 1)."""
    out = 1.0
    for theta in network.weights[layer - 1 :]:
        out *= max(1.0, float(np.abs(theta[:, 1:]).sum(axis=1).max()))
    return out


def large_walk() -> Trace:
    """A walk whose curves of J take more than a moment."""
    rng = np.random.default_rng(5)
    weights = [rng.normal(size=(8, 3)), rng.normal(size=(8, 9)), rng.normal(size=(1, 9))]
    y = rng.integers(0, 2, size=(400, 1)).astype(float)
    examples = Examples.of(rng.normal(size=(400, 2)), y)
    network = Network.of(["sigmoid"] * 3, weights)
    return traced(network, "cross-entropy", examples, TrainingSettings(lam=0.3), Convention())
