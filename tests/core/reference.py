"""The course's formulas written out once more, number by number, to hold the program against.

Nothing here comes from bpsim but the shape of a network and the names in it: only Python's own
floats and ``math``, and ``decimal`` where the definition of a cost takes the logarithm of what is
nearly nothing.
"""

import decimal
import math
from collections.abc import Callable, Sequence
from decimal import Decimal

from bpsim.core.activations.activation import Activation
from bpsim.core.network import Network

Row = Sequence[float]


SELU_ALPHA = 1.6732632423543772


def _of(g: Activation | str, parameter: str, usual: float) -> float:
    return usual if isinstance(g, str) else g.parameters[parameter]


def activate(g: Activation | str, z: list[float]) -> list[float]:
    """g of a whole layer, with its usual parameters where only its name is given."""
    match g if isinstance(g, str) else g.name:
        case "sigmoid":
            return [1 / (1 + math.exp(-_of(g, "steepness", 1.0) * v)) for v in z]
        case "tanh":
            return [math.tanh(_of(g, "steepness", 1.0) * v) for v in z]
        case "relu":
            return [v if v > 0 else 0.0 for v in z]
        case "linear":
            return list(z)
        case "leaky-relu":
            return [v if v > 0 else _of(g, "slope", 0.01) * v for v in z]
        case "elu":
            return [v if v > 0 else _of(g, "alpha", 1.0) * math.expm1(v) for v in z]
        case "selu":
            return [1.0507009873554805 * (v if v > 0 else SELU_ALPHA * math.expm1(v)) for v in z]
        case "softplus":
            return [math.log1p(math.exp(-abs(v))) + max(v, 0.0) for v in z]
        case "silu":
            return [v / (1 + math.exp(-v)) for v in z]
        case "gelu":
            return [v * math.erfc(-v / math.sqrt(2)) / 2 for v in z]
        case "hard-sigmoid":
            return [max(0.0, min(1.0, _of(g, "slope", 1 / 6) * v + 0.5)) for v in z]
        case "softmax":
            e = [math.exp(v) for v in z]
            return [v / math.fsum(e) for v in e]
    raise AssertionError(g)


def forward(network: Network, x: Row) -> tuple[list[list[float]], list[list[float]]]:
    """z and a of every layer for one example; the input layer has no z."""
    z: list[list[float]] = [[]]
    a = [list(x)]
    for name, theta in zip(network.activations, network.weights, strict=True):
        z.append(
            [
                math.fsum(w * v for w, v in zip(row, [1.0, *a[-1]], strict=True))
                for row in theta.tolist()
            ]
        )
        a.append(activate(name, z[-1]))
    return z, a


def cost_of_output(cost: str, h: Row, y: Row) -> float:
    """cost(i) from the outputs, as the definitions say."""
    pairs = list(zip(h, y, strict=True))
    match cost:
        case "cross-entropy":
            return -math.fsum(t * math.log(v) + (1 - t) * math.log(1 - v) for v, t in pairs)
        case "categorical-cross-entropy":
            return -math.fsum(t * math.log(v) for v, t in pairs)
        case "squared-error":
            return math.fsum((v - t) ** 2 for v, t in pairs) / 2
    raise AssertionError(cost)


def cost_of_z(cost: str, activation: Activation | str, z: list[float], y: Row) -> float:
    """cost(i) from the weighted sums of the output layer, as the definitions say.

    With digits enough for 1 − h, which is no float64 any more where a unit saturates.
    """
    if cost == "squared-error":
        return cost_of_output(cost, activate(activation, z), y)
    with decimal.localcontext() as context:
        context.prec = 40 + math.ceil(max(z) - min([*z, 0.0]) + abs(max(z)))
        e = [Decimal(v).exp() for v in z]
        pairs = list(zip(e, map(Decimal, y), strict=True))
        if cost == "categorical-cross-entropy":
            return float(-sum(t * (v / sum(e)).ln() for v, t in pairs))
        h = [(v / (1 + v), t) for v, t in pairs]
        return float(-sum(t * v.ln() + (1 - t) * (1 - v).ln() for v, t in h))


def example_cost(network: Network, cost: str, x: Row, y: Row) -> float:
    """cost(i)."""
    return cost_of_z(cost, network.activations[-1], forward(network, x)[0][-1], y)


def J(network: Network, cost: str, x: Sequence[Row], y: Sequence[Row], lam: float) -> float:
    """(1/m) Σ cost(i) + (λ/2m) Σ Θ², the bias column left out."""
    m = len(x)
    total = math.fsum(example_cost(network, cost, *pair) for pair in zip(x, y, strict=True))
    squares = math.fsum(
        weight**2 for theta in network.weights for row in theta.tolist() for weight in row[1:]
    )
    return total / m + lam / (2 * m) * squares


def cost_with_z(
    network: Network, cost: str, x: Row, y: Row, layer: int, unit: int, z: float
) -> float:
    """cost(i) if z_unit^(layer) were ``z``, all before it being as it is."""
    here = list(forward(network, x)[0][layer - 1])
    here[unit - 1] = z
    for at in range(layer, len(network.weights) + 1):
        a = activate(network.activations[at - 2], here)
        theta = network.weights[at - 1].tolist()
        here = [math.fsum(w * v for w, v in zip(row, [1.0, *a], strict=True)) for row in theta]
    return cost_of_z(cost, network.activations[-1], here, y)


def slope(f: Callable[[float], float], v: float, h: float = 1e-3) -> float:
    """df/dv from five points, whose error is of order h⁴."""
    return (8 * (f(v + h) - f(v - h)) - (f(v + 2 * h) - f(v - 2 * h))) / (12 * h)
