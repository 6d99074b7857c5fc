"""Moving through a walk and changing the document under it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.core.settings import Convention, Position, TrainingSettings
from bpsim.formats.bundled import bundled_network
from bpsim.session.session import Session
from bpsim.steps.schedule import Granularity, Phase


def lecture() -> Document:
    return bundled_network("lecture").load()


def session(**training: object) -> Session:
    document = lecture()
    settings = replace(document.training, **training)  # type: ignore[arg-type]
    return Session(document.with_(training=settings))


def test_forward_and_back_visit_the_same_steps() -> None:
    walk = session()
    seen = []
    for _ in range(150):  # across two updates
        seen.append((walk.iteration, walk.index, walk.step))
        assert walk.forward()
    assert walk.iteration == 2
    for iteration, index, step in reversed(seen):
        assert walk.back()
        assert (walk.iteration, walk.index) == (iteration, index)
        assert walk.step == step
    assert not walk.back()


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 200)), min_size=1, max_size=8))
def test_jumps_in_any_order_show_the_same_numbers(jumps: list[tuple[int, int]]) -> None:
    walk, fresh = session(), session()
    for iteration, index in jumps:
        walk.go_to(iteration, index)
    fresh.go_to(*jumps[-1])
    assert walk.step == fresh.step
    assert walk.step is not None and fresh.step is not None
    assert walk.step.network == fresh.step.network


@pytest.mark.parametrize("granularity", list(Granularity))
def test_the_step_size_keeps_the_place(granularity: Granularity) -> None:
    walk = session()
    walk.go_to(0, 10)
    before = walk.step
    assert before is not None
    walk.set_granularity(granularity)
    walk.set_granularity(Granularity.UNIT)
    after = walk.step
    assert after is not None
    assert after.index >= before.index
    if granularity in (Granularity.TERM, Granularity.UNIT):
        assert after == before


def test_passes() -> None:
    walk = session()
    places = []
    while walk.iteration == 0:
        assert walk.next_pass()
        step = walk.step
        assert step is not None
        places.append((walk.iteration, step.item, step.phase))
    assert places == [
        *[(0, item, phase) for item in range(4) for phase in (Phase.COST, Phase.ACCUMULATE)],
        (0, None, Phase.UPDATE),
        (1, 0, Phase.LOAD),
    ]
    back = []
    while walk.previous_pass():
        step = walk.step
        assert step is not None
        back.append((walk.iteration, step.item, step.phase))
    assert back == [*reversed(places[:-1]), (0, 0, Phase.LOAD)]


def test_first_and_last() -> None:
    walk = session()
    walk.go_to(3, 7)
    walk.first()
    assert (walk.iteration, walk.index) == (0, 0)
    walk.last()
    assert walk.iteration >= 2
    assert walk.step is not None and walk.step.phase is Phase.UPDATE


def test_a_unit_is_found_in_the_pass_on_screen() -> None:
    walk = session()
    assert walk.go_to_unit(3, 2)
    step = walk.step
    assert step is not None and (step.phase, step.layer, step.unit) == (Phase.FORWARD, 3, 2)
    walk.go_to(0, 8)
    assert walk.go_to_unit(2, 2)
    step = walk.step
    assert step is not None and (step.phase, step.layer, step.unit) == (Phase.HIDDEN_DELTA, 2, 2)
    assert walk.go_to_unit(1, 1)
    step = walk.step
    assert step is not None and step.phase is Phase.LOAD
    assert not walk.go_to_unit(2, 9)
    assert walk.step == step


@pytest.mark.parametrize("batch_size", [None, 1, 3])
@pytest.mark.parametrize("order", ["file", "shuffled"])
def test_another_example_shows_the_same_stop(batch_size: int | None, order: str) -> None:
    walk = session(batch_size=batch_size, order=order)
    walk.go_to(0, 9)
    before = walk.step
    assert before is not None
    for row in (3, 1, 4, 2):
        walk.choose_example(row)
        step = walk.step
        assert step is not None
        assert step.example == row
        assert (step.phase, step.layer, step.unit) == (before.phase, before.layer, before.unit)
        np.testing.assert_array_equal(step.known.values.a[0], walk.document.examples.x[row - 1])
    walk.choose_example(99)
    assert walk.step == step


def test_the_position_of_a_file_is_restored() -> None:
    walk = Session(lecture().with_(position=Position(0, 23, "term")))
    assert (walk.index, walk.granularity) == (23, Granularity.TERM)
    assert walk.saved_form.position == Position(0, 23, "term")
    beyond = Session(lecture().with_(position=Position(0, 10_000)))
    assert beyond.step is not None and beyond.step.phase is Phase.UPDATE


def test_an_edit_keeps_the_place_and_computes_anew() -> None:
    walk = session()
    walk.go_to(0, 12)
    before, state = walk.step, walk.state
    x = walk.document.examples.x.copy()
    x[0] = (0.25, -1.0)
    edited = walk.document.with_(examples=Examples.of(x, walk.document.examples.y))
    walk.restore(walk.changed(edited))
    after = walk.step
    assert before is not None and after is not None
    assert (after.iteration, after.index) == (before.iteration, before.index)
    assert after.result != before.result or after.known != before.known
    assert after == Session(edited.with_(position=Position(0, 12))).step
    walk.restore(state)
    assert walk.step == before


def test_the_convention_changes_signs_and_no_weights() -> None:
    walk = session()
    walk.go_to(1, 10)
    before = walk.step
    walk.restore(walk.changed(walk.document.with_(convention=Convention("lecture"))))
    after = walk.step
    assert before is not None and after is not None
    assert after.result == -(before.result or 0.0)
    assert after.network == before.network
    assert walk.history.network_at(3) == session().history.network_at(3)


def test_other_settings_start_a_branch_and_undo_brings_the_old_one_back() -> None:
    walk = session()
    walk.go_to(5, 0)
    state, old = walk.state, [walk.history.network_at(k) for k in range(6)]
    faster = walk.document.with_(training=TrainingSettings(learning_rate=2.0))
    walk.restore(walk.changed(faster))
    assert walk.iteration == 5
    assert [walk.history.network_at(k) for k in range(6)] == old
    assert walk.history.network_at(6) != Session(lecture()).history.network_at(6)
    walk.restore(state)
    assert walk.history.network_at(6) == Session(lecture()).history.network_at(6)


def test_without_examples_nothing_moves() -> None:
    document = lecture().with_(examples=Examples.none(2, 1))
    walk = Session(document)
    assert walk.step is None
    assert not walk.forward() and not walk.back()
    walk.first()
    walk.last()
    walk.choose_example(1)
    walk.set_granularity(Granularity.TERM)
    assert walk.saved_form.position == Position()
    walk.restore(walk.changed(lecture()))
    assert walk.step is not None and walk.step.phase is Phase.LOAD


def test_an_edited_weight_starts_a_branch() -> None:
    walk = session()
    walk.go_to(4, 3)
    state, network = walk.state, walk.history.network_at(4)
    walk.restore(walk.with_network(network.with_weight(1, 2, 0, 0.75)))
    assert walk.iteration == 4 and walk.index == 3
    assert walk.history.network_at(4).theta(1)[1, 0] == 0.75
    assert walk.history.network_at(3) == session().history.network_at(3)
    walk.restore(state)
    assert walk.history.network_at(4) == network


def test_an_edited_weight_of_iteration_0_is_the_documents() -> None:
    walk = session()
    edited = walk.document.network.with_weight(1, 1, 2, -3.0)
    walk.restore(walk.with_network(edited))
    assert walk.document.network == edited
    assert walk.step is not None and walk.step.network == edited


def test_the_run_on_screen_is_what_is_saved() -> None:
    walk = session()
    walk.go_to(4, 3)
    edited = walk.history.network_at(4).with_weight(1, 2, 0, 0.75)
    walk.restore(walk.with_network(edited))
    walk.go_to(6, 9)
    again = Session(walk.saved_form)
    again.history.reach(4)
    again.take_up()
    position = again.document.position
    again.go_to(position.iteration, position.step)
    assert (position.iteration, position.step) == (6, 9)
    assert again.step is not None and walk.step is not None
    assert again.step.known == walk.step.known
    assert again.step.network == walk.step.network
