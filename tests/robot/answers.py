"""Answers whatever stands in front of the window: a dialog, a question, a menu."""

import random
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

TEXTS = (
    "0.25", "1/3", "-1e-3", "", "0", "1e999", "nan", "−2", "3-4-2", "2", "abc", "1,5", "7",
    "1 2\n3 4\n", "x1,x2,y\n0,1,1\n1,1,0\n", "<b>δ</b>", "12", "0.001", "[1, 2]", "100",
)  # fmt: skip
KEYS = (
    Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Space,
    Qt.Key.Key_Return, Qt.Key.Key_Home, Qt.Key.Key_End,
)  # fmt: skip
EVERY_MS = 1
GESTURES = 3
"""The most that is done in a dialog before it is answered."""
PATIENCE = 60
"""So many attempts to end a dialog mean that nothing ends it."""


def typed(target: QWidget, text: str) -> None:
    """Press a key for each character, whatever it is; QTest has those of ASCII only."""
    for character in text:
        key = ord(character.upper())
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character)
            QApplication.sendEvent(target, event)


def write(target: QWidget, text: str) -> None:
    """Replace what a field holds, key by key as a person does, or paste where it is long."""
    if isinstance(target, QPlainTextEdit):
        target.selectAll()
        target.insertPlainText(text)
        return
    QTest.keyClick(target, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    if text:
        typed(target, text.replace("\n", " "))
    else:
        QTest.keyClick(target, Qt.Key.Key_Delete)


def parts(root: QWidget) -> list[QWidget]:
    """The widgets below ``root`` that can be seen and take part."""
    return [each for each in root.findChildren(QWidget) if each.isVisible() and each.isEnabled()]


class Answers(QObject):
    """While it is on, it does a few things in each dialog that opens and then ends it."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self.dice = random.Random(0)
        self.stuck: list[str] = []
        self._seen: dict[int, int] = {}
        self._on = self._waiting = False

    def begin(self, dice: random.Random) -> None:
        """From now on answer, by ``dice``."""
        self.dice, self._seen = dice, {}
        self._on = True
        self._look_soon()

    def end(self) -> None:
        """Answer no more."""
        self._on = False

    def _look_soon(self) -> None:
        # One timer after the other: a timer does not go off again inside of what it has set off,
        # and answering one question may ask another.
        if not self._waiting:
            self._waiting = True
            QTimer.singleShot(EVERY_MS, self, self._look)

    def _look(self) -> None:
        self._waiting = False
        if not self._on:
            return
        self._look_soon()
        popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        front = popup or modal
        if front is None:
            return
        tried = self._seen[id(front)] = self._seen.get(id(front), 0) + 1
        if tried > PATIENCE:
            self.stuck.append(f"nothing ends {front} {front.windowTitle()!r}")
            front.close()
        elif isinstance(front, QMenu):
            self._choose(front)
        elif popup is not None:
            QTest.keyClick(front, Qt.Key.Key_Escape)
        elif isinstance(front, QFileDialog):
            self._name_file(front)
        elif isinstance(front, QDialog):
            self._use(front, tried)
        else:
            front.close()

    def _choose(self, menu: QMenu) -> None:
        """A few times down, then Enter, or away with it."""
        if self.dice.random() < 0.3:
            QTest.keyClick(menu, Qt.Key.Key_Escape)
            return
        for _ in range(self.dice.randrange(1, 9)):
            QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, self.dice.choice((Qt.Key.Key_Return, Qt.Key.Key_Right)))

    def _name_file(self, dialog: QFileDialog) -> None:
        line = dialog.findChild(QLineEdit)
        if line is None or self.dice.random() < 0.25:
            dialog.reject()
            return
        line.setText(str(self._folder / self.dice.choice(NAMES)))
        QTest.keyClick(line, Qt.Key.Key_Return)

    def _use(self, dialog: QDialog, tried: int) -> None:
        # More and more likely to be ended, and in the end only that.
        if self.dice.random() < tried / GESTURES:
            ends = self.dice.random()
            key = Qt.Key.Key_Return if ends < 0.6 and tried < PATIENCE / 2 else Qt.Key.Key_Escape
            QTest.keyClick(dialog, key)
            return
        widgets = parts(dialog)
        if widgets:
            use(self.dice.choice(widgets), self.dice)


NAMES: Sequence[str] = (
    "one.bpsim", "two.bpsim", "ein Netz · δ.bpsim", "costs.csv", "data.csv", "broken.bpsim",
    "page.html", "picture.png", "picture.svg", "sheet.xlsx", "weights.npz", "nowhere/one.bpsim",
    "copy", "trace.csv", "slides.pdf", "walk.html", "code.py", "octave.mat",
)  # fmt: skip


def use(widget: QWidget, dice: random.Random) -> None:
    """Do to ``widget`` what is done to such a widget."""
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        write(widget, dice.choice(TEXTS))
    elif isinstance(widget, QComboBox | QAbstractSpinBox | QTabBar):
        QTest.keyClick(widget, dice.choice((Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Right)))
    elif isinstance(widget, QAbstractItemView) or dice.random() < 0.3:
        QTest.keyClick(widget, dice.choice(KEYS))
    else:
        at = QPoint(dice.randrange(max(1, widget.width())), dice.randrange(max(1, widget.height())))
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at)
