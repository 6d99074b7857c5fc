"""What is remembered between runs, and how to get the default back."""

import math
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpsim.core.examples import Examples
from bpsim.core.settings import Convention, Position
from bpsim.formats.bundled import bundled_network
from bpsim.gui.graph.paint.scene import rect
from bpsim.gui.program import motion
from bpsim.gui.program.preferences import Preferences
from bpsim.gui.window.first_tips import TIPS, FirstTips
from bpsim.gui.wiring.extra_curves import SQUARED
from bpsim.session.editing import set_examples
from bpsim.session.goal import GoalChoice
from bpsim.steps.places import UnitPlace
from bpsim.steps.schedule import Granularity

from .conftest import Open


def test_what_nobody_chose_is_asked_of_the_system_at_every_start(
    open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    for still in (False, True, False):
        monkeypatch.setattr(motion, "reduced_motion", lambda still=still: still)
        window = open_window()
        window.begin()
        assert window.actions_["animated"].isChecked() is not still
        window.controller.saved()
        window.close()
    assert not {"animated", "speed"} & set(Preferences().stored.file.allKeys())


def test_switches_and_layout_come_back(open_window: Open, qtbot: QtBot) -> None:
    first = open_window()
    first.appearance.set_theme("dark")
    first.appearance.set_text_size(130)
    first.views.transport.speed_chosen.emit(4.0)
    first.views.cost.log_axis_toggled.emit(True)
    first.views.step.signs.sign_chosen.emit("lecture")
    first.controller.set_granularity(Granularity.LAYER)
    first.actions_["animated"].setChecked(False)
    first.docks.by_name["step"].hide()
    first.begin()
    first.views.matrices.style_choice.chosen.emit(1)
    first.views.cost.series_toggled.emit(SQUARED, True)
    first.controller.saved()
    first.close()
    written = Path(first.preferences.stored.file.fileName()).read_text("utf-8")
    assert "docks=" in written, "the next process may begin before this one has ended"
    second = open_window()
    assert second.appearance.theme.name == "dark"
    assert second.preferences.text_size == 130
    assert second.controller.playback.speed == 4.0
    assert second.preferences.log_axis
    second.begin()
    assert second.views.matrices.heat_map()
    assert second.preferences.curve_shown(SQUARED)
    assert not second.preferences.animated
    assert second.docks.by_name["step"].isHidden()
    second.files.new(bundled_network("xor"))
    assert second.controller.session.document.convention == Convention("lecture")
    assert second.controller.session.granularity is Granularity.LAYER
    assert not second.isWindowModified()
    second.actions_["reset"].trigger()
    assert second.preferences.text_size == 100
    assert second.preferences.convention == Convention()
    assert not second.docks.by_name["step"].isHidden()
    assert second.docks.by_name["cost"].isVisible()


@pytest.mark.parametrize("nonsense", ["", "x", 3.5, ["a", 1], None, "inf", "-inf", "nan", "1e999"])
def test_nonsense_in_the_settings_is_survived(nonsense: object) -> None:
    store = QSettings("bpsim", "bpsim")
    for key in ("theme", "text_size", "speed", "granularity", "sign", "shorthand", "recent",
                "animated", "log_axis", "layout/docks", "goal/kind", "goal/iterations",
                "goal/below"):  # fmt: skip
        store.setValue(key, nonsense)
    store.sync()
    preferences = Preferences()
    assert preferences.theme in ("system", "light", "dark")
    assert 100 <= preferences.text_size <= 200
    assert preferences.speed > 0 and math.isfinite(preferences.speed)
    assert preferences.granularity in set(Granularity)
    assert isinstance(preferences.convention, Convention)
    assert all(isinstance(path, str) for path in preferences.recent)
    assert preferences.layout("docks").isEmpty()
    assert preferences.goal.kind == "iterations"
    assert preferences.goal.iterations in (3, GoalChoice().iterations)
    assert preferences.goal.below in (3.5, GoalChoice().below)


def test_recent_files_are_few_and_once_each() -> None:
    preferences = Preferences()
    for n in range(15):
        preferences.add_recent(f"/tmp/{n}.bpsim")
    preferences.add_recent("/tmp/9.bpsim")
    assert preferences.recent[0].endswith("9.bpsim")
    assert len(preferences.recent) == len(set(preferences.recent)) == 10
    preferences.forget_recent()
    assert preferences.recent == []


def test_tips_are_given_once_and_what_is_done_leads_to_the_next(
    open_window: Open, qtbot: QtBot
) -> None:
    first = open_window()
    first.welcome()
    tips = first.tips
    assert isinstance(tips, FirstTips) and tips.isVisible()
    assert first.views.graph.rect().contains(tips.geometry())
    assert tips.words.text() == TIPS[0]
    first.controller.forward()
    assert tips.words.text() == TIPS[1] and "Alt or Shift and an arrow" in TIPS[1]
    QTest.keyClick(first.views.graph, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert isinstance(first.controller.selection, UnitPlace)
    assert tips.words.text() == TIPS[2]
    first.training.run(3)
    qtbot.waitUntil(lambda: not first.training.running)
    assert not any(each.isVisible() for each in first.findChildren(FirstTips))
    first.controller.saved()
    first.close()
    second = open_window()
    second.welcome()
    assert second.tips is None


@pytest.mark.parametrize("selects, first", [(False, TIPS[1]), (True, TIPS[2])])
def test_no_tip_speaks_of_what_was_done_before_it_came(
    renewed_window: Open, selects: bool, first: str
) -> None:
    window = renewed_window()
    window.controller.forward()
    if selects:
        window.controller.click_unit(UnitPlace(2, 1))
    window.welcome()
    assert isinstance(window.tips, FirstTips) and window.tips.isVisible()
    assert window.tips.words.text() == first


def test_tips_come_where_there_is_no_example_to_step_through(renewed_window: Open) -> None:
    window = renewed_window(bundled_network().load().with_(examples=Examples.none(2, 1)))
    window.welcome()
    assert isinstance(window.tips, FirstTips) and window.tips.isVisible()
    window.controller.forward()
    assert window.tips.words.text() == TIPS[0]


def test_tips_stay_while_a_file_that_has_learnt_is_opened(
    renewed_window: Open, qtbot: QtBot
) -> None:
    learnt = bundled_network("lecture").load().with_(position=Position(50, 0))
    window = renewed_window(learnt)
    window.welcome()
    window.begin()
    qtbot.waitUntil(lambda: window.controller.session.iteration == 50)
    qtbot.waitUntil(lambda: not window.training.running)
    assert isinstance(window.tips, FirstTips) and window.tips.isVisible()
    assert window.tips.words.text() == TIPS[0]
    window.training.run(3)
    qtbot.waitUntil(lambda: not window.training.running)
    assert not any(each.isVisible() for each in window.findChildren(FirstTips))


def test_tips_go_along_where_there_is_no_example(renewed_window: Open) -> None:
    window = renewed_window()
    window.welcome()
    assert isinstance(window.tips, FirstTips)
    window.controller.edit(set_examples, Examples.none(2, 1), "Remove")
    assert window.controller.step is None
    assert not window.views.messages.text
    assert window.tips.words.text() == TIPS[0]


def test_tips_cover_no_unit_and_no_legend(renewed_window: Open) -> None:
    window = renewed_window(width=1280, height=770)
    window.begin()
    window.welcome()
    tips, graph = window.tips, window.views.graph
    assert isinstance(tips, FirstTips)
    for index in (0, 10, 63):
        window.controller.go_to_step(index)
        QApplication.processEvents()
        picture, card = graph.picture, tips.geometry()
        assert picture is not None and picture.step is not None
        legend = graph.legend
        assert legend is not None and not legend.chip.intersects(card)
        assert not any(rect(box).intersects(card) for box in picture.taken())
        assert graph.rect().contains(card)


def test_tips_and_messages_do_not_cover_each_other(renewed_window: Open) -> None:
    window = renewed_window(width=1280, height=770)
    window.begin()
    window.welcome()
    tips, bar = window.tips, window.views.messages
    assert isinstance(tips, FirstTips)
    for words in ("The target y of example 1 is −1, but that is none.", 40 * "Many words. "):
        window.controller.message.emit(words, "info")
        assert bar.isVisible() and tips.isVisible()
        assert not bar.geometry().intersects(tips.geometry())
        window.controller.forward()
        assert not bar.geometry().intersects(tips.geometry())


@pytest.mark.parametrize("text_size", [100, 200])
def test_messages_cover_no_unit_and_no_legend(open_window: Open, text_size: int) -> None:
    Preferences().text_size = text_size
    window = open_window(width=1280, height=770)
    window.begin()
    bar, graph = window.views.messages, window.views.graph
    for words in ("Saved.", "The target y of example 1 is −1, but that is none.", 40 * "Words. "):
        for index in (0, 10, 63):
            window.controller.message.emit(words, "info")
            window.controller.go_to_step(index)
            for _ in range(3):
                QApplication.processEvents()
            place = bar.geometry().translated(-graph.pos())
            assert graph.picture is not None and bar.isVisible()
            assert not any(rect(box).intersects(place) for box in graph.picture.taken())
            assert graph.legend is None or not graph.legend.chip.intersects(place)


def test_tips_give_way_below_where_large_text_leaves_no_corner(open_window: Open) -> None:
    Preferences().text_size = 200
    window = open_window(width=1280, height=770)
    window.begin()
    window.welcome()
    tips, graph = window.tips, window.views.graph
    assert isinstance(tips, FirstTips)
    for _ in range(8):
        QApplication.processEvents()
    assert graph.picture is not None
    assert not any(rect(box).intersects(tips.geometry()) for box in graph.picture.taken())
    assert window.docks.middle.rect().contains(tips.geometry())


def test_tips_can_be_read_on_and_closed(renewed_window: Open) -> None:
    window = renewed_window()
    window.welcome()
    tips = window.tips
    assert isinstance(tips, FirstTips)
    tips.next_button.click()
    assert tips.words.text() == TIPS[1]
    for size in (200, 100):
        window.appearance.set_text_size(size)
        QApplication.processEvents()
        assert tips.words.height() >= tips.words.heightForWidth(tips.words.width())
    tips.close_button.click()
    assert not tips.isVisible()
    window.controller.forward()
