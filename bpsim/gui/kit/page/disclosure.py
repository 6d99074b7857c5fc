"""A heading that folds what stands below it away, and unfolds it again."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget

from bpsim.base.words import tr
from bpsim.gui.kit.controls.enter_button import EnterButton
from bpsim.gui.kit.controls.painting import fill_rounded, focus_ring, mixed
from bpsim.gui.kit.controls.room import draw_wrapped, height_by_width, wrapped_size
from bpsim.gui.kit.controls.row import column_in
from bpsim.gui.looks.theme import theme_in_use

INDENT = 1.2
"""Where the words begin, in heights of a line."""


class FoldButton(EnterButton):
    """A triangle and a title; Space, Enter and clicks turn it over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(height_by_width())

    def setText(self, text: str) -> None:
        super().setText(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        words = metrics.horizontalAdvance(self.text())
        return QSize(round(words + (INDENT + 0.5) * metrics.height()), metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(6 * self.fontMetrics().height(), self.fontMetrics().height() + 4)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return wrapped_size(self.fontMetrics(), width - self._indent, self.text()).height() + 4

    @property
    def _indent(self) -> int:
        return round(INDENT * self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, line = theme_in_use(), self.fontMetrics().height()
        accent, surface = theme.colour("accent"), theme.colour("surface")
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), surface)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.underMouse():
                fill_rounded(painter, QRectF(self.rect()), 4, mixed(accent, surface, 0.10))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("muted"))
            painter.drawPolygon(self._triangle(line))
            painter.setPen(theme.colour("text"))
            room = self.rect().adjusted(self._indent, 0, 0, 0)
            draw_wrapped(painter, room, self.text(), Qt.AlignmentFlag.AlignVCenter)
            if self.hasFocus():
                focus_ring(painter, QRectF(self.rect()))

    def _triangle(self, line: int) -> QPolygonF:
        x, y, size = 0.55 * line, self.height() / 2, 0.26 * line
        if self.isChecked():
            points = [(x - size, y - size / 2), (x + size, y - size / 2), (x, y + size)]
        else:
            points = [(x - size / 2, y - size), (x - size / 2, y + size), (x + size, y)]
        return QPolygonF([QPointF(*point) for point in points])


class Disclosure(QWidget):
    """``content`` below a title that hides and shows it.

    ``turned`` says whether the user has opened it; opening it from outside emits nothing.
    """

    turned = Signal(bool)

    def __init__(self, title: str, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button, self.content = FoldButton(), content
        column_in(self, self.button, content, gap=2)
        content.hide()
        self.button.clicked.connect(self._turn)
        self.set_title(title)

    def title(self) -> str:
        """What stands beside the triangle."""
        return self.button.text()

    def set_title(self, title: str) -> None:
        """Show another title."""
        if title != self.button.text():
            self.button.setText(title)
        self._tell()

    @property
    def is_open(self) -> bool:
        """Whether the content is unfolded."""
        return self.button.isChecked()

    def set_open(self, on: bool) -> None:
        """Unfold the content, or fold it away."""
        if on != self.button.isChecked():
            self.button.setChecked(on)
        if self.content.isHidden() == on:
            self.content.setVisible(on)
        self._tell()

    def _turn(self, on: bool) -> None:
        self.set_open(on)
        self.turned.emit(on)

    def _tell(self) -> None:
        state = tr("unfolded") if self.is_open else tr("folded")
        self.button.setAccessibleName(f"{self.title()}, {state}")
