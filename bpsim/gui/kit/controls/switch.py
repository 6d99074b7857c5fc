"""A check box in the theme's colours, seen on a dark ground too and as large as its words."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from bpsim.gui.kit.controls.painting import focus_ring, mixed
from bpsim.gui.kit.controls.room import draw_wrapped, together, wrapped_size
from bpsim.gui.kit.controls.told_aloud import ReadAloud
from bpsim.gui.looks import icons
from bpsim.gui.looks.theme import theme_in_use

GAP = 6
RADIUS = 3.0


class Switch(ReadAloud, QCheckBox):
    """A QCheckBox painted like the controls beside it, whose words wrap."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # painted anew as the pointer comes and goes

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = self._words_left() + metrics.horizontalAdvance(self.text()) + GAP
        return QSize(width, metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        words = together(self.text()).split(" ")
        longest = max(metrics.horizontalAdvance(word) for word in words)
        return QSize(self._words_left() + longest + GAP, self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Where the words do not fit into one line they take more."""
        room = width - self._words_left()
        return wrapped_size(self.fontMetrics(), room, self.text()).height() + 4

    def _words_left(self) -> int:
        return self._box_size() + 2 * GAP

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        theme, size = theme_in_use(), self._box_size()
        line = self.fontMetrics().height() + 4
        box = QRectF(GAP, (line - size) // 2, size, size)  # beside the first line
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()))
        accent, surface = theme.colour("accent"), theme.colour("surface")
        hovered = mixed(accent, surface, 0.12) if self.underMouse() else surface
        painter.setPen(QPen(theme.colour("accent" if self.isChecked() else "muted"), 1.0))
        painter.setBrush(accent if self.isChecked() else hovered)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        if self.isChecked():
            icons.draw(painter, box, "check", theme.colour("on_accent"))
        painter.setPen(theme.colour("text" if self.isEnabled() else "muted"))
        draw_wrapped(painter, self.rect().adjusted(self._words_left(), 2, 0, 0), self.text())

    def _box_size(self) -> int:
        return round(self.fontMetrics().height() * 0.95)
