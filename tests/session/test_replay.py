"""A run with edits in later iterations comes out of its file bit for bit as it went in."""

from dataclasses import replace

import numpy as np
import pytest

from bpsim.core.arrays import frozen, same_bits
from bpsim.core.document import Document
from bpsim.core.errors import NotFiniteError
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import Convention, Position, TrainingSettings
from bpsim.core.stretches import stretches
from bpsim.formats.bundled import bundled_network
from bpsim.formats.native import file as native
from bpsim.session import replay
from bpsim.session.replay import edits_of, replayed
from bpsim.session.session import Session
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.shown.cost_curves import CostCurves
from bpsim.steps.shown.curve import content_of

SHUFFLED = TrainingSettings(0.5, batch_size=20, seed=3, order="shuffled")


def moons() -> Document:
    return bundled_network("moons").load().with_(training=SHUFFLED)


def edited(walk: Session) -> Session:
    """A learning rate, an example and a weight changed in iterations 7, 30 and 41."""
    walk.go_to(7)
    faster = replace(walk.document.training, learning_rate=1.25)
    walk.restore(walk.changed(walk.document.with_(training=faster)))
    walk.go_to(30)
    x = walk.document.examples.x.copy()
    x[5, 1] += 0.125
    examples = replace(walk.document.examples, x=frozen(x))
    walk.restore(walk.changed(walk.document.with_(examples=examples)))
    walk.go_to(41)
    network = walk.history.network_at(41).with_weight(1, 2, 0, 0.1 + 0.2)
    walk.restore(walk.with_network(network))
    walk.go_to(53, 4)
    return walk


def reopened(document: Document) -> Session:
    """The session as the window has it once everything has been run again."""
    walk = Session(native.loads(native.dumps(document)))
    position = document.position
    target = max(position.iteration, position.reached)
    while walk.later_edits and walk.later_edits[0].start <= target:
        walk.history.reach(walk.later_edits[0].start)
        walk.take_up()
    walk.history.reach(target)
    walk.go_to(position.iteration, position.step)
    return walk


def assert_same(found: Session, expected: Session) -> None:
    """The same iteration, batch, numbers and past."""
    assert (found.iteration, found.index) == (expected.iteration, expected.index)
    assert found.history.length == expected.history.length
    assert same_bits(found.history.costs, expected.history.costs)
    for iteration in (0, 6, 7, 29, 30, 31, 40, 41, 42, expected.iteration):
        mine, theirs = found.trace_of(iteration), expected.trace_of(iteration)
        assert mine.values.network == theirs.values.network
        assert mine.values.row(0) == theirs.values.row(0)
        assert same_bits(mine.values.gradient.D[0], theirs.values.gradient.D[0])
    assert found.document.with_(position=Position()) == expected.document.with_(position=Position())


def test_later_edits_survive_the_file() -> None:
    walk = edited(Session(moons()))
    saved = walk.saved_form
    assert walk.whole
    assert [each.iteration for each in saved.edits] == [7, 30, 41]
    assert saved.network == moons().network, "the file's weights are those of iteration 0"
    again = reopened(saved)
    assert_same(again, walk)
    assert native.dumps(again.saved_form) == native.dumps(saved)


def test_standing_before_the_edits_is_remembered_too() -> None:
    walk = edited(Session(moons()))
    walk.go_to(12, 3)
    assert walk.saved_form.position == Position(12, 3, "unit", 53)
    assert_same(reopened(walk.saved_form), walk)


def test_an_edit_on_top_of_a_reopened_run_goes_into_its_file_as_well() -> None:
    walk = reopened(edited(Session(moons())).saved_form)
    walk.restore(walk.changed(walk.document.with_(training=TrainingSettings(0.25))))
    walk.go_to(60)
    assert [each.iteration for each in walk.saved_form.edits] == [7, 30, 41, 53]
    assert_same(reopened(walk.saved_form), walk)


def test_two_edits_in_one_iteration_are_one() -> None:
    walk = Session(moons())
    walk.go_to(5)
    network = walk.history.network_at(5).with_weight(1, 1, 1, 2.0)
    walk.restore(walk.with_network(network))
    walk.restore(walk.changed(walk.document.with_(training=TrainingSettings(0.25))))
    (edit,) = walk.saved_form.edits
    assert edit.training == SHUFFLED
    assert edit.weights is not None and edit.weights[0][0, 1] == 2.0
    again = reopened(walk.saved_form)
    assert again.history.network_at(5) == network


def test_an_earlier_iteration_is_explained_and_drawn_with_the_cost_it_had() -> None:
    walk = Session(moons())
    before = walk.document.cost
    walk.go_to(3)
    after = "squared-error" if before != "squared-error" else "cross-entropy"
    walk.restore(walk.changed(walk.document.with_(cost=after)))
    for session in (walk, reopened(walk.saved_form)):
        for iteration, cost in ((3, after), (2, before)):
            session.go_to(iteration)
            schedule = session.schedule
            tick = schedule.tick_where(Phase.COST, None, 1, 0)
            step = session.trace.step(schedule.index_of(tick, Granularity.UNIT), Granularity.UNIT)
            assert step.cost == cost
            curves = content_of(step)
            assert isinstance(curves, CostCurves) and curves.cost == cost
            assert curves.lines(0)[0].value == pytest.approx(step.known.cost)


def test_an_edit_that_was_put_back_is_none() -> None:
    walk = Session(moons())
    walk.go_to(5)
    walk.restore(walk.changed(walk.document.with_(training=TrainingSettings(0.25))))
    walk.restore(walk.changed(walk.document.with_(training=SHUFFLED)))
    assert walk.saved_form.edits == ()


def test_undoing_an_edit_takes_it_out_of_the_file() -> None:
    walk = Session(moons())
    walk.go_to(5)
    before = walk.state
    walk.restore(walk.changed(walk.document.with_(training=TrainingSettings(0.25))))
    walk.restore(before)
    assert walk.saved_form.edits == ()


def test_a_run_broken_off_before_its_edits_still_has_them() -> None:
    saved = edited(Session(moons())).saved_form
    walk = Session(saved)
    walk.history.reach(7)
    walk.take_up()
    walk.go_to(19, 2)
    walk.restore(walk.changed(walk.document.with_(convention=Convention("lecture"))))
    broken = walk.saved_form
    assert broken.edits == saved.edits
    assert broken.position == Position(19, 2, "unit", 53)
    whole = broken.with_(convention=saved.convention, position=saved.position)
    assert native.dumps(whole) == native.dumps(saved)


def test_going_another_way_lets_the_edits_ahead_go() -> None:
    saved = edited(Session(moons())).saved_form
    walk = Session(saved)
    assert len(walk.later_edits) == 3
    walk.history.reach(8)
    assert walk.later_edits == ()
    assert walk.saved_form.edits == ()
    assert walk.document.training == SHUFFLED
    walk = Session(saved)
    walk.restore(walk.changed(walk.document.with_(training=TrainingSettings(0.25))))
    assert walk.later_edits == ()


def test_edits_too_large_for_a_file_let_the_run_begin_with_the_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    walk = edited(Session(moons()))
    monkeypatch.setattr(replay, "MOST_EDIT_NUMBERS", 5)
    assert edits_of(walk.history) is None
    assert not walk.whole
    saved = walk.saved_form
    assert saved.edits == ()
    assert saved.network == walk.history.network_at(41)
    assert saved.position == Position(12, 4)


def test_unknown_keys_of_an_edit_are_kept() -> None:
    saved = edited(Session(moons())).saved_form
    edits = tuple(replace(each, extras={"": {"why": "too slow"}}) for each in saved.edits)
    again = reopened(saved.with_(edits=edits))
    assert again.saved_form.edits == edits


def test_replaying_up_to_an_iteration_is_what_the_window_does() -> None:
    walk = edited(Session(moons()))
    for iteration in (0, 6, 7, 8, 30, 40, 41, 53):
        told: list[int] = []
        history = replayed(walk.saved_form, iteration, told.append)
        assert history.network_at(iteration) == walk.history.network_at(iteration)
        assert history.document_at(iteration).training == (
            walk.history.document_at(iteration).training
        )
        assert told[-1] == iteration


def test_replaying_says_where_training_diverges() -> None:
    network = Network.of(["linear"], [[[0.1, 0.2]]])
    examples = Examples.of([[3.0]], [[1.0]])
    document = Document("", network, "squared-error", examples, TrainingSettings(1e3))
    with pytest.raises(NotFiniteError, match="training diverges in iteration"):
        replayed(document, 5_000)


def test_the_stretches_of_a_document_without_edits_are_itself() -> None:
    document = moons()
    (only,) = stretches(document)
    assert only.document is document
    assert np.isclose(only.document.training.learning_rate, 0.5)
