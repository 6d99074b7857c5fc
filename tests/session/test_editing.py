"""Edits as values: each names itself, makes a state, and leaves the session as it was."""

from dataclasses import replace

import numpy as np
import pytest

from bpsim.core.arrays import same_bits
from bpsim.core.initial_weights import Start
from bpsim.core.scaling import Scaling
from bpsim.formats.bundled import bundled_network
from bpsim.session import editing
from bpsim.session.editing import Edit, NotEditableError
from bpsim.session.session import Session
from bpsim.steps.places import EdgePlace
from bpsim.steps.schedule import Granularity


@pytest.fixture
def session() -> Session:
    return Session(bundled_network().load())


def made(edit: Edit | None) -> Edit:
    assert edit is not None
    return edit


def test_an_edit_changes_nothing_until_it_is_made(session: Session) -> None:
    before, place = session.state, EdgePlace(layer=1, to=2, frm=0)
    edit = made(editing.set_weight(session, place, 2.5))
    assert session.state is before
    assert edit.text == f"Edit {place.symbol}"
    session.restore(edit.after)
    assert session.document.network.theta(1)[1, 0] == 2.5
    session.restore(before)
    assert session.state == before


def test_what_is_so_already_is_no_edit(session: Session) -> None:
    document = session.document
    place, examples = EdgePlace(layer=1, to=2, frm=0), document.examples
    value = float(document.network.theta(1)[1, 0])
    assert editing.set_weight(session, place, value) is None
    assert editing.set_sign(session, document.convention.sign) is None
    assert editing.set_sign(session, "another") is None
    assert editing.set_shorthand(session, document.convention.lecture_shorthand) is None
    assert editing.set_training(session, document.training) is None
    assert editing.set_example_value(session, 1, "x", 0, float(examples.x[0, 0])) is None
    assert editing.rewind(session) is None


def test_notches_of_one_setting_merge_and_others_stand_alone(session: Session) -> None:
    training = session.document.training
    rate = replace(training, learning_rate=training.learning_rate + 1)
    both = replace(rate, lam=training.lam + 1)
    notch = made(editing.set_training(session, rate))
    assert notch.merge_key == made(editing.set_training(session, rate)).merge_key > 0
    assert made(editing.set_training(session, both)).merge_key == -1


def test_a_later_iteration_starts_from_an_edited_weight_and_rewinds(session: Session) -> None:
    session.history.reach(3)
    session.go_to(2, 0)
    first = session.history.network_at(0)
    session.restore(made(editing.set_weight(session, EdgePlace(layer=1, to=2, frm=0), 2.5)).after)
    assert session.iteration == 2 and session.history.length == 2
    assert session.history.network_at(2).theta(1)[1, 0] == 2.5
    session.restore(made(editing.rewind(session)).after)
    assert session.iteration == session.history.length == 0
    for one, other in zip(session.document.network.weights, first.weights, strict=True):
        assert np.array_equal(one, other)


def test_an_example_that_training_no_longer_has_is_not_edited_where_it_was_shown(
    session: Session,
) -> None:
    examples = session.document.examples
    session.history.reach(2)
    session.go_to(1, 0)
    changed = editing.set_example_value(session, 1, "y", 0, float(examples.y[0, 0]) + 1)
    session.restore(made(changed).after)
    while session.step is not None and session.step.example is None:
        session.forward()
    assert made(editing.set_shown_value(session, "x", 1, 0.25)).text.endswith("of example 1")
    session.go_to(0, 0)
    while session.step is not None and session.step.example is None:
        session.forward()
    with pytest.raises(NotEditableError, match="Go to a later iteration"):
        editing.set_shown_value(session, "x", 1, 0.25)


def test_drawn_weights_remember_how_they_were_drawn(session: Session) -> None:
    session.history.reach(2)
    start = Start("glorot", 5)
    edit = made(editing.draw_weights(session, start))
    session.restore(edit.after)
    network = session.document.network
    assert session.document.start == start and session.history.length == 0
    drawn = start.weights(network.layers, network.activations)
    assert all(map(same_bits, network.weights, drawn))


@pytest.mark.parametrize("granularity", list(Granularity))
def test_an_edit_stays_at_the_phase_on_screen(session: Session, granularity: Granularity) -> None:
    session.set_granularity(granularity)
    whole = session.document
    fewer = replace(whole.examples, x=whole.examples.x[:2], y=whole.examples.y[:2])
    scaled = whole.with_(examples=fewer, scaling=Scaling((0.0, 0.0), (1.0, 1.0)))
    several = replace(whole.training, batch_size=3)
    for index in range(session.schedule.count(granularity)):
        session.go_to(0, index)
        before, step = session.state, session.step
        assert step is not None
        for edit in (
            editing.set_examples(session, fewer, "Remove"),
            made(editing.set_training(session, several)),
            editing.take_data(session, scaled, "Import"),
        ):
            session.restore(edit.after)
            now = session.step
            assert now is not None and now.phase is step.phase and now.unit == step.unit
            tick = session.state.tick
            assert tick == session.schedule.tick_of(session.index, granularity)
            back = session.changed(whole)  # and as it becomes longer again
            session.restore(back)
            again = session.step
            assert again is not None and again.phase is step.phase and again.unit == step.unit
            session.restore(before)
