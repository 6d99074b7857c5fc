"""The dialog of settings, and settings that cannot be read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bpsim.base.language import Speech
from bpsim.base.language import choose as choose_speech
from bpsim.core.initial_weights import Start
from bpsim.core.settings import Convention
from bpsim.gui.dialogs.settings import SettingsDialog
from bpsim.gui.program.preferences import OFFERED, Preferences
from bpsim.gui.window.main_window import MainWindow
from bpsim.session.reshaping import add_unit
from tests.conftest import live_in

from .conftest import Open


@pytest.fixture
def open_window(
    renewed_window: Open, shared_home: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Open]:
    """The test lives where the window keeps its settings, and reads them there."""
    live_in(shared_home, monkeypatch)
    yield renewed_window
    choose_speech(Speech())


@pytest.fixture
def dialog(window: MainWindow) -> Iterator[SettingsDialog]:
    made = SettingsDialog(window, window.preferences, window.use_preferences, window.reset)
    yield made
    made.close()
    made.deleteLater()


def choose(dialog: SettingsDialog, name: str, words: str) -> None:
    box = dialog.boxes[name]
    box.setCurrentText(words)
    assert box.currentText() == words
    box.activated.emit(box.currentIndex())


def test_what_is_chosen_is_used_at_once_and_remembered(
    window: MainWindow, dialog: SettingsDialog
) -> None:
    before = QApplication.font().pointSizeF()
    choose(dialog, "theme", "Dark")
    choose(dialog, "text_size", "150\u00a0%")
    choose(dialog, "animated", "No")
    choose(dialog, "convention", "As in the lecture: δ = y − a")
    choose(dialog, "autosave", "No")
    assert window.appearance.theme.name == "dark"
    assert QApplication.font().pointSizeF() == pytest.approx(1.5 * before)
    assert not window.controller.playback.animated
    again = Preferences()
    assert (again.theme, again.text_size, again.animated) == ("dark", 150, False)
    assert again.convention == Convention("lecture", False)
    assert not again.autosave


def test_tab_goes_from_the_search_to_the_first_setting(
    dialog: SettingsDialog,
) -> None:
    dialog.show()
    dialog.search.setFocus()
    QTest.keyClick(dialog.search, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is next(iter(dialog.boxes.values()))


def test_the_dialog_has_room_for_the_text_size_that_is_chosen_in_it(
    window: MainWindow, dialog: SettingsDialog
) -> None:
    screen = window.screen().availableGeometry()
    dialog.show()
    for size in ("200\u00a0%", "100\u00a0%"):
        choose(dialog, "text_size", size)
        QApplication.processEvents()
        anew = SettingsDialog(window, window.preferences, window.use_preferences, window.reset)
        assert dialog.size() == anew.size()
        anew.deleteLater()
        dialog.move(screen.center())
        dialog.fit_font()
        assert screen.contains(dialog.frameGeometry())


def test_every_value_of_every_setting_is_kept(dialog: SettingsDialog) -> None:
    for name, setting in OFFERED.items():
        for value, words in setting.values.items():
            choose(dialog, name, words)
            assert getattr(Preferences(), name) == value


def test_memory_is_a_limit_for_whatever_is_open_or_edited(
    window: MainWindow, dialog: SettingsDialog
) -> None:
    controller = window.controller
    assert controller.session.history.budget.limit == 256 * 2**20
    choose(dialog, "memory", "16\u00a0MB")
    assert controller.session.history.budget.limit == 16 * 2**20
    controller.edit(add_unit, 2, Start())
    assert controller.session.history.budget is controller.memory
    controller.open(controller.session.document)
    assert controller.session.history.budget.limit == 16 * 2**20
    dialog.reset_button.click()
    assert controller.session.history.budget.limit == 256 * 2**20


def test_it_is_searched(dialog: SettingsDialog) -> None:
    dialog.show()
    dialog.search.setText("crash")
    shown = [name for name, box in dialog.boxes.items() if box.isVisible()]
    assert shown == ["autosave"]
    dialog.search.setText("nothing of that kind")
    assert dialog._none.isVisible()
    dialog.search.clear()
    assert all(box.isVisible() for box in dialog.boxes.values())


def test_everything_is_reset_in_one_place(window: MainWindow, dialog: SettingsDialog) -> None:
    fresh = {name: getattr(window.preferences, name) for name in OFFERED}
    for name, setting in OFFERED.items():
        choose(dialog, name, list(setting.values.values())[-1])
    dialog.reset_button.click()
    for name, setting in OFFERED.items():
        assert getattr(window.preferences, name) == fresh[name]
        assert dialog.boxes[name].currentText() == setting.values[fresh[name]]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"[General]\nversion=99\ntheme=dark\n", "version"),
        (b"[General]\n\x00\xff]]\ntheme\n", "damaged"),
    ],
)
def test_settings_that_cannot_be_used_are_set_aside(
    _own_home: Path, content: bytes, reason: str
) -> None:
    file = _own_home / ".config" / "bpsim" / "bpsim.conf"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    preferences = Preferences()
    assert reason in preferences.trouble and str(file) in preferences.trouble
    assert file.with_name("bpsim.conf.set-aside").read_bytes() == content
    assert preferences.theme == "system"
    preferences.theme = "dark"
    again = Preferences()
    assert (again.trouble, again.theme) == ("", "dark")
