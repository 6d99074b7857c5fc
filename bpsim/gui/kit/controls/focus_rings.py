"""A ring in each of Qt's own controls that has the keys.

Qt draws the default button of a dialog as it draws the one with the focus, and lists, sliders and
pages of text hardly otherwise than without it.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFocusFrame,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QSlider,
    QTableWidget,
    QTextEdit,
    QUndoView,
    QWidget,
)
from shiboken6 import Shiboken

from bpsim.gui.kit.controls.painting import focus_ring

RINGED = (
    QPushButton,
    QListWidget,
    QUndoView,
    QSlider,
    QTableWidget,
    QTextEdit,
    QPlainTextEdit,
)
"""Whose focus cannot be seen else."""


class FocusRings(QObject):
    """Draws a ring in what has the focus, where that is one of these."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._ring: _Ring | None = None
        application.focusChanged.connect(self._follow)

    def end(self) -> None:
        """Draw no more of them."""
        self._application.focusChanged.disconnect(self._follow)
        self._follow(None, None)

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if self._ring is not None and Shiboken.isValid(self._ring):
            self._ring.hide()
            self._ring.deleteLater()
        self._ring = _Ring(now) if isinstance(now, RINGED) else None


class _Ring(QFocusFrame):
    """Stands over a control; a QFocusFrame, as assistive technology passes those over."""

    def __init__(self, control: QWidget) -> None:
        super().__init__(control)
        self._control = control
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.resize(control.size())
        control.installEventFilter(self)
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.resize(self._control.size())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            focus_ring(painter, self.rect().toRectF())
