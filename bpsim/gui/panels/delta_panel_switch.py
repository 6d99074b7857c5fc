"""A check box in the theme's colours, whose frame is seen on a dark ground too."""

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from bpsim.gui import icons
from bpsim.gui.controls.painting import focus_ring, mixed
from bpsim.gui.theme import LIGHT, Theme

GAP = 6
RADIUS = 3.0


class Switch(QCheckBox):
    """A QCheckBox painted like the controls beside it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = LIGHT

    def set_theme(self, theme: Theme) -> None:
        """Draw with the colours of ``theme``."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        box = self._box_size()
        return QSize(box + 3 * GAP + metrics.horizontalAdvance(self.text()), metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint(painter)
        finally:
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        theme, size = self._theme, self._box_size()
        box = QRectF(GAP, (self.height() - size) // 2, size, size)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()), theme)
        accent, surface = theme.colour("accent"), theme.colour("surface")
        hovered = mixed(accent, surface, 0.12) if self.underMouse() else surface
        painter.setPen(QPen(theme.colour("accent" if self.isChecked() else "muted"), 1.0))
        painter.setBrush(accent if self.isChecked() else hovered)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        if self.isChecked():
            icons.draw(painter, box, "check", theme.colour("on_accent"))
        painter.setPen(theme.colour("text"))
        words = QRectF(self.rect()).adjusted(box.right() + GAP, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                         self.text())  # fmt: skip

    def _box_size(self) -> int:
        return round(self.fontMetrics().height() * 0.95)
