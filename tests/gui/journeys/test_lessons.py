"""A student follows a lesson to its end by keys, and finds the own network as it was."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from bpsim.gui.desk.modes import Mode
from bpsim.gui.dialogs import lesson_editor
from bpsim.gui.dialogs.lesson_editor import LessonEditor
from bpsim.gui.window.main_window import MainWindow
from bpsim.gui.wiring.lesson import ORDER, LessonWiring
from bpsim.steps.schedule import Phase
from bpsim.teach.practice.blanks import ValuePlace

from .conftest import Open

Press = Callable[..., None]


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def lesson(window: MainWindow) -> LessonWiring:
    found = window.wiring["lesson"]
    assert isinstance(found, LessonWiring)
    return found


def test_the_lecture_is_walked_to_its_end_and_back_home(window: MainWindow, press: Press) -> None:
    controller = window.controller
    controller.go_to_step(5)
    session, state = controller.session, controller.session.state
    press(window, Qt.Key.Key_F9)
    wiring = lesson(window)
    assert window.modes.mode is Mode.LESSON and wiring.panel.list.count() == len(ORDER)
    press(window, Qt.Key.Key_Return)  # the first in the list
    assert wiring.panel.questions and wiring.panel.next.hasFocus()
    assert controller.visiting and controller.session is not session
    wiring.panel.questions[0].buttons[2].click()
    seen = set()
    while wiring.page + 1 < len(wiring.pages):
        before = wiring.page
        press(window, Qt.Key.Key_Return)
        assert wiring.page == before + 1
        assert not wiring.panel.note.isVisible()  # every place can be shown
        step = controller.step
        assert step is not None
        seen.add(step.phase)
    assert {Phase.FORWARD, Phase.COST, Phase.OUTPUT_DELTA, Phase.HIDDEN_DELTA} <= seen
    step = controller.step
    assert step is not None and step.known.delta(3, 1) is None  # left blank for the student
    press(window, Qt.Key.Key_Return)
    assert "done, 1 of 1 answers right" in wiring.panel.list.item(0).text()
    press(window, Qt.Key.Key_Escape)
    assert window.modes.mode is Mode.WATCH
    assert controller.session is session and session.state is state
    assert controller.blanking.now is None
    assert controller.undo_stack.count() == 0 and not controller.modified


@pytest.mark.parametrize("name", ORDER)
def test_each_stop_of_each_lesson_can_be_shown(window: MainWindow, press: Press, name: str) -> None:
    press(window, Qt.Key.Key_F9)
    wiring = lesson(window)
    wiring.open(wiring.paths[ORDER.index(name)])
    for page in range(len(wiring.pages)):
        assert wiring.page == page and wiring.pages[page].title
        assert not wiring.panel.note.isVisible()
        if page + 1 < len(wiring.pages):
            wiring.panel.next.click()


def test_progress_goes_on_where_one_was(window: MainWindow, press: Press) -> None:
    press(window, Qt.Key.Key_F9)
    press(window, Qt.Key.Key_Return)
    wiring = lesson(window)
    for _ in range(4):
        press(window, Qt.Key.Key_Return)
    wiring.panel.other.click()
    assert "at 5 of 24" in wiring.panel.list.item(0).text()
    wiring.open(wiring.paths[0])
    assert wiring.page == 4


def test_the_last_stop_leads_to_practice_on_its_network(window: MainWindow, press: Press) -> None:
    press(window, Qt.Key.Key_F9)
    press(window, Qt.Key.Key_Return)
    wiring = lesson(window)
    while wiring.page + 1 < len(wiring.pages):
        wiring.panel.next.click()
    wiring.panel.practise.click()
    practice = window.wiring["practise"]
    assert window.modes.mode is Mode.PRACTISE
    assert window.controller.session.document.network.layers == (2, 3, 2, 1)  # not seen before
    assert len(practice.sheet.blanks) == 5 and practice.place == ValuePlace("delta", 3, 1)
    press(window, Qt.Key.Key_F9)  # back where the lesson was left
    assert wiring.page == len(wiring.pages) - 1 and wiring.panel.practise.isVisible()


def test_a_stop_leads_to_a_wrong_algorithm(window: MainWindow, press: Press, qtbot: QtBot) -> None:
    press(window, Qt.Key.Key_F9)
    press(window, Qt.Key.Key_Return)
    wiring = lesson(window)
    while not wiring.panel.break_it.isVisible():
        wiring.panel.next.click()
    wiring.panel.break_it.click()
    breaking = window.wiring["break_it"]
    assert window.modes.mode is Mode.BREAK_IT
    breaking.panel.stop.click()
    qtbot.waitUntil(lambda: not breaking.background.busy, timeout=60_000)
    assert breaking.panel.first.isVisible()


def test_a_file_that_is_no_lesson_is_refused_and_nothing_changes(
    window: MainWindow, press: Press, tmp_path: Path
) -> None:
    press(window, Qt.Key.Key_F9)
    wiring = lesson(window)
    wrong = tmp_path / "wrong.md"
    wrong.write_text("no title\n", encoding="utf-8")
    said: list[str] = []
    window.controller.message.connect(lambda words, _kind: said.append(words))
    wiring.open(wrong)
    assert "wrong.md: line 1" in said[-1]
    assert wiring.panel.list.isVisible() and wiring.path is None


def test_markup_in_a_lesson_is_shown_as_it_is_written(
    window: MainWindow, press: Press, tmp_path: Path
) -> None:
    press(window, Qt.Key.Key_F9)
    path = tmp_path / "own.md"
    path.write_text("# Own\n\n<img src='/etc/hostname'> **bold**\n\n## S\n\nx\n", encoding="utf-8")
    wiring = lesson(window)
    wiring.open(path)
    assert "<img src=" in wiring.panel.words.toPlainText()
    assert "**" not in wiring.panel.words.toPlainText()


def test_the_editor_says_what_is_wrong_while_one_writes(window: MainWindow) -> None:
    editor = LessonEditor(window, lesson(window).paths[0])
    assert "Every anchor exists" in editor.faults.text()
    editor.text.setPlainText(editor.text.toPlainText().replace("layer: 3", "layer: 9", 1))
    editor.look()
    assert "layer 9" in editor.faults.text()
    assert "bpsim" not in editor.preview.toPlainText()[:200]  # anchors are not shown
    editor.reject()
    editor.deleteLater()


def test_tab_leads_out_of_the_text_of_the_editor(window: MainWindow, qtbot: QtBot) -> None:
    editor = LessonEditor(window, lesson(window).paths[0])
    before = editor.text.toPlainText()
    editor.show()
    qtbot.waitUntil(editor.isActiveWindow)
    editor.text.setFocus()
    qtbot.keyClick(editor.text, Qt.Key.Key_Tab)
    assert not editor.text.hasFocus() and editor.text.toPlainText() == before
    editor.reject()
    editor.deleteLater()


def test_what_was_written_in_the_editor_is_lost_only_if_that_is_wanted(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    asked: list[str] = []

    def answer(*words: object) -> bool:
        asked.append(str(words[1]))
        return len(asked) > 1

    monkeypatch.setattr(lesson_editor, "agreed", answer)
    editor = LessonEditor(window, lesson(window).paths[0])
    editor.open()  # as it is shown, before the window that waits
    QTest.keyClicks(editor.text, "Mine. ")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.isVisible() and editor.text.toPlainText().startswith("Mine. ")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert not editor.isVisible() and len(asked) == 2
    untouched = LessonEditor(window, lesson(window).paths[0])
    untouched.open()
    QTest.keyClick(untouched, Qt.Key.Key_Escape)
    assert not untouched.isVisible() and len(asked) == 2


def test_the_page_beside_the_text_follows_what_is_written(window: MainWindow, qtbot: QtBot) -> None:
    editor = LessonEditor(window, lesson(window).paths[0])
    editor.show()
    bar = editor.page.verticalScrollBar()
    assert bar.value() == 0
    editor.text.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.waitUntil(lambda: bar.value() == bar.maximum() > 0)
    QTest.keyClicks(editor.text, " The very end.")
    qtbot.waitUntil(lambda: "The very end." in editor.preview.toPlainText())
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    editor.text.document().setModified(False)
    editor.reject()


def test_a_copy_of_a_lesson_finds_the_networks_that_it_came_with(
    window: MainWindow,
    press: Press,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    press(window, Qt.Key.Key_F9)
    wiring = lesson(window)
    editor = LessonEditor(window, wiring.paths[0])
    target = tmp_path / "copy.md"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    editor.text.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(editor.text, " Mine.")
    editor.open()
    qtbot.waitUntil(editor.isActiveWindow)
    QTest.keyClick(editor.text, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert editor.written == target and not editor.isVisible()
    wiring.open(target)
    while wiring.page < len(wiring.pages) - 1:
        wiring.panel.next.click()
        assert "cannot be shown" not in wiring.panel.note.text()
    assert window.controller.session.document.network.layers == (2, 3, 2, 1)


def test_a_lesson_is_chosen_among_the_files(
    window: MainWindow, press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(window, Qt.Key.Key_F9)
    wiring, chosen = lesson(window), [("", "")]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: chosen[0])
    wiring.panel.open_requested.emit()
    assert wiring.path is None
    copy = tmp_path / "lecture.md"
    copy.write_bytes(wiring.paths[0].read_bytes())
    chosen[0] = (str(copy), "")
    wiring.panel.open_requested.emit()
    assert wiring.path == copy
