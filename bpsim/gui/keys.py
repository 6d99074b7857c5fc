"""Keeps the window's plain keys (Space, arrows, Home, …) from robbing a focused field of them."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
)

_KEY = Qt.Key
_ARROWS = {_KEY.Key_Left, _KEY.Key_Right, _KEY.Key_Up, _KEY.Key_Down}
_MOVES = {_KEY.Key_Home, _KEY.Key_End, _KEY.Key_PageUp, _KEY.Key_PageDown}
_LETTERS = {_KEY.Key_F}
OWN_KEYS: tuple[tuple[type[QObject], set[Qt.Key]], ...] = (
    (QRadioButton, {_KEY.Key_Space} | _ARROWS),
    (QAbstractButton, {_KEY.Key_Space}),
    (QComboBox, {_KEY.Key_Space} | _ARROWS | _MOVES | _LETTERS),
    (QAbstractSpinBox, _ARROWS | _MOVES | _LETTERS | {_KEY.Key_Space}),
    (QAbstractSlider, _ARROWS | _MOVES),
    (QAbstractItemView, _ARROWS | _MOVES | _LETTERS),
    (QLineEdit, _ARROWS | _MOVES | _LETTERS | {_KEY.Key_Space}),
    (QPlainTextEdit, _ARROWS | _MOVES | _LETTERS | {_KEY.Key_Space}),
)


class KeyGuard(QObject):
    """An event filter for the application: a field that has the focus gets its own keys first."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accept the override where the focused widget uses the key itself."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~(
                Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
            )
            for kind, keys in OWN_KEYS:
                if plain and isinstance(watched, kind) and event.key() in keys:
                    event.accept()
                    return True
        return False
