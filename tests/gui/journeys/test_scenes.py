"""Scenes of a talk: prepared in the file, walked by N, undone, and results that wait."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from bpsim.core.activations.table import ACTIVATIONS
from bpsim.core.scenes import LONGEST_TEXT, TalkScene
from bpsim.formats.bundled import bundled_network
from bpsim.formats.native.file import dumps, loads
from bpsim.gui.kit.formula.pointing import places
from bpsim.gui.window.main_window import MainWindow
from bpsim.gui.window.presenting import FORMULA
from bpsim.notation.formula import to_text
from bpsim.session import editing
from bpsim.steps.places import EdgePlace
from tests.gui.journeys.conftest import Open, step_of

Key = Qt.Key
Press = Callable[..., None]
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


@pytest.fixture
def talk(open_window: Open) -> MainWindow:
    """The lecture's network with two scenes."""
    scenes = (TalkScene("z", step=4), TalkScene("the δ", step=8, panel="matrices", zoom=2.0))
    return open_window(bundled_network().load().with_(scenes=scenes))


def indexes(window: MainWindow) -> int:
    return step_of(window).index


def chosen(window: MainWindow, words: str) -> None:
    """What the menu of the scenes offers under these words."""
    menu = QMenu()
    window.scenes.fill(menu)
    (action,) = [each for each in menu.actions() if each.text().replace("&", "") == words]
    assert action.isEnabled()
    action.trigger()


def test_n_walks_through_the_scenes_and_back(talk: MainWindow, press: Press) -> None:
    press(talk, Key.Key_F5)
    press(talk, Key.Key_N)
    assert (indexes(talk), talk.views.graph.zoom) == (4, 1.0)
    assert {name for name, dock in talk.docks.by_name.items() if dock.isVisible()} == {"step"}
    press(talk, Key.Key_N)
    assert (indexes(talk), talk.views.graph.zoom) == (8, 2.0)
    shown = {name for name, dock in talk.docks.by_name.items() if dock.isVisible()}
    assert shown == {"step", "matrices"}
    press(talk, Key.Key_N)
    assert indexes(talk) == 8 and "last scene" in talk.views.messages.text
    press(talk, Key.Key_N, modifier=SHIFT)
    assert (indexes(talk), talk.views.graph.zoom) == (4, 1.0)
    assert not talk.views.messages.isVisible()  # it is the last one no longer
    press(talk, Key.Key_Escape)
    press(talk, Key.Key_N)
    assert indexes(talk) == 8 and talk.docks.by_name["matrices"].in_front


def test_a_talk_begins_with_the_first_scene(talk: MainWindow, press: Press) -> None:
    press(talk, Key.Key_N, 2)  # tried out before
    press(talk, Key.Key_Home)
    press(talk, Key.Key_F5)
    press(talk, Key.Key_N)
    assert indexes(talk) == 4
    press(talk, Key.Key_Escape)
    press(talk, Key.Key_F5)  # interrupted at the first scene
    press(talk, Key.Key_N)
    assert indexes(talk) == 8


def test_scenes_are_added_moved_renamed_and_removed_and_all_of_it_undone(
    talk: MainWindow,
) -> None:
    stack, items = talk.controller.undo_stack, talk.controller.scenes
    before = items.items
    talk.controller.go_to_step(2)
    said: list[str] = []
    talk.controller.message.connect(lambda words, _kind: said.append(words))
    talk.actions_["add_scene"].trigger()
    assert said[-1].startswith("The step on screen is scene ") and step_of(talk).title in said[-1]
    assert [each.step for each in items.items] == [4, 8, 2]
    chosen(talk, "Show it earlier")
    assert [each.step for each in items.items] == [4, 2, 8]
    items.rename("mine")
    items.set_panel("map")
    assert loads(dumps(talk.controller.saved_form)).scenes == items.items
    assert items.items[1] == replace(items.items[1], name="mine", panel="map")
    chosen(talk, "Remove it")
    assert items.items == before
    for count in (3, 3, 3, 3, 2):
        stack.undo()
        assert len(items.items) == count
    assert items.items == before and stack.undoText() == ""


def test_a_scene_that_a_file_has_no_room_for_is_not_said_to_be_added(
    talk: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bpsim.gui.desk.scene_list.MOST_SCENES", 2)
    talk.actions_["add_scene"].trigger()
    assert len(talk.controller.scenes.items) == 2
    assert talk.views.messages.text.startswith("A file holds at most 2 scenes.")


def test_a_scene_of_an_iteration_that_is_not_reached_is_run_to(
    open_window: Open, qtbot: QtBot, press: Press
) -> None:
    scenes = (TalkScene("later", iteration=30, step=8, zoom=1.5),)
    window = open_window(bundled_network().load().with_(scenes=scenes))
    press(window, Key.Key_N)
    qtbot.waitUntil(lambda: step_of(window).iteration == 30)
    qtbot.waitUntil(lambda: not window.training.running)
    assert (indexes(window), window.views.graph.zoom) == (8, 1.5)


def test_a_scene_that_is_not_reached_ends_the_run_under_way(
    open_window: Open, qtbot: QtBot, press: Press
) -> None:
    scenes = (TalkScene("later", iteration=30, step=8, zoom=1.5),)
    window = open_window(bundled_network().load().with_(scenes=scenes))
    window.training.run(10)
    press(window, Key.Key_N)
    qtbot.waitUntil(lambda: not window.training.running)
    assert (step_of(window).iteration, indexes(window)) == (30, 8)
    assert window.views.graph.zoom == 1.5


def test_however_long_a_name_is_menus_show_their_keys_and_the_dialog_shows_it(
    open_window: Open, qtbot: QtBot
) -> None:
    name = ("A & B, " * 40)[:LONGEST_TEXT]
    window = open_window(bundled_network().load().with_(scenes=(TalkScene(name, step=4),)))
    window.scenes.show(0)
    entered = []

    def rename() -> None:
        (dialog,) = window.findChildren(QInputDialog)
        entered.append(dialog.textValue())
        (field,) = dialog.findChildren(QLineEdit)
        assert field.width() > field.fontMetrics().horizontalAdvance("the δ of unit 12, layer 3")
        dialog.accept()

    QTimer.singleShot(0, window, rename)
    chosen(window, "Rename…")
    assert entered == [name]
    window.controller.scenes.rename(f"{name[:-1]}!")
    scenes = QMenu()
    window.scenes.fill(scenes)
    menus = [scenes, *window.menuBar().findChildren(QMenu)]
    assert all(menu.sizeHint().width() < 800 for menu in menus)
    assert "A && B" in scenes.actions()[-1].text() and name[-2:] in scenes.actions()[-1].text()
    assert window.actions_["undo"].text().startswith("&Undo Rename the scene “A && B")


def test_without_scenes_n_says_how_to_make_one(window: MainWindow, press: Press) -> None:
    press(window, Key.Key_N)
    assert "no scene yet" in window.views.messages.text
    menu = QMenu()
    window.scenes.fill(menu)
    assert not any(each.isEnabled() for each in menu.actions() if each.text() == "Re&move it")


def test_results_wait_until_they_are_asked_for(window: MainWindow, press: Press) -> None:
    press(window, Key.Key_F5)
    press(window, Key.Key_PageDown)
    shown = to_text(step_of(window).numbers)
    press(window, Key.Key_H)
    step = step_of(window)
    assert step.result is None and step.known.z(*step.units[0]) is None
    assert "?" in to_text(step.numbers) and to_text(step.formula)
    assert window.views.step.numbers.expr() == step.numbers
    press(window, Key.Key_PageDown)
    assert (step_of(window).index, to_text(step_of(window).numbers)) == (step.index, shown)
    press(window, Key.Key_PageDown)
    assert step_of(window).index == step.index + 1 and step_of(window).result is None
    press(window, Key.Key_Return)
    assert step_of(window).result is not None
    press(window, Key.Key_PageDown)
    press(window, Key.Key_Escape)
    assert step_of(window).result is not None and not window.controller.blanking.hides_results


def test_formulas_are_large_enough_for_the_last_row(window: MainWindow, press: Press) -> None:
    press(window, Key.Key_F5)
    least = FORMULA * window.screen().size().height() / 1080
    seen = set()
    for index in range(window.controller.session.schedule.count(step_of(window).granularity)):
        window.controller.go_to_step(index)
        card = window.views.step.card
        seen |= {QFontInfo(view.font()).pixelSize() for view in card.views if not view.isHidden()}
    assert min(seen) >= int(least)
    press(window, Key.Key_Escape)
    assert window.views.step.card.size_ <= 2.6


def test_pointing_at_a_term_lights_its_edge_and_the_other_way_round(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.controller.go_to_step(4)  # z of unit 2, layer 3
    QApplication.processEvents()
    view, graph, terms = window.views.step.formula, window.views.graph, window.views.step.terms
    box = view.box()
    place = next(place for colour, place in places(box) if colour == 1)
    spot = QPointF(place.center().x() + 4, place.center().y() + box.ascent + 3).toPoint()
    qtbot.mouseMove(view, spot)
    assert graph._lit == EdgePlace(2, 2, 1)
    assert (view._marked, terms._marked) == (1, 1)
    qtbot.mouseMove(view, QPoint(view.width() - 2, 1))
    assert graph._lit is None and terms._marked is None
    edge = graph.rect_of(EdgePlace(2, 2, 2))
    assert edge is not None
    qtbot.mouseMove(graph, edge.center())
    assert (view._marked, terms._marked) == (2, 2)
    row = QPoint(20, terms.rowViewportPosition(0) + 3)
    qtbot.mouseMove(terms.viewport(), row)
    assert graph._lit == EdgePlace(2, 2, 0)


def test_scenes_stay_at_their_steps_when_the_walk_becomes_another(talk: MainWindow) -> None:
    items = talk.controller.scenes.items

    def shown() -> list[str]:
        found = []
        for place in range(len(items)):
            talk.scenes.show(place)
            step = step_of(talk)
            found.append(f"{step.example} {step.title}")
        return found

    before = shown()
    talk.wiring["graph"].building.add_unit(2)
    assert shown() == before and talk.controller.scenes.items != items
    talk.wiring["graph"].building.set_activation(4, ACTIVATIONS["tanh"])  # δ = (a − y) g′ then
    assert shown() == before
    talk.controller.undo_stack.setIndex(0)
    assert talk.controller.scenes.items == items and shown() == before
    examples = talk.controller.session.document.examples
    fewer = replace(examples, x=examples.x[:3], y=examples.y[:3])
    talk.controller.edit(editing.set_examples, fewer, "Remove example 4")
    assert talk.controller.scenes.items == items  # the walk of the first example is as it was
