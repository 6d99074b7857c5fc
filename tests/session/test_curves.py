"""The curves beside J, held against the costs computed plainly."""

import math

import numpy as np
import pytest

from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.core.held_out import moved
from bpsim.core.network import Network
from bpsim.core.propagation import cost_J, forward
from bpsim.formats.bundled import bundled_network
from bpsim.session.curves import (
    ExampleCost,
    ExtraCurve,
    HeldOutCost,
    Sampler,
    sampled,
    squared_error,
    task,
)
from bpsim.session.history import History


def split() -> Document:
    """XOR with its second example held out."""
    document = bundled_network("xor").load()
    rest, apart = moved(document.examples, document.held_out, (1,))
    return document.with_(examples=rest, held_out=apart)


# --- where ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("length", [0, 1, 5, 119, 120, 121, 240, 1000, 100_000])
def test_samples_are_spread_over_the_whole_run(length: int) -> None:
    found = sampled(length)
    at = np.sort(found)
    assert at[0] == 0 and at[-1] == length
    assert len(set(found)) == len(found) <= 121 + 11
    assert len(found) >= min(length + 1, 60)
    steps = np.diff(at)
    evenly = set(steps[at[:-1] >= 64][:-1].tolist())
    assert len(evenly) <= 1 and all(step & (step - 1) == 0 for step in evenly)
    assert not length or steps[0] == 1, "where a cost falls fastest"


def test_the_coarsest_come_first() -> None:
    assert sampled(8)[:4] == [0, 8, 4, 2]
    assert sampled(1000)[:4] == [1000, 0, 512, 256]


def test_samples_of_before_stay_among_those_of_a_longer_run() -> None:
    assert set(sampled(1000)) - {1000} < set(sampled(1016))
    coarse = {k for k in sampled(4000) if k <= 1000}
    assert coarse < set(sampled(1000))


# --- what ----------------------------------------------------------------------------------------


def test_each_measure_is_what_it_says() -> None:
    document = split()
    network = History(document).network_at(37)
    examples, apart = document.examples, document.held_out
    h = forward(network, examples.x).a[-1]
    by_hand = sum(0.5 * float((h[i, 0] - examples.y[i, 0]) ** 2) for i in range(3)) / 3
    assert squared_error(document, network) == pytest.approx(by_hand, rel=1e-14)
    one = -math.log(h[2, 0] if examples.y[2, 0] else 1 - h[2, 0])
    assert ExampleCost(2)(document, network) == pytest.approx(one, rel=1e-12)
    assert math.isnan(ExampleCost(3)(document, network)), "there is no such example"
    held = float(forward(network, apart.x).a[-1][0, 0])
    assert HeldOutCost(apart)(document, network) == pytest.approx(-math.log(held), rel=1e-12)


def test_what_is_held_out_is_not_regularised() -> None:
    document = split()
    heavy = document.with_(
        training=type(document.training)(lam=5.0),
    )
    apart = document.held_out
    plain = cost_J(document.network, document.cost, apart.x, apart.y)
    assert HeldOutCost(apart)(heavy, heavy.network) == plain


def test_layers_that_the_set_does_not_fit_have_no_cost() -> None:
    apart = Examples.of([[1.0, 2.0, 3.0]], [[1.0]])
    document = split()
    assert math.isnan(HeldOutCost(apart)(document, document.network))


# --- in another thread ---------------------------------------------------------------------------


@pytest.mark.parametrize("budget", [2**28, 4_000])
def test_a_task_is_done_without_its_history_and_bit_for_bit(budget: int) -> None:
    """Also where memory is so short that most weights must be computed again."""
    document = split()
    history = History(document, budget)
    history.reach(1000)
    curve = ExtraCurve(HeldOutCost(document.held_out), history)
    iterations = [0, 1000, 512, 333, 334, 999]
    tasks = [task(history, k, [curve]) for k in iterations]
    found = Sampler().run(tasks, 60.0)
    assert [(each, k) for each, k, _ in found] == [(curve, k) for k in iterations]
    for _, k, value in found:
        assert value == HeldOutCost(document.held_out)(document, history.network_at(k))


def test_at_least_one_task_is_done_however_short_the_time() -> None:
    document = split()
    history = History(document)
    history.reach(20)
    curves = [ExtraCurve(squared_error, history), ExtraCurve(ExampleCost(0), history)]
    found = Sampler().run([task(history, k, curves) for k in (3, 4)], 0.0)
    assert [(curve, k) for curve, k, _ in found] == [(curves[0], 3), (curves[1], 3)]


def test_a_curve_knows_what_was_measured() -> None:
    history = History(split())
    curve = ExtraCurve(squared_error, history, {0: 0.5, 37: 0.25, 90: 0.1})
    assert curve.known(40) == ([0, 37], [0.5, 0.25])


# --- branches ------------------------------------------------------------------------------------


def test_a_branch_keeps_only_what_was_measured_before_it() -> None:
    document = split()
    history = History(document)
    history.reach(100)
    curve = ExtraCurve(squared_error, history, dict.fromkeys((0, 50, 60, 61, 100), 1.0))
    branch = history.branch(60, document.with_(cost="squared-error"))
    carried = curve.carried(squared_error, branch)
    assert carried.history is branch and sorted(carried.values) == [0, 50]
    assert sorted(curve.values) == [0, 50, 60, 61, 100], "undo finds its own again"
    assert curve.carried(squared_error, history) is curve
    assert carried.carried(squared_error, history).values == carried.values
    assert curve.carried(ExampleCost(1), history).values == {}
    assert curve.carried(squared_error, History(document)).values == {}


def test_what_two_histories_share() -> None:
    document = split()
    root = History(document)
    root.reach(100)
    one = root.branch(60, document)
    one.reach(100)
    two = one.branch(80, document)
    other = one.branch(30, document)
    assert root.shared_with(root) == 101
    assert root.shared_with(one) == one.shared_with(root) == 60
    assert two.shared_with(one) == one.shared_with(two) == 80
    assert two.shared_with(root) == 60
    assert other.shared_with(two) == two.shared_with(other) == 30
    assert root.branch(0, document).shared_with(root) == 0
    assert root.shared_with(History(document)) == 0


def test_weights_known_before_lead_to_those_asked_for() -> None:
    document = split()
    history = History(document)
    history.reach(300)
    branch = history.branch(150, document.with_(training=type(document.training)(0.01)))
    branch.reach(300)
    for k in (0, 1, 149, 150, 151, 300):
        at, known = branch.known_before(k)
        assert at <= k
        start: Network = document.network.with_weights(known.weights)
        rest = History(branch.document_at(k).with_(network=start))
        assert rest.network_at(k - at) == branch.network_at(k)
    assert branch.known_before(300)[0] == 300, "the last ones are at hand"
