"""What is true of one iteration, by plain loops over numbers of sixty digits, from the definitions.

Nothing here comes from the program but what a walk starts from: weights, examples, settings. Slopes
and output deltas are difference quotients of g and of the cost, so that no derivative is copied.
"""

from collections.abc import Callable, Hashable, Sequence
from functools import cached_property, partial
from typing import Any

import numpy as np
from mpmath import mp, mpf

from bpsim.core.activations.activation import Activation
from bpsim.core.batches import batch_of
from bpsim.core.checkpoint import Checkpoint
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.scaling import Scaling
from bpsim.core.settings import Convention, TrainingSettings
from tests.said.methods import KEPT, TEXTBOOK, TURNED, Made, exact

mp.dps = 60
NUDGE = mpf(10) ** -22
Row = list[Any]
Column = Any
"""A NumPy array of objects with two dimensions; mathematics of any precision."""


def column(values: Sequence[Any]) -> Column:
    """Numbers one below the other."""
    return np.array([mpf(each) for each in values], dtype=object).reshape(-1, 1)


def grid(values: Any) -> Column:
    """A matrix of float64 as exact numbers."""
    return np.array([[mpf(float(each)) for each in row] for row in values], dtype=object)


SELU_SCALE, SELU_ALPHA = mpf("1.0507009873554804934"), mpf("1.6732632423543772848")


def Phi(z: Any) -> Any:
    """The share of a standard normal distribution below z."""
    return mp.erfc(-z / mp.sqrt(2)) / 2


def _elu(z: Any, alpha: Any) -> Any:
    return z if z > 0 else mpf(alpha) * (mp.exp(z) - 1)


ACTIVATIONS: dict[str, Callable[..., Any]] = {
    "sigmoid": lambda z, steepness: 1 / (1 + mp.exp(-mpf(steepness) * z)),
    "tanh": lambda z, steepness: mp.tanh(mpf(steepness) * z),
    "relu": lambda z: z if z > 0 else mpf(0),
    "linear": lambda z: z,
    "leaky-relu": lambda z, slope: z if z > 0 else mpf(slope) * z,
    "elu": _elu,
    "selu": lambda z: SELU_SCALE * _elu(z, SELU_ALPHA),
    "softplus": lambda z: mp.log(1 + mp.exp(z)),
    "silu": lambda z: z / (1 + mp.exp(-z)),
    "gelu": lambda z: z * Phi(z),
    "hard-sigmoid": lambda z, slope: max(mpf(0), min(mpf(1), mpf(slope) * z + mpf(1) / 2)),
}
"""g of one number, as textbooks define it."""


def _cross_entropy(h: Row, y: Row) -> Any:
    total = mpf(0)
    for hk, yk in zip(h, y, strict=True):
        total -= (yk * mp.log(hk) if yk else 0) + ((1 - yk) * mp.log(1 - hk) if yk != 1 else 0)
    return total


def _categorical(h: Row, y: Row) -> Any:
    return -sum((yk * mp.log(hk) for hk, yk in zip(h, y, strict=True) if yk), mpf(0))


def _squared(h: Row, y: Row) -> Any:
    return sum(((hk - yk) ** 2 for hk, yk in zip(h, y, strict=True)), mpf(0)) / 2


def _log_cosh(h: Row, y: Row) -> Any:
    return sum((mp.log(mp.cosh(hk - yk)) for hk, yk in zip(h, y, strict=True)), mpf(0))


SUMS: dict[str, Callable[[Row, Row], Any]] = {
    "cross-entropy": _cross_entropy,
    "categorical-cross-entropy": _categorical,
    "squared-error": _squared,
    "log-cosh": _log_cosh,
}


def _mean(of: Callable[[Row, Row], Any]) -> Callable[[Row, Row], Any]:
    return lambda h, y: of(h, y) / len(h)


COSTS = SUMS | {f"{name} per output": _mean(of) for name, of in SUMS.items()}
"""cost(i) of one example, with the course's sign."""


def textbook(activation: Activation) -> Callable[[Any], Any]:
    """g of one number, with the parameters that the activation has."""
    if activation.name not in ACTIVATIONS:
        raise AssertionError(f"write here how textbooks define {activation.name}")
    return partial(ACTIVATIONS[activation.name], **vars(activation))


def g(activation: Activation, z: Row) -> Row:
    """The activations of a layer."""
    if activation.name == "softmax":
        top = max(z)
        exponentials = [mp.exp(each - top) for each in z]
        return [each / sum(exponentials) for each in exponentials]
    of = textbook(activation)
    return [of(each) for each in z]


def g_prime(activation: Activation, z: Any) -> Any:
    """The slope of g from the left, the side that is taken at a kink."""
    of = textbook(activation)
    return (of(z) - of(z - NUDGE)) / NUDGE


class Example:
    """One example's numbers, signs of the course; index l − 1 is layer l."""

    def __init__(self, network: Network, cost: str, x: Row, y: Row) -> None:
        self.network, self.cost_name = network, cost
        self._slopes: dict[tuple[int, int], Any] = {}
        self.z: list[Row] = [[]]
        self.a: list[Row] = [[mpf(float(each)) for each in x]]
        self.y = [mpf(float(each)) for each in y]
        for own, theta in zip(network.activations, network.weights, strict=True):
            sums = []
            for weights in theta.tolist():
                total = mpf(weights[0])
                for weight, value in zip(weights[1:], self.a[-1], strict=True):
                    total += mpf(weight) * value
                sums.append(total)
            self.z.append(sums)
            self.a.append(g(own, sums))

    @cached_property
    def cost(self) -> Any:
        """cost(i)."""
        return COSTS[self.cost_name](self.a[-1], self.y)

    def slope(self, layer: int, unit: int) -> Any:
        """g′(z) of a unit, both from 1; of softmax that of its own z."""
        if (layer, unit) not in self._slopes:
            self._slopes[layer, unit] = self._slope(layer, unit)
        return self._slopes[layer, unit]

    def _slope(self, layer: int, unit: int) -> Any:
        own, z = self.network.activations[layer - 2], self.z[layer - 1]
        if own.name == "softmax":
            return self.jacobian(unit, unit)
        return g_prime(own, z[unit - 1])

    def jacobian(self, t: int, k: int) -> Any:
        """∂a_t/∂z_k of the output layer."""
        z, own = self.z[-1], self.network.activations[-1]
        less = [each - NUDGE if n == k - 1 else each for n, each in enumerate(z)]
        return (self.a[-1][t - 1] - g(own, less)[t - 1]) / NUDGE

    def error(self, k: int) -> Any:
        """∂cost/∂a of the output ``k``, from 1."""
        less = [each - NUDGE if n == k - 1 else each for n, each in enumerate(self.a[-1])]
        cost = COSTS[self.cost_name]
        return (self.cost - cost(less, self.y)) / NUDGE

    @cached_property
    def output_delta(self) -> Row:
        """∂cost/∂z of the output layer."""
        z, own = self.z[-1], self.network.activations[-1]
        out = []
        for k in range(len(z)):
            less = [each - NUDGE if n == k else each for n, each in enumerate(z)]
            out.append((self.cost - COSTS[self.cost_name](g(own, less), self.y)) / NUDGE)
        return out

    def weighted_sum(self, layer: int, unit: int, shorthand: bool = False) -> Any:
        """Σ_k Θ_kj δ_k for unit j of a hidden layer, or for its bias unit, 0."""
        after = self.deltas(shorthand)[layer]
        total = mpf(0)
        for k, weights in enumerate(self.network.theta(layer).tolist()):
            total += mpf(weights[unit]) * after[k]
        return total

    def deltas(self, shorthand: bool = False) -> list[Row]:
        """Every δ, with g′ or as the lecture's shorthand has it."""
        return self._short if shorthand else self._true

    @cached_property
    def _true(self) -> list[Row]:
        return self._backward(False)

    @cached_property
    def _short(self) -> list[Row]:
        return self._backward(True)

    def _backward(self, shorthand: bool) -> list[Row]:
        depth = self.network.depth
        out: list[Row] = [[] for _ in range(depth)]
        out[-1] = self.output_delta
        for layer in range(depth - 1, 1, -1):
            theta = self.network.theta(layer).tolist()
            for j in range(1, self.network.layers[layer - 1] + 1):
                total = mpf(0)
                for k, weights in enumerate(theta):
                    total += mpf(weights[j]) * out[layer][k]
                out[layer - 1].append(total if shorthand else total * self.slope(layer, j))
        return out


class Facts:
    """One iteration; what has a sign by the convention is asked for with it."""

    def __init__(
        self, network: Network, cost: str, examples: Examples, training: TrainingSettings,
        convention: Convention, iteration: int, scaling: Scaling | None = None,
        start: Checkpoint | None = None,
    ) -> None:  # fmt: skip
        self.scaling = scaling
        self.network, self.cost_name = network, cost
        self.training, self.convention = training, convention
        self.start = start or Checkpoint.begin(network.weights, training.method)
        self.updates = self.start.updates + 1
        self._made: dict[int, Made] = {}
        batch = batch_of(iteration, len(examples), training)
        self.rows = [batch.row(n) for n in range(batch.size)]
        self.m, self.lam = batch.size, mpf(training.lam)
        self.sign = 1 if convention.sign == "course" else -1
        self.all = len(examples)
        self._x, self._y = examples.x, examples.y
        self._examples: dict[int, Example] = {}
        self._sums: dict[tuple[int, int], Column] = {}
        self.read: dict[Hashable, tuple[list[Any], Any]] = {}

    def example(self, item: int) -> Example:
        """The ``item``-th of the batch, from 0."""
        if item not in self._examples:
            row = self.rows[item]
            x, y = self._x[row].tolist(), self._y[row].tolist()
            self._examples[item] = Example(self.network, self.cost_name, x, y)
        return self._examples[item]

    def Delta(self, layer: int, items: int) -> Column:
        """Σ δ^(l+1) [1, a^(l)]ᵀ over the first ``items`` of the batch, in the convention's sign."""
        key = (layer, items)
        if key not in self._sums:
            self._sums[key] = self._summed(layer, items)
        return self._sums[key]

    def _summed(self, layer: int, items: int) -> Column:
        if items > 1:
            before, first = self.Delta(layer, items - 1).copy(), items - 1
        else:
            rows, columns = self.network.theta(layer).shape
            before, first = np.array([[mpf(0)] * columns for _ in range(rows)], dtype=object), 0
        for item in range(first, items):
            example = self.example(item)
            delta, a = example.deltas()[layer], [mpf(1), *example.a[layer - 1]]
            for j, d in enumerate(delta):
                for i, value in enumerate(a):
                    before[j, i] += self.sign * d * value
        return before

    def theta(self, layer: int, biases: bool = True) -> Column:
        """Θ^(l) as the iteration starts with it; without the biases their column is 0."""
        out = self._thetas[layer - 1].copy()
        if not biases:
            out[:, 0] = mpf(0)
        return out

    @cached_property
    def _thetas(self) -> list[Column]:
        return [grid(theta.tolist()) for theta in self.network.weights]

    def D(self, layer: int) -> Column:
        """Δ/m + (λ/m) Θ, the biases without λ."""
        return self._D[layer - 1]

    @cached_property
    def _D(self) -> list[Column]:
        return [
            self.Delta(layer, self.m) / self.m
            + self.theta(layer, biases=False) * (self.sign * self.lam / self.m)
            for layer in range(1, self.network.depth)
        ]

    def moving(self, layer: int) -> Column:
        """D of the weights that are trained, 0 for the others."""
        D = self.D(layer).copy()
        if not self.training.train_biases:
            D[:, 0] = mpf(0)
        return D

    def before(self, letter: str, layer: int) -> Column:
        """What the method remembers when the iteration starts."""
        name = self.training.method.name
        kept = self.start.memory[KEPT[name].index(letter)][layer - 1]
        return grid(kept.tolist()) * (self.sign if (name, letter) in TURNED else 1)

    def after(self, letter: str, layer: int) -> Column:
        """The same after the update, and the hats."""
        return self._update(layer)[0][letter]

    def aim(self, layer: int) -> Column:
        """What α is multiplied by."""
        return self._update(layer)[1]

    def _update(self, layer: int) -> Made:
        if layer not in self._made:
            method = self.training.method
            before = {letter: self.before(letter, layer) for letter in KEPT[method.name]}
            self._made[layer] = TEXTBOOK[method.name](
                exact(method.parameters), before, self.moving(layer), self.updates
            )
        return self._made[layer]

    def new(self, layer: int) -> Column:
        """Θ := Θ − α D, or what the method has in the place of D."""
        return self._new[layer - 1]

    @cached_property
    def _new(self) -> list[Column]:
        alpha = self.sign * mpf(self.training.learning_rate)
        layers = range(1, self.network.depth)
        return [self.theta(layer) - self.aim(layer) * alpha for layer in layers]

    @cached_property
    def constants(self) -> dict[str, Any]:
        """What has one value in the whole iteration."""
        return {
            "α": mpf(self.training.learning_rate), "λ": self.lam, "m": mpf(self.m),
            "K": mpf(self.network.layers[-1]),
        }  # fmt: skip

    @cached_property
    def squares(self) -> Any:
        """Σ Θ², the biases left out."""
        total = mpf(0)
        for theta in self.network.weights:
            for row in theta.tolist():
                for weight in row[1:]:
                    total += mpf(weight) ** 2
        return total

    @cached_property
    def total(self) -> Any:
        """Σ cost(i) over the batch."""
        return self.sign * sum((self.example(n).cost for n in range(self.m)), mpf(0))

    @cached_property
    def J(self) -> Any:
        """J over the batch."""
        return self.total / self.m + self.sign * self.lam / (2 * self.m) * self.squares
