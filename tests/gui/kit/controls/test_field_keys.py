"""Keys in a field that belong to the window: Undo and Redo, Escape, and those of buttons."""

import pytest
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from bpsim.gui.kit.controls.field_keys import FieldKeys


class Window(QMainWindow):
    """Two fields, and an Undo and an Escape of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.undone = self.escaped = 0
        self.line, self.spin = QLineEdit("0.5"), QSpinBox()
        for field in (self.line, self.spin):
            FieldKeys(field)
        middle = QWidget()
        self.layout_ = QVBoxLayout(middle)
        self.layout_.addWidget(self.line)
        self.layout_.addWidget(self.spin)
        self.setCentralWidget(middle)
        undo = QAction("Undo", self)
        undo.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        undo.triggered.connect(self._undo)
        self.addAction(undo)
        escape = QAction("Stop", self)
        escape.setShortcut(QKeySequence(Qt.Key.Key_Escape))
        escape.triggered.connect(self._escape)
        self.addAction(escape)

    def _undo(self) -> None:
        self.undone += 1

    def _escape(self) -> None:
        self.escaped += 1


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    window = Window()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def undo(qtbot: QtBot) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def test_a_field_without_anything_typed_leaves_it_to_the_window(
    window: Window, qtbot: QtBot
) -> None:
    for field in (window.line, window.spin):
        field.setFocus()
        undo(qtbot)
    assert window.undone == 2


def test_what_is_being_typed_is_taken_back_in_the_field(window: Window, qtbot: QtBot) -> None:
    window.line.setFocus()
    qtbot.keyClicks(window.line, "7")
    undo(qtbot)
    assert (window.undone, window.line.text()) == (0, "0.5")
    undo(qtbot)
    assert window.undone == 1


def test_what_was_entered_is_taken_back_by_the_window(window: Window, qtbot: QtBot) -> None:
    window.spin.setFocus()
    window.spin.selectAll()
    qtbot.keyClicks(window.spin, "42")
    qtbot.keyClick(window.spin, Qt.Key.Key_Tab)
    window.spin.setFocus()
    undo(qtbot)
    assert (window.undone, window.spin.value()) == (1, 42)


def test_the_key_of_a_button_finds_what_was_typed_entered(window: Window, qtbot: QtBot) -> None:
    window.spin.setKeyboardTracking(False)
    button = QPushButton("&Use")
    used: list[int] = []
    button.clicked.connect(lambda: used.append(window.spin.value()))
    window.layout_.addWidget(button)
    qtbot.waitUntil(button.isVisible)
    window.spin.setFocus()
    window.spin.selectAll()
    qtbot.keyClicks(window.spin, "42")
    assert window.spin.value() == 0
    qtbot.keyClick(window.spin, Qt.Key.Key_U, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool(used))
    assert used == [42]


def test_escape_takes_back_what_was_typed_before_it_is_the_window_s(
    window: Window, qtbot: QtBot
) -> None:
    window.spin.setKeyboardTracking(False)
    for field, line, before in (
        (window.line, window.line, "0.5"),
        (window.spin, window.spin.lineEdit(), "0"),
    ):
        escaped = window.escaped
        field.setFocus()
        line.selectAll()
        qtbot.keyClicks(field, "42")
        qtbot.keyClick(field, Qt.Key.Key_Escape)
        assert (line.text(), window.escaped) == (before, escaped)
        qtbot.keyClick(field, Qt.Key.Key_Escape)
        assert (line.text(), window.escaped) == (before, escaped + 1)
    assert window.spin.value() == 0


def test_escape_brings_back_the_number_that_the_window_has_set_since(
    window: Window, qtbot: QtBot
) -> None:
    window.spin.setKeyboardTracking(False)
    window.spin.setFocus()
    qtbot.keyClicks(window.spin, "4")
    qtbot.keyClick(window.spin, Qt.Key.Key_Tab)
    window.spin.setFocus()
    with QSignalBlocker(window.spin):
        window.spin.setValue(7)
    window.spin.selectAll()
    qtbot.keyClicks(window.spin, "4")
    qtbot.keyClick(window.spin, Qt.Key.Key_Escape)
    assert (window.spin.text(), window.spin.value(), window.escaped) == ("7", 7, 0)


def test_escape_closes_a_dialog_whatever_is_typed(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    line = QLineEdit("0.5", dialog)
    FieldKeys(line)
    dialog.show()
    qtbot.waitUntil(line.isVisible)
    line.setFocus()
    qtbot.keyClicks(line, "42")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
