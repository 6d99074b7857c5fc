"""What the wiring is for: connections that nobody would miss in a test of one widget alone."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from bpsim.gui.desk import playback
from bpsim.gui.window.main_window import MainWindow
from bpsim.gui.wiring import extra_curves
from bpsim.gui.wiring.docks_at_right import STEP_HEIGHT
from bpsim.steps.places import EdgePlace

from .conftest import Open, step_of

Press = Callable[..., None]


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def test_pulses_reach_the_graph(
    window: MainWindow, press: Press, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[float | None] = []
    graph = window.views.graph
    window.controller.playback.progress.connect(lambda _: seen.append(graph._progress))
    window.controller.playback.animated = True
    with monkeypatch.context() as patch:
        patch.setattr(playback, "GLIDE_S", 3600.0)  # no pause of the machine outlasts them
        patch.setattr(playback, "FASTEST_GLIDE_S", 0.0)  # the window was renewed just now
        press(window, Qt.Key.Key_Right)
        qtbot.waitUntil(lambda: any(progress for progress in seen))
    qtbot.waitUntil(lambda: seen[-1] is None)  # and they come to their end


@pytest.fixture
def long_glide(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step's causes travel for longer than any pause of the machine."""
    window.controller.playback.animated = True
    monkeypatch.setattr(playback, "GLIDE_S", 3600.0)
    monkeypatch.setattr(playback, "FASTEST_GLIDE_S", 0.0)  # the window was renewed just now


@pytest.mark.usefixtures("long_glide")
@pytest.mark.parametrize("name", ["slope", "curve", "matrices", "weight", "predictions", "code"])
def test_no_other_panel_shows_a_result_before_its_causes_arrive(
    window: MainWindow, press: Press, name: str
) -> None:
    """z(2)_1 and a(2)_1 are on their way: they stand nowhere else either."""
    press(window, Qt.Key.Key_Right)  # the example is loaded
    window.docks.bring_up(name)
    window.controller.playback.complete()
    QApplication.processEvents()
    panel = window.wiring[name].panel
    before = panel.grab().toImage()
    press(window, Qt.Key.Key_Right)
    assert window.controller.result_due
    assert panel.grab().toImage() == before
    window.controller.playback.complete()
    if name in ("slope", "curve", "matrices"):
        assert panel.grab().toImage() != before


@pytest.mark.usefixtures("long_glide")
def test_who_asks_for_another_place_or_panel_need_not_wait(
    window: MainWindow, press: Press
) -> None:
    playing = window.controller.playback
    press(window, Qt.Key.Key_Right, 2)
    assert playing.gliding
    window.controller.select(EdgePlace(1, 1, 1))
    assert not playing.gliding
    press(window, Qt.Key.Key_Right)
    assert playing.gliding
    window.docks.bring_up("matrices")
    assert not playing.gliding


def test_panels_behind_tabs_show_the_step_that_training_ended_at(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    window.docks.by_name["matrices"].show()
    window.docks.by_name["matrices"].raise_()
    press(window, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: "new" in window.views.matrices.sheet.sheet.text)
    press(window, Qt.Key.Key_R, modifier=Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not window.training.running and step_of(window).iteration == 1)
    expected = step_of(window).network.theta(1)

    def shown() -> bool:
        return bool((window.views.matrices.sheet.sheet.blocks[0].values == expected).all())

    qtbot.waitUntil(shown)


def test_an_old_message_is_gone_once_something_has_succeeded(window: MainWindow) -> None:
    bar = window.views.messages
    window.controller.message.emit("That file is broken.", "error")
    assert bar.text == "That file is broken."
    document = window.controller.session.document
    window.training.train_with(replace(document.training, learning_rate=0.25))
    assert bar.text == ""


def test_the_graph_s_menu_edits_what_it_was_opened_on(window: MainWindow, qtbot: QtBot) -> None:
    place = EdgePlace(1, 1, 1)

    def choose() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        edit = next(a for a in menu.actions() if a.text().replace("&", "") == "Edit this weight…")
        menu.close()
        edit.trigger()

    QTimer.singleShot(0, choose)
    window.views.graph.context_menu_requested.emit(place, QPoint(10, 10))
    graph_wiring = next(
        each for each in window.wiring._by_name.values() if hasattr(each, "editing")
    )
    qtbot.waitUntil(graph_wiring.editing.editor.isVisible)
    graph_wiring.editing.editor.hide()


@pytest.mark.parametrize("name", ["light", "dark", "system"])
def test_the_choice_of_colours_is_marked(window: MainWindow, name: str) -> None:
    menus = window.menus
    menus._theme_actions[name].trigger()
    menus.show_appearance()
    marked = [each for each, action in menus._theme_actions.items() if action.isChecked()]
    assert marked == [name]
    assert window.preferences.theme == name


def test_a_smaller_batch_keeps_the_walk_on_a_step_that_there_is(window: MainWindow) -> None:
    session = window.controller.session
    session.go_to(0, session.schedule.count(session.granularity) - 1)
    window.controller.changed.emit()
    training = replace(session.document.training, batch_size=1)
    window.training.train_with(training)
    session = window.controller.session
    count = session.schedule.count(session.granularity)
    assert session.index == count - 1 and step_of(window).index == count - 1
    assert step_of(window).batch == 1


def test_the_step_panel_has_its_height_at_first(open_window: Open) -> None:
    window = open_window(width=1600, height=1000)
    step, slope = window.docks.by_name["step"], window.docks.by_name["slope"]
    assert step.height() >= STEP_HEIGHT * 0.8
    assert step.height() > 1.5 * slope.height()


def test_curves_are_not_measured_anew_at_every_step(window: MainWindow, qtbot: QtBot) -> None:
    worked: list[int] = []
    curves = window.findChildren(extra_curves.ExtraCurves)[0]
    real = curves._work
    curves._pause.timeout.disconnect()
    curves._pause.timeout.connect(lambda: (worked.append(1), real()))
    for _ in range(20):
        window.controller.changed.emit()
    qtbot.wait(extra_curves.PAUSE_MS * 5)
    assert len(worked) <= 2
