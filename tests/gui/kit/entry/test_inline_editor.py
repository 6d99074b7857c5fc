"""The small editor that opens over a number, driven with real keys."""

import pytest
from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bpsim.gui.kit.entry.inline_editor import InlineEditor
from bpsim.gui.looks.theme import DARK, LIGHT, Theme, use_theme
from bpsim.notation.aloud import aloud

LABEL = "Θ₁₂⁽²⁾ from unit 2 of layer 2 to unit 1 of layer 3"
PLACE = QRect(60, 40, 70, 22)


class Window(QWidget):
    """Two things that can have the focus, and an editor over the first of them."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        self.view, self.other = QLineEdit(), QPushButton("other")
        row.addWidget(self.view)
        row.addWidget(self.other)
        self.resize(420, 200)
        self.editor = InlineEditor(self)
        self.heard: list[object] = []
        self.editor.committed.connect(self.heard.append)
        self.editor.cancelled.connect(lambda: self.heard.append("cancelled"))
        self.editor.refused.connect(self.heard.append)
        self.editor.moved.connect(lambda by: self.heard.append(("moved", by)))

    def open(self, value: float = 1 / 3, place: QRect = PLACE, **more: object) -> None:
        self.editor.open_at(self.view, place, value, LABEL, **more)  # type: ignore[arg-type]


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    window = Window()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.view.setFocus()
    return window


def test_it_opens_with_the_whole_number_selected(window: Window) -> None:
    window.open()
    line = window.editor.line
    assert line.hasFocus() and line.selectedText() == repr(1 / 3)
    assert line.accessibleName() == aloud(LABEL)
    assert window.editor.words() == LABEL
    assert window.editor.geometry().contains(window.view.mapTo(window, PLACE.center()))
    assert window.rect().contains(window.editor.geometry())


@pytest.mark.parametrize(
    ("key", "by"),
    [
        (Qt.Key.Key_Return, 0),
        (Qt.Key.Key_Enter, 0),
        (Qt.Key.Key_Tab, 1),
        (Qt.Key.Key_Backtab, -1),
    ],
)
def test_enter_and_tab_commit(window: Window, qtbot: QtBot, key: Qt.Key, by: int) -> None:
    window.open()
    qtbot.keyClicks(window.editor.line, "1/7")
    qtbot.keyClick(window.editor.line, key)
    assert window.heard == [1 / 7, ("moved", by)]
    assert not window.editor.isVisible()
    assert window.view.hasFocus()


def test_an_unchanged_number_is_not_announced(window: Window, qtbot: QtBot) -> None:
    window.open()
    qtbot.keyClick(window.editor.line, Qt.Key.Key_Return)
    assert window.heard == ["cancelled", ("moved", 0)]


def test_escape_leaves_everything_as_it_was(window: Window, qtbot: QtBot) -> None:
    window.open()
    qtbot.keyClicks(window.editor.line, "5")
    qtbot.keyClick(window.editor.line, Qt.Key.Key_Escape)
    assert window.heard == ["cancelled"]
    assert not window.editor.is_open() and window.view.hasFocus()


def test_a_wrong_number_stays_open_with_its_sentence(window: Window, qtbot: QtBot) -> None:
    window.open()
    line = window.editor.line
    qtbot.keyClicks(line, "1/0")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert window.editor.isVisible() and line.hasFocus() and window.heard == []
    assert window.editor.words() == "A fraction cannot have 0 below the line."
    assert line.accessibleDescription() == window.editor.words()
    qtbot.keyClicks(line, "2")
    assert line.accessibleDescription() == "" and window.editor.words() == LABEL
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert window.heard == [2.0, ("moved", 0)]


@pytest.mark.parametrize(
    ("text", "heard"),
    [("0.5", [0.5]), ("x", ["cancelled", f"{LABEL}: “x” is not a number."])],
)
def test_going_elsewhere_commits_what_is_a_number(
    window: Window, qtbot: QtBot, text: str, heard: list[object]
) -> None:
    window.open()
    qtbot.keyClicks(window.editor.line, text)
    window.other.setFocus(Qt.FocusReason.MouseFocusReason)
    assert window.heard == heard
    assert window.other.hasFocus() and not window.editor.isVisible()


@pytest.mark.parametrize(
    "reason", [Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason]
)
def test_its_own_menu_and_another_window_do_not_close_it(
    window: Window, reason: Qt.FocusReason
) -> None:
    window.open()
    QApplication.sendEvent(window.editor.line, QFocusEvent(QEvent.Type.FocusOut, reason))
    assert window.editor.is_open() and window.heard == []


def test_it_closes_when_its_place_moves(window: Window, qtbot: QtBot) -> None:
    window.open()
    qtbot.keyClicks(window.editor.line, "2")
    window.resize(500, 260)
    qtbot.waitUntil(lambda: not window.editor.is_open())
    assert window.heard == [2.0]


def test_typing_goes_on_after_the_key_that_opened_it(window: Window, qtbot: QtBot) -> None:
    window.open(typed="1")
    qtbot.keyClicks(window.editor.line, "25")
    assert window.editor.line.text() == "125"


def test_another_place_takes_the_number_typed_for_the_first(window: Window, qtbot: QtBot) -> None:
    window.open()
    qtbot.keyClicks(window.editor.line, "9")
    window.open(-0.0, typed="-1")
    assert window.heard == [9.0]
    assert window.editor.line.text() == "-1"
    qtbot.keyClick(window.editor.line, Qt.Key.Key_Return)
    assert window.heard == [9.0, -1.0, ("moved", 0)]


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_PageDown,
                                 Qt.Key.Key_Up, Qt.Key.Key_F])  # fmt: skip
def test_the_windows_plain_keys_wait(window: Window, key: Qt.Key) -> None:
    window.open()
    override = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
    override.ignore()
    QApplication.sendEvent(window.editor.line, override)
    assert override.isAccepted()


@pytest.mark.parametrize("corner", [(0, 0), (400, 0), (0, 190), (400, 190)])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_it_stays_within_the_window(window: Window, corner: tuple[int, int], scale: float) -> None:
    font = window.font()
    font.setPointSizeF(font.pointSizeF() * scale)
    window.view.setFont(font)
    window.open(place=QRect(*corner, 10, 10))
    window.editor.commit()
    window.open(place=QRect(*corner, 10, 10), typed="x")
    window.editor.commit()
    assert window.editor.words() == "“x” is not a number."
    assert window.rect().contains(window.editor.geometry())


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_it_is_framed_and_warns_in_the_themes_colours(window: Window, theme: Theme) -> None:
    use_theme(theme)
    window.open(caption=False)
    for typed, colour in (("", "accent"), ("x", "warning")):
        if typed:
            window.open(caption=False, typed=typed)
            window.editor.commit()
        image = window.editor.grab().toImage()
        middle = QPointF(window.editor.line.geometry().center()).toPoint()
        assert image.pixelColor(1, middle.y()) == theme.colour(colour)


def test_keys_with_ctrl_are_left_to_the_window(window: Window) -> None:
    window.open()
    for held, claimed in (
        (Qt.KeyboardModifier.ControlModifier, False), (Qt.KeyboardModifier.NoModifier, True),
    ):  # fmt: skip
        event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_S, held, "s")
        event.ignore()
        QApplication.sendEvent(window.editor.line, event)
        assert event.isAccepted() == claimed
