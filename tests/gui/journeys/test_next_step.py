"""The next step is prepared while nothing else happens, and nobody can tell by looking."""

import gc
import weakref
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpsim.core.examples import Examples
from bpsim.formats.bundled import bundled_network
from bpsim.gui.graph.canvas import GraphCanvas
from bpsim.gui.graph.paint.picture import Picture
from bpsim.gui.kit.formula import fitting
from bpsim.gui.window.main_window import MainWindow
from bpsim.session import editing
from bpsim.steps import trace
from bpsim.steps.places import EdgePlace
from bpsim.steps.schedule import Granularity, Phase
from tests.gui.picture.likeness import difference

from .conftest import Open, step_of

Key = Qt.Key
Press = Callable[..., None]


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def at_rest(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until the step after the one on screen has been prepared."""
    qtbot.waitUntil(lambda: not window.wiring.next_step.busy)


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What is explained, typeset and laid out from now on."""
    done: list[str] = []
    explained, typeset, laid_out = trace._explained, fitting._fitted, GraphCanvas._picture_of

    def explain(moment: object) -> object:
        done.append("explained")
        return explained(moment)  # type: ignore[arg-type]

    def fit(*args: object) -> object:
        done.append("typeset")
        return typeset(*args)  # type: ignore[arg-type]

    def lay_out(canvas: GraphCanvas, step: object) -> Picture:
        done.append("laid out")
        return laid_out(canvas, step)  # type: ignore[arg-type]

    monkeypatch.setattr(trace, "_explained", explain)
    monkeypatch.setattr(fitting, "_fitted", fit)
    monkeypatch.setattr(GraphCanvas, "_picture_of", lay_out)
    yield done


@pytest.mark.parametrize("key", [Key.Key_Right, Key.Key_Left])
def test_the_next_step_is_there_already(
    qtbot: QtBot, window: MainWindow, press: Press, work: list[str], key: Key
) -> None:
    """Two units of the same layer: nothing but their numbers differs."""
    window.controller.go_to_step(2 if key is Key.Key_Right else 5)
    at_rest(qtbot, window)
    press(window, key)
    at_rest(qtbot, window)
    work.clear()
    press(window, key)
    assert step_of(window).index == (4 if key is Key.Key_Right else 3)
    assert work == []


def test_it_does_not_go_into_the_next_iteration(qtbot: QtBot, window: MainWindow) -> None:
    window.controller.go_to_step(step_of(window).count - 1)
    at_rest(qtbot, window)
    assert window.controller.session.history.length == 0
    assert window.controller.session.beside(True) is None
    window.controller.forward()
    at_rest(qtbot, window)
    assert window.controller.session.iteration == 1
    assert window.controller.session.beside(False) is None


def test_a_network_without_examples_has_no_next_step(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    window.controller.edit(editing.set_examples, Examples.none(2, 1), "Remove the examples")
    at_rest(qtbot, window)
    assert window.controller.session.beside(True) is None


def pictures(window: MainWindow, settle: Callable[[], None], steps: int) -> list[QImage]:
    """The window at so many steps from the first on."""
    window.controller.first()
    out = []
    for _ in range(steps):
        settle()
        out.append(window.grab().toImage())
        window.controller.forward()
    return out


@pytest.mark.parametrize("granularity", [Granularity.UNIT, Granularity.TERM])
def test_every_step_looks_the_same_with_it_and_without(
    qtbot: QtBot, window: MainWindow, granularity: Granularity
) -> None:
    window.controller.set_granularity(granularity)

    def without() -> None:
        window.wiring.next_step.stop()
        QApplication.processEvents()

    pictures(window, without, 2)  # until everything has its place
    prepared = pictures(window, lambda: at_rest(qtbot, window), 24)
    plain = pictures(window, without, 24)
    found = {n: difference(a, b) for n, (a, b) in enumerate(zip(prepared, plain, strict=True))}
    assert {n: where for n, where in found.items() if where} == {}


def test_an_edit_replaces_what_was_prepared(qtbot: QtBot, window: MainWindow) -> None:
    window.controller.go_to_step(2)
    at_rest(qtbot, window)
    prepared = window.controller.session.beside(True)
    window.controller.edit(editing.set_weight, EdgePlace(1, 0, 2), 2.5)
    window.controller.forward()
    step = step_of(window)
    assert prepared is not None and step.result is not None and prepared.result is not None
    assert not np.isclose(step.result, prepared.result)
    assert window.views.step.numbers.expr() is step.numbers
    picture = window.views.graph.picture
    assert picture is not None and picture.scene.network is step.network


def test_training_that_moves_the_walk_ends_it(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or a δ would be taken apart with the formula of another iteration, and remembered."""
    controller = window.controller
    session = controller.session
    session.history.reach(3)
    while step_of(window).phase is not Phase.COST:  # a δ comes next
        controller.forward()

    def train(*_args: object) -> None:
        session.go_to(3, session.index)
        controller.training_frame.emit()

    monkeypatch.setattr(window.views.step, "prepare", train)
    at_rest(qtbot, window)
    assert session.iteration == 3
    controller.forward()
    step, shown = step_of(window), controller.shown_delta
    delta = shown.of(step, shown.place_at(step))
    assert step.phase is Phase.OUTPUT_DELTA and delta is not None
    assert delta.numbers == step.numbers


@pytest.mark.parametrize("empty", [False, True])
@pytest.mark.parametrize("phase", [Phase.OUTPUT_DELTA, Phase.ACCUMULATE])
def test_a_closed_document_is_let_go_of(
    qtbot: QtBot, window: MainWindow, phase: Phase, empty: bool
) -> None:
    controller = window.controller
    while step_of(window).phase is not phase:
        controller.forward()
    at_rest(qtbot, window)
    walk = weakref.ref(controller.session.trace.values)
    document = bundled_network().load()
    controller.open(document.with_(examples=Examples.none(2, 1)) if empty else document)
    at_rest(qtbot, window)
    gc.collect()
    assert walk() is None
