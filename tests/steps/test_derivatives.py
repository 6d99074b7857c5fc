"""δ and D are the slopes they are said to be, by central differences of our own."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bpsim.core.arrays import Array
from bpsim.steps.schedule import Granularity
from tests.steps.walks import (
    TRUE_DELTAS,
    Walk,
    cost_from,
    cost_of,
    forward,
    gain,
    mean_cost,
    steps_of,
    walks,
)

# A nudge that arrives at the output no larger than this: it crosses no kink of a relu unit (they
# are 0.01 away), the neglected third-order term is below 1e-10 of the slope's bound, and rounding,
# 1e-15 of the cost divided by the nudge, stays below 1e-9 even where extended precision is none.
NUDGE = 1e-5
TOLERANCE = 1e-8


@given(walks(away_from_kinks=True, signs=TRUE_DELTAS, most_examples=2))
def test_delta_is_the_slope_of_the_cost_by_z(walk: Walk) -> None:
    trace = walk.trace()
    network, sign = walk.network, walk.convention.factor
    for item, row in enumerate(walk.rows):
        x, y = walk.xy(row)
        z, a = forward(network, x)
        cost = float(cost_of(walk.cost, z[-1], a[-1], y))
        end = trace.schedule.per_example(Granularity.PASS) * (item + 1) - 1
        known = trace.step(end, Granularity.PASS).known
        assert known.cost is not None
        assert abs(sign * known.cost - cost) <= 1e-12 * (1 + cost)
        for layer in range(2, network.depth + 1):
            bound = gain(network, layer) * (1 + float(np.abs(a[-1] - y).max()))
            for unit in range(1, network.layers[layer - 1] + 1):
                delta = known.delta(layer, unit)
                assert delta is not None
                slope = _slope_by_z(walk, layer, unit, z[layer - 1], y, NUDGE / bound)
                assert abs(sign * delta - slope) <= TOLERANCE * bound * (1 + cost)


def _slope_by_z(walk: Walk, layer: int, unit: int, z: Array, y: Array, nudge: float) -> float:
    high, low = z.copy(), z.copy()
    high[unit - 1] += nudge
    low[unit - 1] -= nudge
    above, below = (cost_from(walk.network, walk.cost, layer, each, y) for each in (high, low))
    return float((above - below) / (high[unit - 1] - low[unit - 1]))


@given(walks(away_from_kinks=True), st.data())
def test_D_is_the_slope_of_J_by_each_weight(walk: Walk, data: st.DataObject) -> None:
    known = steps_of(walk.trace(), Granularity.ITERATION)[0].known
    weights, sign = walk.network.weights, walk.convention.factor
    J = float(mean_cost(walk, weights))
    assert known.J is not None
    assert abs(sign * known.J - J) <= 1e-12 * (1 + J)
    activations = [a for row in walk.rows for a in forward(walk.network, walk.xy(row)[0])[1]]
    largest = 1 + max(float(np.abs(each).max()) for each in (*activations, walk.examples.y))
    bound = gain(walk.network) * largest**2
    for layer, theta in enumerate(weights, start=1):
        j = data.draw(st.integers(0, theta.shape[0] - 1), label=f"row of Θ^({layer})")
        i = data.draw(st.integers(0, theta.shape[1] - 1), label=f"column of Θ^({layer})")
        nudge = NUDGE / bound
        ends = []
        for change in (nudge, -nudge):
            nudged = theta.copy()
            nudged[j, i] += change
            changed = [*weights[: layer - 1], nudged, *weights[layer:]]
            ends.append((mean_cost(walk, changed), nudged[j, i]))
        (above, high), (below, low) = ends
        D = known.D[layer - 1]
        assert D is not None
        slope = float((above - below) / (np.longdouble(high) - np.longdouble(low)))
        assert abs(sign * D[j, i] - slope) <= TOLERANCE * bound * (1 + J)
