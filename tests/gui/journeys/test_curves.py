"""The curves beside J in the real window: live, complete, never stale, at every size."""

import gc
import weakref

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from bpsim.core.arrays import Array
from bpsim.core.document import Document
from bpsim.core.errors import BpsimError
from bpsim.core.examples import Examples
from bpsim.core.held_out import held_out_cost, moved
from bpsim.core.initial_weights import Start
from bpsim.core.network import Network
from bpsim.formats.bundled import bundled_network
from bpsim.gui.window.main_window import MainWindow
from bpsim.gui.wiring import extra_curves
from bpsim.gui.wiring.extra_curves import EXAMPLE, HELD_OUT, SQUARED
from bpsim.session import editing
from bpsim.session.curves import ExampleCost, sampled
from bpsim.session.editing import with_document
from bpsim.session.goal import Goal

from .conftest import Open


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def split() -> Document:
    """XOR, 2-2-1, with an example held out."""
    document = bundled_network("xor").load()
    rest, apart = moved(document.examples, document.held_out, (1,))
    return document.with_(examples=rest, held_out=apart)


@pytest.fixture
def window(open_window: Open, qtbot: QtBot) -> MainWindow:
    return warm(open_window(split()), qtbot)


def warm(window: MainWindow, qtbot: QtBot) -> MainWindow:
    window.begin()
    return window


def run(window: MainWindow, iterations: int, qtbot: QtBot) -> None:
    window.training.run(iterations)
    qtbot.waitUntil(lambda: not window.training.running)


def values(window: MainWindow, name: str) -> Array:
    found = [each.costs.values() for each in window.views.cost.data.series if each.name == name]
    return found[0] if found else np.empty(0)


def complete(window: MainWindow, name: str = HELD_OUT) -> bool:
    length = window.controller.session.history.length
    found = values(window, name)
    return len(found) == length + 1 and bool(np.isfinite(found[sampled(length)]).all())


def is_right(window: MainWindow) -> bool:
    """True if every held-out cost on show is that of its iteration's weights."""
    session, found = window.controller.session, values(window, HELD_OUT)
    document = session.document
    return all(
        found[k] == held_out_cost(session.history.network_at(k), document.cost, document.held_out)
        for k in np.flatnonzero(np.isfinite(found)).tolist()
    )


def test_the_held_out_cost_is_there_without_asking(window: MainWindow, qtbot: QtBot) -> None:
    run(window, 300, qtbot)
    qtbot.waitUntil(lambda: complete(window))
    assert is_right(window)
    shown = {each.name: each.shown for each in window.views.cost.data.series}
    assert shown == {SQUARED: False, EXAMPLE: False, HELD_OUT: True}


def test_nothing_is_offered_where_nothing_is_held_out(window: MainWindow, qtbot: QtBot) -> None:
    run(window, 20, qtbot)
    window.controller.saved()
    window.files.new(bundled_network("xor"))
    assert [each.name for each in window.views.cost.data.series] == [SQUARED, EXAMPLE]
    window.controller.open(split())
    assert HELD_OUT in [each.name for each in window.views.cost.data.visible_series]


def test_it_follows_while_training_runs(window: MainWindow, qtbot: QtBot) -> None:
    window.training.run_to(Goal())  # it ends no sooner than it is stopped
    qtbot.waitUntil(lambda: int(np.isfinite(values(window, HELD_OUT)).sum()) >= 3)
    assert window.training.running
    window.training.stop()
    qtbot.waitUntil(lambda: not window.training.running)
    assert is_right(window)
    qtbot.waitUntil(lambda: complete(window))


def test_branches_jumps_and_undo_leave_nothing_stale(window: MainWindow, qtbot: QtBot) -> None:
    controller = window.controller
    run(window, 200, qtbot)
    qtbot.waitUntil(lambda: complete(window))
    first = values(window, HELD_OUT).copy()
    controller.go_to_iteration(60)
    assert complete(window), "a jump changes nothing"
    settings = controller.session.document.training
    controller.edit(editing.set_training, type(settings)(learning_rate=0.01, lam=0.3))
    run(window, 100, qtbot)
    qtbot.waitUntil(lambda: complete(window))
    assert is_right(window)
    branch = values(window, HELD_OUT)
    assert (branch[:60:2] == first[:60:2]).all() and branch[160] != first[160]
    controller.undo_stack.undo()
    qtbot.waitUntil(lambda: complete(window))
    assert np.array_equal(values(window, HELD_OUT)[sampled(200)], first[sampled(200)])
    controller.edit(editing.set_weight, _edge(), 3.0)
    assert len(values(window, HELD_OUT)) == controller.session.history.length + 1
    assert is_right(window)


def _edge() -> object:
    from bpsim.steps.places import EdgePlace

    return EdgePlace(1, 1, 1)


def test_another_held_out_set_starts_over(window: MainWindow, qtbot: QtBot) -> None:
    run(window, 50, qtbot)
    qtbot.waitUntil(lambda: complete(window))
    document = window.controller.session.document
    other = Examples.of([[0.2, 0.7]], [[1.0]])
    window.controller.edit(with_document, "Edit", document.with_(held_out=other))
    assert window.controller.session.history.length == 50, "nothing is trained anew"
    qtbot.waitUntil(lambda: complete(window))
    assert is_right(window)


def test_the_lecture_s_sign_flips_it_but_not_the_square(window: MainWindow, qtbot: QtBot) -> None:
    for name in (SQUARED, EXAMPLE):
        window.views.cost.controls.series_toggled.emit(name, True)
    run(window, 50, qtbot)
    qtbot.waitUntil(lambda: all(complete(window, name) for name in (SQUARED, EXAMPLE, HELD_OUT)))
    window.controller.edit(editing.set_sign, "lecture")
    data = window.views.cost.data
    shown = {each.name: data.sign * each.costs[50] for each in data.series}
    assert shown[HELD_OUT] < 0 and shown[EXAMPLE] < 0
    assert shown[SQUARED] > 0


def test_large_sets_have_all_three_curves(open_window: Open, qtbot: QtBot) -> None:
    layers, names = (400, 25, 10), ("sigmoid", "sigmoid")
    draw = np.random.default_rng(1)
    m = 700
    y = np.eye(10)[draw.integers(0, 10, m)]
    everything = Examples.of(draw.random((m, 400)), y)
    rest, apart = moved(everything, Examples.none(400, 10), range(600, m))
    network = Network.of(names, Start("uniform", 1, 0.12).weights(layers, names))
    document = Document("Large", network, "cross-entropy", rest, held_out=apart)
    window = warm(open_window(document), qtbot)
    for name in (SQUARED, EXAMPLE):
        window.views.cost.controls.series_toggled.emit(name, True)
    run(window, 12, qtbot)
    qtbot.waitUntil(lambda: all(complete(window, name) for name in (SQUARED, EXAMPLE, HELD_OUT)))
    assert is_right(window)


def test_the_end_is_shown_even_if_a_frame_took_in_the_last_chunk(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.training.run(90)
    worker = window.training._worker
    assert worker is not None
    worker.wait()
    window.training._frame()
    with qtbot.waitSignal(window.controller.changed):
        qtbot.waitUntil(lambda: not window.training.running)
    assert window.views.cost.data.iteration == 90
    assert len(window.views.cost.data.costs) == 91


def test_closing_while_curves_are_measured(new_window: Open, qtbot: QtBot) -> None:
    window = warm(new_window(split()), qtbot)
    run(window, 3000, qtbot)
    window.controller.saved()
    window.close()
    assert not window.wiring["cost"].curves._background.busy


def test_a_closed_document_is_kept_by_nobody(new_window: Open, qtbot: QtBot) -> None:
    draw, layers = np.random.default_rng(0), (100, 25, 3)
    units = ("sigmoid", "sigmoid")
    network = Network.of(units, Start("uniform", 1).weights(layers, units))
    sets = [Examples.of(draw.random((m, 100)), draw.random((m, 3))) for m in (500, 50)]
    document = Document("large", network, "cross-entropy", sets[0], held_out=sets[1])
    known = [weakref.ref(each) for each in sets]
    window = warm(new_window(document), qtbot)
    del document, sets
    run(window, 300, qtbot)
    while not complete(window):
        qtbot.wait(10)
    assert window.controller.session.history.stride > 1, "else no weights are computed again"
    window.controller.open(bundled_network("lecture").load())
    curves = window.wiring["cost"].curves
    while curves._background.busy or curves._news:  # however long that takes here
        qtbot.wait(10)

    def let_go() -> bool:
        gc.collect()
        return all(each() is None for each in known)

    qtbot.waitUntil(let_go)


def test_a_step_into_another_example_leaves_the_plot_alone(
    open_window: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = warm(open_window(bundled_network("xor").load()), qtbot)
    handed: list[object] = []
    monkeypatch.setattr(window.views.cost, "set_series", handed.append)
    before = window.controller.step
    window.views.transport.example_requested.emit(3)
    assert window.controller.step is not before
    assert handed == []


def idle(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until no curve is being measured, nor about to be."""
    curves = window.wiring["cost"].curves
    assert curves is not None
    qtbot.waitUntil(lambda: not curves._background.busy and not curves._pause.isActive())


def test_what_cannot_be_measured_is_said_once_and_left(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried, said = [], []

    def refuse(document: Document, network: Network) -> float:
        tried.append(network)
        raise BpsimError("It cannot be squared.")

    monkeypatch.setattr(extra_curves, "squared_error", refuse)
    window.controller.message.connect(lambda text, kind: said.append((text, kind)))
    toggle = window.views.cost.controls.series_toggled.emit
    run(window, 30, qtbot)
    idle(window, qtbot)
    toggle(SQUARED, True)
    idle(window, qtbot)
    for _ in range(5):
        window.controller.forward()
        idle(window, qtbot)
    assert len(tried) == 1
    assert said == [("It cannot be squared.", "error")]
    assert complete(window) and is_right(window), "the other curve has all of its values"
    toggle(SQUARED, False)
    toggle(SQUARED, True)
    idle(window, qtbot)
    assert (len(tried), len(said)) == (2, 2), "asked for again, it is tried again"
    window.controller.saved()
    window.controller.open(split())
    idle(window, qtbot)
    assert (len(tried), len(said)) == (3, 3), "and for another document"


def test_a_failure_that_comes_with_each_example_is_said_once(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried, said = [], []

    def refuse(cost: ExampleCost, *_rest: object) -> float:
        tried.append(cost.row)
        raise BpsimError("No cost today.")

    monkeypatch.setattr(ExampleCost, "__call__", refuse)
    window.controller.message.connect(lambda text, _kind: said.append(text))
    idle(window, qtbot)
    window.views.cost.controls.series_toggled.emit(EXAMPLE, True)
    idle(window, qtbot)
    for row in (2, 3):
        window.controller.choose_example(row)
        idle(window, qtbot)
    assert tried == [0, 1, 2], "another example is another curve"
    assert said == ["No cost today."]
