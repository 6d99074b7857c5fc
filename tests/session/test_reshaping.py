"""Building the network of an open document: everything fits, and undo brings all of it back."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.core.activations.table import ACTIVATIONS
from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.core.initial_weights import Start
from bpsim.core.scaling import Scaling
from bpsim.formats.bundled import bundled_network
from bpsim.session import reshaping
from bpsim.session.editing import Edit, NotEditableError
from bpsim.session.session import Session
from bpsim.steps.schedule import FINE, OF_UNITS, Granularity, Phase

START = Start("uniform", 3)


def session_of(name: str = "lecture", iterations: int = 0) -> Session:
    session = Session(bundled_network(name).load())
    session.history.reach(iterations)
    session.go_to(iterations, 9)
    return session


def made(session: Session, edit: Edit | None) -> Document:
    assert edit is not None
    session.restore(edit.after)
    return session.document


def test_an_added_unit_starts_a_new_run_from_the_weights_on_screen() -> None:
    session = session_of(iterations=5)
    before, old = session.state, session.history.network_at(5)
    edit = reshaping.add_unit(session, 2, START)
    document = made(session, edit)
    assert edit.text == "Add a unit to layer 2"
    assert document.network.layers == (2, 3, 2, 1)
    np.testing.assert_array_equal(document.network.theta(1)[:2], old.theta(1))
    assert (session.iteration, session.history.length) == (0, 0)
    session.restore(before)
    assert session.history.network_at(5) == old
    assert session.iteration == 5


@pytest.mark.parametrize(
    ("title", "follows"),
    [
        ("Backpropagation intuition: 2-2-2-1", "Backpropagation intuition: 2-3-2-1"),
        ("2-2-2-1", "2-3-2-1"),
        ("of 12-2-2-1 and 2-2-2-1-4", "of 12-2-2-1 and 2-2-2-1-4"),
        ("mine of 2026-2-2-2", "mine of 2026-2-2-2"),
        ("", ""),
    ],
)
def test_sizes_in_the_title_follow_the_layers(title: str, follows: str) -> None:
    session = session_of()
    session = Session(session.document.with_(title=title))
    assert made(session, reshaping.add_unit(session, 2, START)).title == follows
    gone = made(session, reshaping.remove_layer(session, 3, START)).title
    assert gone == follows.replace("2-3-2-1", "2-3-1")


def test_an_added_input_is_a_column_of_zeros_under_a_name_of_its_own() -> None:
    session = session_of()
    document = made(session, reshaping.add_unit(session, 1, START))
    assert document.examples.x_names == ("x1", "x2", "x3")
    assert not document.examples.x[:, 2].any()
    np.testing.assert_array_equal(document.examples.x[:, :2], session_of().examples.x)


def test_a_name_that_is_taken_is_not_given_twice() -> None:
    session = session_of()
    examples = Examples(session.examples.x, session.examples.y, ("x3", "b"), ("y",))
    session = Session(session.document.with_(examples=examples))
    document = made(session, reshaping.add_unit(session, 1, START))
    assert document.examples.x_names[:2] == ("x3", "b")
    assert len(set(document.examples.x_names)) == 3


def test_a_removed_input_takes_its_column_along() -> None:
    session = session_of()
    examples = session.examples
    document = made(session, reshaping.remove_unit(session, 1, 1, START))
    assert document.examples.x_names == ("x2",)
    np.testing.assert_array_equal(document.examples.x, examples.x[:, 1:])


def test_scaling_and_classes_follow_their_units() -> None:
    base = bundled_network("iris").load()
    scaled = base.with_(
        scaling=Scaling((1.0, 2.0, 3.0, 4.0), (1.0, 1.0, 2.0, 2.0)), classes=("a", "b", "c")
    )
    session = Session(scaled)
    document = made(session, reshaping.remove_unit(session, 1, 2, START))
    assert document.scaling == Scaling((1.0, 3.0, 4.0), (1.0, 2.0, 2.0))
    depth = document.network.depth
    document = made(session, reshaping.remove_unit(session, depth, 1, START))
    assert document.classes == ("b", "c")
    document = made(session, reshaping.add_unit(session, depth, START))
    assert document.classes == ("b", "c", "class 3")


@pytest.mark.parametrize("layer", [1, 4])
def test_input_and_output_layer_stay(layer: int) -> None:
    with pytest.raises(NotEditableError, match="cannot be removed"):
        reshaping.remove_layer(session_of(), layer, START)


def test_the_last_unit_of_a_layer_stays() -> None:
    with pytest.raises(NotEditableError, match="Layer 4 has one unit only"):
        reshaping.remove_unit(session_of(), 4, 1, START)


def test_a_layer_comes_and_goes() -> None:
    session = session_of()
    document = made(session, reshaping.insert_layer(session, 2, 3, ACTIVATIONS["tanh"], START))
    assert document.network.layers == (2, 2, 3, 2, 1)
    assert document.network.activations[1].name == "tanh"
    document = made(session, reshaping.remove_layer(session, 3, START))
    assert document.network.layers == (2, 2, 2, 1)


def test_no_layer_comes_behind_the_outputs() -> None:
    with pytest.raises(NotEditableError, match="behind the output layer"):
        reshaping.insert_layer(session_of(), 4, 2, ACTIVATIONS["tanh"], START)


def test_an_activation_brings_a_cost_that_fits() -> None:
    session = session_of()
    weights = session.document.network.weights
    document = made(session, reshaping.set_activation(session, 4, ACTIVATIONS["tanh"]))
    assert document.cost == "squared-error"
    assert document.network.weights == weights
    assert reshaping.set_activation(session, 4, ACTIVATIONS["tanh"]) is None


def test_softmax_is_for_the_output_only() -> None:
    with pytest.raises(NotEditableError, match="for the output layer only"):
        reshaping.set_activation(session_of(), 2, ACTIVATIONS["softmax"])


def test_a_cost_that_does_not_fit_says_what_does() -> None:
    session = session_of()
    with pytest.raises(NotEditableError, match="made for a softmax output layer"):
        reshaping.set_cost(session, "categorical-cross-entropy")
    document = made(session, reshaping.set_cost(session, "squared-error"))
    assert document.cost == "squared-error"
    assert reshaping.set_cost(session, "squared-error") is None


@pytest.mark.parametrize("granularity", list(Granularity))
@pytest.mark.parametrize(
    "build",
    [
        lambda session: reshaping.add_unit(session, 1, START),
        lambda session: reshaping.add_unit(session, 2, START),
        lambda session: reshaping.insert_layer(session, 1, 3, ACTIVATIONS["relu"], START),
        lambda session: reshaping.insert_layer(session, 3, 3, ACTIVATIONS["relu"], START),
        lambda session: reshaping.set_activation(session, 4, ACTIVATIONS["softmax"]),
        lambda session: reshaping.set_cost(session, "squared-error"),
    ],
    ids=["input", "unit", "in front", "behind", "softmax", "cost"],
)
def test_the_walk_stays_at_the_same_unit_of_the_same_example(
    build: Callable[[Session], Edit | None], granularity: Granularity
) -> None:
    session = session_of()
    session.set_granularity(granularity)
    for index in range(session.schedule.count(granularity)):
        session.go_to(0, index)
        before, step = session.state, session.step
        assert step is not None
        edit = build(session)
        made(session, edit)
        now, layers = session.step, edit.layers if edit else ()
        assert now is not None
        assert (now.phase, now.example) == (step.phase, step.example)
        assert session.state.tick == session.schedule.tick_of(session.index, granularity)
        moved = next((n for n, each in enumerate(layers, 1) if each.old == step.layer), step.layer)
        if step.phase in OF_UNITS and step.layer is not None:
            assert now.layer == moved
            if granularity in FINE:
                assert now.unit == step.unit
        session.restore(before)


@pytest.mark.parametrize(
    ("layer", "unit", "stop", "lands"),
    [
        # A stop is phase, layer, unit; the second unit of its layer is gone, or the layer is.
        (2, 1, (Phase.FORWARD, 2, 2), (Phase.FORWARD, 2, 1)),
        (2, 1, (Phase.HIDDEN_DELTA, 2, 1), (Phase.HIDDEN_DELTA, 2, 1)),
        (3, None, (Phase.HIDDEN_DELTA, 3, 2), (Phase.OUTPUT_DELTA, 3, 1)),
        (3, None, (Phase.FORWARD, 4, 1), (Phase.FORWARD, 3, 1)),
        (3, None, (Phase.ACCUMULATE, 3, 1), (Phase.ACCUMULATE, 2, None)),
        (2, None, (Phase.FORWARD, 2, 2), (Phase.FORWARD, 2, 2)),
    ],
)
def test_of_what_is_gone_the_walk_stays_at_what_stands_for_it(
    layer: int,
    unit: int | None,
    stop: tuple[Phase, int, int],
    lands: tuple[Phase, int, int | None],
) -> None:
    session = session_of()
    session.go_to_tick(0, session.schedule.tick_where(*stop, item=2))
    if unit is None:
        edit = reshaping.remove_layer(session, layer, START)
    else:
        edit = reshaping.remove_unit(session, layer, unit, START)
    made(session, edit)
    step = session.step
    assert step is not None and step.example == 3
    assert (step.phase, step.layer, step.unit) == lands


GESTURES = st.tuples(
    st.sampled_from(["add", "remove", "insert", "drop"]), st.integers(1, 5), st.integers(1, 3)
)


@given(
    st.lists(GESTURES, max_size=12),
    st.integers(0, 3),
    st.sampled_from(Granularity),
    st.integers(0, 400),
)
def test_any_way_of_building_leaves_a_document_that_can_be_walked(
    gestures: list[tuple[str, int, int]], iterations: int, granularity: Granularity, index: int
) -> None:
    session = session_of(iterations=iterations)
    session.set_granularity(granularity)
    session.go_to(iterations, index)
    for kind, layer, unit in gestures:
        layers = session.document.network.layers
        layer = min(layer, len(layers))
        try:
            if kind == "add":
                edit = reshaping.add_unit(session, layer, START)
            elif kind == "remove":
                edit = reshaping.remove_unit(session, layer, min(unit, layers[layer - 1]), START)
            elif kind == "insert":
                after = min(layer, len(layers) - 1)
                edit = reshaping.insert_layer(session, after, unit, ACTIVATIONS["relu"], START)
            else:
                edit = reshaping.remove_layer(session, layer, START)
        except NotEditableError:
            continue
        before = session.document
        made(session, edit)
        step = session.step
        assert step is not None and step.network.layers == session.document.network.layers
        session.forward()
        undone = Session(before)
        assert undone.document == before


def test_too_many_layers_are_refused_in_a_sentence() -> None:
    session = session_of()
    with pytest.raises(NotEditableError, match="Insert a layer after layer 1 is not possible"):
        for _ in range(20):
            made(session, reshaping.insert_layer(session, 1, 1, ACTIVATIONS["relu"], START))


def test_the_mean_that_is_taken_already_is_no_edit() -> None:
    session = session_of()
    assert reshaping.set_cost_scale(session, "examples") is None
    assert made(session, reshaping.set_cost_scale(session, "outputs")).cost.endswith("per output")
