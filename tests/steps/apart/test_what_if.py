"""What would be if one z or one weight were another: held against other ways of getting there."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.propagation import accumulate, backward, forward
from bpsim.core.settings import Convention, TrainingSettings
from bpsim.notation.formula import to_text
from bpsim.steps.apart.what_if import Nudged, what_if
from bpsim.steps.places import EdgePlace, UnitPlace
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace
from tests import strategies
from tests.traces import traced

NETWORK = Network.of(
    ["sigmoid"] * 3,
    [
        [[0.1, 0.3, -0.2], [-0.1, 0.5, 0.4]],
        [[0.2, -0.4, 0.6], [0.0, 0.7, -0.3]],
        [[-0.3, 0.8, -0.5]],
    ],
)
EXAMPLES = Examples.of([[0.0, 1.0], [1.0, 1.0]], [[1.0], [0.0]])
UNIT = Granularity.UNIT
# At the kink of relu the last bit decides.
SMOOTH = ("sigmoid", "tanh", "linear")


def trace_of(**changes: object) -> Trace:
    parts: dict[str, object] = {
        "network": NETWORK,
        "cost": "cross-entropy",
        "examples": EXAMPLES,
        "training": TrainingSettings(lam=0.5),
        "convention": Convention(),
    }
    return traced(**(parts | changes))  # type: ignore[arg-type]


def stop(
    trace: Trace, phase: Phase, layer: int | None, unit: int = 1, item: int = 0,
    granularity: Granularity = UNIT,
) -> Step:  # fmt: skip
    tick = trace.schedule.tick_where(phase, layer, unit, item)
    return trace.step(trace.schedule.index_of(tick, granularity), granularity)


def test_a_z_changes_what_comes_after_it_and_nothing_before() -> None:
    trace = trace_of()
    step = stop(trace, Phase.COST, None)
    found = what_if(trace, step, UnitPlace(3, 1), 2.0)
    assert found.known.z(3, 1) == 2.0
    assert found.known.a(3, 1) == pytest.approx(1 / (1 + np.exp(-2.0)), rel=1e-15)
    assert found.known.z(3, 2) == step.known.z(3, 2)
    assert [found.known.z(2, j) for j in (1, 2)] == [step.known.z(2, j) for j in (1, 2)]
    a1, a2 = found.known.a(3, 1), found.known.a(3, 2)
    assert a1 is not None
    assert a2 is not None
    z = -0.3 + 0.8 * a1 - 0.5 * a2
    assert found.known.z(4, 1) == pytest.approx(z, rel=1e-14)
    assert found.known.cost == pytest.approx(np.log1p(np.exp(-z)), rel=1e-14)
    assert found.result == found.known.cost


def test_the_same_value_is_the_same_step() -> None:
    trace = trace_of()
    step = stop(trace, Phase.HIDDEN_DELTA, 2)
    z = step.known.z(2, 2)
    assert z is not None
    assert what_if(trace, step, UnitPlace(2, 2), z) is step
    assert what_if(trace, step, EdgePlace(2, 2, 0), 0.0) is step


def test_neither_walk_nor_step_changes() -> None:
    trace = trace_of()
    step = stop(trace, Phase.GRADIENT, 2)
    what_if(trace, step, UnitPlace(2, 1), 5.0)
    what_if(trace, step, EdgePlace(2, 1, 2), 5.0)
    assert trace_of().step(step.index, UNIT) == step
    assert trace.step(step.index, UNIT) is step


@pytest.mark.parametrize(
    "nudge",
    [UnitPlace(1, 1), UnitPlace(5, 1), UnitPlace(2, 0), UnitPlace(2, 3),
     EdgePlace(0, 1, 1), EdgePlace(4, 1, 1), EdgePlace(3, 2, 1), EdgePlace(3, 1, 3),
     EdgePlace(3, 0, 1), EdgePlace(3, 1, -1)],
)  # fmt: skip
def test_what_the_network_lacks_cannot_be_nudged(nudge: Nudged) -> None:
    trace = trace_of()
    with pytest.raises(KeyError):
        what_if(trace, trace.step(0, UNIT), nudge, 1.0)


def test_a_weight_gives_the_walk_of_a_network_with_that_weight() -> None:
    trace = trace_of()
    other = trace_of(network=NETWORK.with_weight(2, 1, 2, -3.0))
    for index in range(trace.schedule.count(UNIT)):
        found = what_if(trace, trace.step(index, UNIT), EdgePlace(2, 1, 2), -3.0)
        expected = other.step(index, UNIT)
        assert replace(found, note=expected.note) == expected
        assert found.note.startswith("What if: Θ₁₂⁽²⁾ is −3 here instead of 0.6.")


@given(st.data())
def test_a_z_gives_what_a_shifted_bias_gives(data: st.DataObject) -> None:
    """A bias reaches one z only, so moving it by the difference must lead to the same numbers."""
    network = data.draw(strategies.networks(hidden=SMOOTH, outputs=(*SMOOTH, "softmax")))
    examples = data.draw(strategies.examples_for(network))
    cost = data.draw(strategies.costs_of(network))
    settings = TrainingSettings(lam=data.draw(st.sampled_from([0.0, 0.7])))
    convention = data.draw(strategies.conventions())
    trace = traced(network, cost, examples, settings, convention)
    granularity = data.draw(st.sampled_from(list(Granularity)))
    index = data.draw(st.integers(0, trace.schedule.count(granularity) - 1))
    step = trace.step(index, granularity)
    layer = data.draw(st.integers(2, network.depth))
    unit = data.draw(st.integers(1, network.layers[layer - 1]))
    value = data.draw(st.floats(-3.0, 3.0))
    found = what_if(trace, step, UnitPlace(layer, unit), value)

    item = len(examples) - 1 if step.item is None else step.item
    z = float(trace.values.of(item).z[layer - 1][unit - 1])
    bias = float(network.theta(layer - 1)[unit - 1, 0])
    shifted = network.with_weight(layer - 1, unit, 0, bias + (value - z))
    other = traced(shifted, cost, examples, settings, convention).step(index, granularity)

    ours, theirs, before = found.known, other.known, step.known
    names = ("z_units", "a_units", "delta_units", "summed")
    assert [getattr(ours, n) for n in names] == [getattr(before, n) for n in names]
    assert (ours.cost is None, ours.J is None) == (before.cost is None, before.J is None)
    assert [D is None for D in ours.D] == [D is None for D in before.D]
    for name in ("z", "a", "delta", "weighted_sum", "slope"):
        for one, two in zip(getattr(ours.values, name), getattr(theirs.values, name), strict=True):
            np.testing.assert_allclose(one, two, rtol=1e-9, atol=1e-9)
    assert ours.values.cost == pytest.approx(theirs.values.cost, rel=1e-9, abs=1e-9)
    assert float(ours.values.z[layer - 1][unit - 1]) == value


@pytest.mark.parametrize("sign", ["course", "lecture"])
def test_Delta_D_and_J_take_the_one_example_as_it_would_be(sign: str) -> None:
    convention = Convention(sign)  # type: ignore[arg-type]
    factor = convention.factor
    trace = trace_of(convention=convention)
    step = stop(trace, Phase.UPDATE, None, item=0)
    found = what_if(trace, step, UnitPlace(2, 1), 1.5)
    # The second example is on screen; the bias is moved for it alone.
    z = float(trace.values.of(1).z[1][0])
    shifted = NETWORK.with_weight(1, 1, 0, 0.1 + 1.5 - z)
    total = []
    costs = []
    for n, network in enumerate((NETWORK, shifted)):
        x, y = EXAMPLES.x[n : n + 1], EXAMPLES.y[n : n + 1]
        passed = forward(network, x)
        # The weights proper are the same, so that the way back may use either network.
        total.append(accumulate(passed, backward(network, "cross-entropy", passed, y)))
        h = passed.a[-1][0, 0]
        costs.append(float(-np.log(h if y[0, 0] else 1 - h)))
    for layer in (1, 2, 3):
        Delta = factor * (total[0][layer - 1] + total[1][layer - 1])
        np.testing.assert_allclose(found.known.Delta(layer), Delta, rtol=1e-12)
        pull = 0.5 * NETWORK.theta(layer).copy()
        pull[:, 0] = 0.0
        D = found.known.D[layer - 1]
        assert D is not None
        np.testing.assert_allclose(D, Delta / 2 + factor * pull / 2, rtol=1e-12)
    weights = sum(float((theta[:, 1:] ** 2).sum()) for theta in NETWORK.weights)
    J = factor * (sum(costs) / 2 + 0.5 / 4 * weights)
    assert found.known.J is not None
    assert abs(found.known.J - J) < 1e-12
    # The new weights shown follow from that D.
    assert found.network.theta(3)[0, 0] != step.network.theta(3)[0, 0]


def test_examples_already_summed_keep_their_share() -> None:
    trace = trace_of()
    first = stop(trace, Phase.ACCUMULATE, 1, item=0)
    second = stop(trace, Phase.LOAD, 1, item=1)
    assert not np.array_equal(
        what_if(trace, first, UnitPlace(2, 1), 4.0).known.Delta(1),  # type: ignore[arg-type]
        first.known.Delta(1),  # type: ignore[arg-type]
    )
    np.testing.assert_array_equal(
        what_if(trace, second, UnitPlace(2, 1), 4.0).known.Delta(1),  # type: ignore[arg-type]
        second.known.Delta(1),  # type: ignore[arg-type]
    )


# --- the stop that computes the very z that is set ------------------------------------------------


def test_a_z_set_by_hand_is_not_passed_off_as_its_sum() -> None:
    trace = trace_of()
    step = stop(trace, Phase.FORWARD, 2, 1)
    found = what_if(trace, step, UnitPlace(2, 1), 2.0)
    assert found.result == 2.0
    assert found.activation == pytest.approx(0.8807970779778823)
    assert found.weighted_sum == pytest.approx(found.terms.total)
    assert to_text(found.numbers).startswith("z₁⁽²⁾ := 2  (set by hand)")
    assert to_text(found.numbers).endswith("= 0.8808")
    assert "What if: z₁⁽²⁾ is 2 here instead of −0.1" in found.note


def test_the_products_of_its_sum_stay_as_they_are() -> None:
    trace = trace_of()
    last = stop(trace, Phase.FORWARD, 2, 1, granularity=Granularity.TERM)
    assert last.term is None
    product = trace.step(last.index - 1, Granularity.TERM)
    assert product.term == 2
    found = what_if(trace, product, UnitPlace(2, 1), 2.0)
    assert (found.numbers, found.running) == (product.numbers, product.running)
    assert found.known.z(2, 1) == 2.0
    activated = what_if(trace, last, UnitPlace(2, 1), 2.0)
    assert activated.activation == pytest.approx(0.8807970779778823)
    assert to_text(activated.numbers).endswith("= 0.8808")


def test_softmax_waits_for_a_z_set_by_hand_too() -> None:
    network = Network.of(["softmax"], [np.eye(3, 3)[:, [2, 0, 1]]])
    trace = traced(
        network, "categorical-cross-entropy", Examples.of([[1.0, 2.0]], [[1.0, 0.0, 0.0]]),
        TrainingSettings(), Convention(),
    )  # fmt: skip
    first = what_if(trace, stop(trace, Phase.FORWARD, 2, 1), UnitPlace(2, 1), 0.25)
    assert to_text(first.numbers) == "z₁⁽²⁾ := 0.25  (set by hand)"
    last = what_if(trace, stop(trace, Phase.FORWARD, 2, 3), UnitPlace(2, 1), 0.25)
    a = [last.known.a(2, k) for k in (1, 2, 3)]
    assert sum(each or 0.0 for each in a) == pytest.approx(1.0)
    exponentials = np.exp([0.25, 2.0, 1.0])
    np.testing.assert_allclose(a, exponentials / exponentials.sum())  # type: ignore[arg-type]


def test_words() -> None:
    assert str(UnitPlace(3, 2)) == "unit 2 of layer 3"
    assert str(EdgePlace(2, 1, 3)) == "from unit 3 of layer 2 to unit 1 of layer 3"
    assert str(EdgePlace(2, 1, 0)) == "from the bias unit of layer 2 to unit 1 of layer 3"
