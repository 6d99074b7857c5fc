"""A δ as a sum over paths adds up, and the largest paths really are the largest."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given

from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.propagation import cost_J
from bpsim.core.settings import Convention, TrainingSettings
from bpsim.formats.bundled import bundled_network
from bpsim.notation.formula import to_text
from bpsim.steps.apart.paths import Paths, paths_of, paths_of_weight
from bpsim.steps.places import EdgePlace, UnitPlace
from bpsim.steps.trace import Trace
from tests.steps.walks import Walk, walks
from tests.traces import traced


def every_path(trace: Trace, layer: int, unit: int) -> dict[tuple[int, ...], float]:
    """All paths by plain enumeration."""
    network, values = trace.values.network, trace.values.of(0, true_delta=True)
    out = {}
    later = (range(1, size + 1) for size in network.layers[layer:])
    for units in itertools.product([unit], *later):
        value = float(values.delta[-1][units[-1] - 1])
        for n in range(len(units) - 1):
            weight = network.theta(layer + n)[units[n + 1] - 1, units[n]]
            value *= float(weight) * float(values.slope[layer + n - 1][units[n] - 1])
        out[units] = value
    return out


@given(walks(most_layers=5, most_units=4))
def test_paths_add_up_to_delta(walk: Walk) -> None:
    trace = walk.trace()
    for layer in range(2, walk.network.depth):
        for unit in range(1, walk.network.layers[layer - 1] + 1):
            paths = paths_of(trace, 0, layer, unit, most=1_000)
            assert paths.count == len(paths.listed)
            expected = every_path(trace, layer, unit)
            assert {path.units: path.value for path in paths.listed} == pytest.approx(
                expected, rel=1e-12, abs=1e-300
            )
            size = sum(map(abs, expected.values()))
            total = math.fsum(path.value for path in paths.listed)
            assert total == pytest.approx(paths.total, rel=1e-12, abs=max(1e-12 * size, 1e-300))
            assert paths.rest == 0.0


@given(walks(most_layers=4, most_units=3))
def test_paths_of_a_weight_add_up_to_its_slope(walk: Walk) -> None:
    trace = walk.trace()
    network, values = trace.values.network, trace.values.of(0, true_delta=True)
    for layer in range(1, network.depth - 1):
        for to, frm in np.ndindex(network.theta(layer).shape):
            weight = EdgePlace(layer, to + 1, frm)
            paths = paths_of_weight(trace, 0, weight, most=1_000)
            a = values.a[layer - 1][frm - 1] if frm else 1.0
            slope = float(values.delta[layer][to]) * float(a)
            size = sum(abs(path.value) for path in paths.listed)
            total = math.fsum(path.value for path in paths.listed)
            assert paths.total == pytest.approx(slope, rel=1e-12, abs=1e-300)
            assert total == pytest.approx(slope, rel=1e-12, abs=max(1e-12 * size, 1e-300))
            for path in paths.listed:
                assert path.edges[0] == weight and math.prod(path.factors) == pytest.approx(
                    path.value, rel=1e-12, abs=1e-300
                )


def test_a_path_of_a_weight_begins_with_the_activation_at_its_start() -> None:
    trace = lecture()
    paths = paths_of_weight(trace, 0, EdgePlace(1, 1, 2))
    assert paths.symbol == "∂cost/∂Θ₁₂⁽¹⁾" and paths.symbol in paths.sentence
    assert to_text(paths.listed[0].formula).startswith("a₂⁽¹⁾ · g′(z₁⁽²⁾) · Θ")
    assert paths.listed[0].names[0] == "2"
    assert paths_of_weight(trace, 0, EdgePlace(1, 1, 0)).listed[0].names[0] == "bias"
    numeric = check_weight(trace, EdgePlace(1, 1, 2))
    assert paths.total == pytest.approx(numeric, abs=1e-8)
    with pytest.raises(KeyError):
        paths_of_weight(trace, 0, EdgePlace(3, 1, 1))


def check_weight(trace: Trace, place: EdgePlace, step: float = 1e-5) -> float:
    """∂cost/∂Θ of the first example by central differences."""
    network, costs = trace.values.network, []
    for sign in (1, -1):
        weights = [theta.copy() for theta in network.weights]
        weights[place.layer - 1][place.to - 1, place.frm] += sign * step
        document = bundled_network().load()
        x, y = document.examples.x[:1], document.examples.y[:1]
        costs.append(cost_J(network.with_weights(weights), document.cost, x, y))
    return (costs[0] - costs[1]) / (2 * step)


def deep(units: int, layers: int, seed: int = 3, activation: str = "tanh") -> Trace:
    rng = np.random.default_rng(seed)
    sizes = [2, *[units] * (layers - 2), 2]
    weights = [rng.normal(size=(b, a + 1)) for a, b in itertools.pairwise(sizes)]
    network = Network.of([activation] * (layers - 2) + ["sigmoid"], weights)
    examples = Examples.of(rng.normal(size=(1, 2)), [[0.0, 1.0]])
    return traced(network, "cross-entropy", examples, TrainingSettings(), Convention())


def test_of_many_paths_the_largest_are_listed_and_the_others_summed() -> None:
    trace = deep(6, 6)
    paths = paths_of(trace, 0, 2, 1, most=25)
    expected = sorted(map(abs, every_path(trace, 2, 1).values()), reverse=True)
    assert paths.count == len(expected) == 6**3 * 2
    assert [abs(path.value) for path in paths.listed] == pytest.approx(expected[:25], rel=1e-12)
    total = math.fsum([*(path.value for path in paths.listed), paths.rest])
    assert total == pytest.approx(paths.total, rel=1e-12)
    assert "The 25 largest are listed" in paths.sentence


def test_a_large_network_is_not_enumerated() -> None:
    paths = paths_of(deep(40, 7), 0, 2, 1, most=10)
    assert paths.count == 40**4 * 2
    assert len(paths.listed) == 10


def lecture(**convention: object) -> Trace:
    document = bundled_network("lecture").load()
    return Trace.of(document.with_(convention=Convention(**convention)))  # type: ignore[arg-type]


def test_what_the_lecture_network_shows() -> None:
    paths = paths_of(lecture(), 0, 2, 1)
    assert paths.count == 2
    largest = paths.listed[0]
    assert largest.units == (1, 2, 1)
    assert largest.edges == (EdgePlace(2, 2, 1), EdgePlace(3, 1, 2))
    assert largest.places == (UnitPlace(2, 1), UnitPlace(3, 2), UnitPlace(4, 1))
    assert to_text(largest.formula) == "g′(z₁⁽²⁾) · Θ₂₁⁽²⁾ · g′(z₂⁽³⁾) · Θ₁₂⁽³⁾ · δ₁⁽⁴⁾"
    assert math.prod(largest.factors) == largest.value
    assert sum(path.share for path in paths.listed) == pytest.approx(1.0)
    assert paths.sentence == (
        "From unit 1 of layer 2, 2 paths lead to the output; their products add up to δ."
    )


def test_the_sign_of_the_lecture_turns_every_path() -> None:
    course, other = paths_of(lecture(), 0, 2, 1), paths_of(lecture(sign="lecture"), 0, 2, 1)
    assert [-path.value for path in course.listed] == [path.value for path in other.listed]


def test_the_shorthand_changes_no_path() -> None:
    plain, short = lecture(), lecture(lecture_shorthand=True)
    assert paths_of(plain, 0, 2, 1) == paths_of(short, 0, 2, 1)


def test_a_dead_unit_cuts_its_paths() -> None:
    network = Network.of(
        ["relu", "relu", "sigmoid"],
        [[[1.0, 1.0]], [[-9.0, 1.0], [1.0, 1.0]], [[0.0, 1.0, 1.0]]],
    )
    examples = Examples.of([[1.0]], [[1.0]])
    trace = traced(network, "cross-entropy", examples, TrainingSettings(), Convention())
    paths: Paths = paths_of(trace, 0, 2, 1)
    assert [(path.units, path.cut) for path in paths.listed] == [
        ((1, 2, 1), None),
        ((1, 1, 1), UnitPlace(3, 1)),
    ]
    assert "Hardly anything passes unit 1 of layer 3: its g′ is nearly 0." in paths.sentence


@pytest.mark.parametrize(("layer", "unit"), [(1, 1), (4, 1), (2, 0), (2, 3)])
def test_only_hidden_units_have_paths(layer: int, unit: int) -> None:
    with pytest.raises(KeyError):
        paths_of(lecture(), 0, layer, unit)
