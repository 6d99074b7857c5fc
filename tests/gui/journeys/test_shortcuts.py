"""No key has two meanings, and the list of keys names them all."""

import gettext
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar
from pytestqt.qtbot import QtBot

from bpsim.base.bundled import resource
from bpsim.base.language import LANGUAGES
from bpsim.gui.desk.actions import TABLE
from bpsim.gui.kit.controls.access_letters import letter_of
from bpsim.gui.panels.examples.panel import ExamplesPanel
from bpsim.gui.window.main_window import MainWindow
from docs.make import HELP, IN_THE_EXAMPLES, PAGES, main

from .conftest import Open

CTRL = Qt.KeyboardModifier.ControlModifier
COPYING = {"Ctrl+C", "Ctrl+V"}
"""What everybody knows, and nobody looks up."""


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def keys_of(panel: ExamplesPanel) -> list[str]:
    """The keys that the table of examples has of its own."""
    return [each.shortcut().toString() for each in panel.table.actions() if each.text()]


def test_the_window_has_each_key_once() -> None:
    keys = [QKeySequence(key).toString() for entry in TABLE.values() for key in entry.keys]
    assert len(set(keys)) == len(keys)


def test_a_key_of_the_table_of_examples_is_no_key_of_the_window(qtbot: QtBot) -> None:
    panel = ExamplesPanel()
    qtbot.addWidget(panel)
    window = {QKeySequence(key).toString() for entry in TABLE.values() for key in entry.keys}
    assert not window & set(keys_of(panel))


def test_the_list_of_keys_has_those_of_the_table_of_examples(qtbot: QtBot) -> None:
    panel = ExamplesPanel()
    qtbot.addWidget(panel)
    listed = {keys.replace("Enter", "Return") for keys, _ in IN_THE_EXAMPLES}
    assert listed >= {key for key in keys_of(panel) if key} - COPYING - {"F2"}


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_made_from_the_program_are_what_it_says_now(name: str) -> None:
    assert (HELP / name).read_text("utf-8") == PAGES[name](), "run python -m docs.make"


def test_they_are_so_in_every_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HELP.parents[1])
    monkeypatch.setattr(sys, "argv", ["docs.make", "--to", str(tmp_path)])
    main()
    made = {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()}
    assert len(made) == len(PAGES) * len(LANGUAGES)
    for name, text in made.items():
        assert (HELP / name).read_text("utf-8") == text, "run python -m docs.make"


def test_ctrl_enter_runs_in_the_table_of_examples_too(
    window: MainWindow, qtbot: QtBot, press: Callable[..., None]
) -> None:
    window.begin()
    window.docks.bring_up("examples")
    side = window.views
    assert side is not None
    table = side.examples.table
    table.setFocus()
    table.go_to(2, 0)
    assert QApplication.focusWidget() is table
    window.views.cost.controls.goal.many.setValue(7)
    press(window, Qt.Key.Key_Return, modifier=CTRL)
    qtbot.waitUntil(lambda: not window.training.running)
    session = window.controller.session
    assert session.history.length == 7 and not table.editor.is_open()
    press(window, Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ShiftModifier)
    step = window.controller.step
    assert step is not None and step.example == 3


def menus_of(menu: QMenu | QMenuBar) -> Iterator[list[str]]:
    """The texts of a menu, and of every menu in it."""
    if isinstance(menu, QMenu):
        menu.aboutToShow.emit()
    yield [action.text() for action in menu.actions() if not action.isSeparator()]
    for each in menu.findChildren(QMenu):
        if each is not menu and each.menuAction() in menu.actions():
            yield from menus_of(each)


@pytest.mark.parametrize("name", sorted(LANGUAGES))
def test_no_menu_has_two_entries_with_the_same_letter(window: MainWindow, name: str) -> None:
    translated = gettext.translation("bpsim", resource("languages"), [name], fallback=True)
    menus = list(menus_of(window.menuBar()))
    assert any("Prese&nt" in texts for texts in menus)
    for texts in menus:
        words = [translated.gettext(text) for text in texts if text]
        if name != "en":  # what is no word of the catalogue has its letter from give_letters
            words = [each for each in words if each not in texts]
        letters = [letter_of(text) for text in words if letter_of(text)]
        assert len(set(letters)) == len(letters), words


def test_every_entry_of_every_menu_has_a_letter(window: MainWindow) -> None:
    window.actions_["add_scene"].trigger()
    for texts in menus_of(window.menuBar()):
        assert not [text for text in texts if text and not letter_of(text)]
