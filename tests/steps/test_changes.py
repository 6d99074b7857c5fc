"""What an update did to the weights: every change, and the largest ones with from and to."""

import numpy as np
import pytest
from hypothesis import given

from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import Convention, TrainingSettings
from bpsim.notation.formula import to_text
from bpsim.steps.changes import Move, changes, largest_moves, moved_most
from bpsim.steps.places import EdgePlace
from bpsim.steps.schedule import Granularity, Phase
from tests.steps.walks import GRANULARITIES, Walk, steps_of, walks
from tests.traces import traced


@given(walks(most_layers=4, most_units=4))
def test_changes_are_new_minus_old_and_only_there_at_the_update(walk: Walk) -> None:
    trace = walk.trace()
    for granularity in GRANULARITIES:
        for step in steps_of(trace, granularity):
            found = changes(step)
            if step.phase is not Phase.UPDATE:
                assert found == () and moved_most(step) == () and step.before is None
                continue
            assert step.before == walk.network
            for change, old, new in zip(
                found, walk.network.weights, trace.values.after.weights, strict=True
            ):
                assert np.array_equal(change, new - old)


@given(walks(most_layers=4, most_units=4))
def test_the_weights_that_moved_most_come_first(walk: Walk) -> None:
    trace = walk.trace()
    step = trace.step(0, Granularity.ITERATION)
    moves = moved_most(step)
    sizes = sorted(
        (float(s) for change in changes(step) for s in np.abs(change).ravel() if s), reverse=True
    )
    assert [abs(move.change) for move in moves] == sizes[:5]
    for move in moves:
        layer, to, frm = move.place
        assert move.old == walk.network.theta(layer)[to - 1, frm]
        assert move.new == trace.values.after.theta(layer)[to - 1, frm]
    assert len({move.place for move in moves}) == len(moves)
    entries = step.entries[1:]
    assert [entry.label for entry in entries] == [str(move.place) for move in moves]
    for entry, move in zip(entries, moves, strict=True):
        assert [value for _, value in entry.values] == [move.old, move.new, move.change]


def test_a_weight_is_named_by_where_it_leads() -> None:
    assert str(EdgePlace(2, 1, 3)) == "from unit 3 of layer 2 to unit 1 of layer 3"
    assert str(EdgePlace(1, 2, 0)) == "from the bias unit of layer 1 to unit 2 of layer 2"
    assert to_text(Move(EdgePlace(2, 1, 3), 0.5, 0.75).symbol) == "Θ₁₃⁽²⁾"


def test_biases_that_are_not_trained_did_not_move() -> None:
    network = Network.of(["sigmoid"], [[[0.0, 0.0]]])
    examples = Examples.of([[1.0]], [[1.0]])
    training = TrainingSettings(train_biases=False)
    trace = traced(network, "cross-entropy", examples, training, Convention())
    assert [move.place.frm for move in moved_most(trace.step(0, Granularity.ITERATION))] == [1]


@pytest.mark.parametrize("broken", [np.inf, np.nan])
def test_a_weight_that_left_all_bounds_moved_most(broken: float) -> None:
    old = np.zeros((2, 3))
    new = np.arange(6.0).reshape(2, 3)
    new[0, 1] = broken
    moves = largest_moves((old,), (new,), 2)
    assert [(move.place.to, move.place.frm) for move in moves] == [(1, 1), (2, 2)]
