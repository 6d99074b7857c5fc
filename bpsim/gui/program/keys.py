"""Keeps the window's plain keys (Space, arrows, Home, …) from robbing a focused field of them."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QTabBar,
    QWidget,
)
from shiboken6 import Shiboken

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
    (QTabBar, _ARROWS | {_KEY.Key_Home, _KEY.Key_End}),
    (QAbstractItemView, _ARROWS | _MOVES | _LETTERS),
    (QLineEdit, _ARROWS | _MOVES | _LETTERS | {_KEY.Key_Space}),
    (QPlainTextEdit, _ARROWS | _MOVES | _LETTERS | {_KEY.Key_Space}),
)
OWNERS = tuple(kind for kind, _ in OWN_KEYS)


class KeyGuard(QObject):
    """Lets a field that has the focus get its own keys first.

    It watches the events of that field alone: one filter for the whole application would call
    into Python at every event of every widget, half a millisecond in each step.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._guarded: list[QWidget] = []
        application.focusChanged.connect(self._follow)
        self._follow(None, application.focusWidget())

    def end(self) -> None:
        """Guard no more."""
        self._application.focusChanged.disconnect(self._follow)
        self._follow(None, None)

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        for widget in self._guarded:
            if Shiboken.isValid(widget):
                widget.removeEventFilter(self)
        self._guarded = []
        if now is not None:
            _bring_into_view(now)
        # A key that a field does not use is offered to what it is part of.
        while now is not None:
            if isinstance(now, OWNERS):
                now.installEventFilter(self)
                self._guarded.append(now)
            now = None if now.isWindow() else now.parentWidget()

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


def _bring_into_view(widget: QWidget) -> None:
    """Scroll to what has got the focus out of sight; Qt does so only within one scroll area."""
    around = widget.parentWidget()
    while around is not None and widget.visibleRegion().isEmpty():
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget)
        around = around.parentWidget()
