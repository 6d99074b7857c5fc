"""The scale of the heat map beside the matrices."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from bpsim.base.words import tr
from bpsim.gui.looks.theme import SMALL, Theme, sized, theme_in_use
from bpsim.gui.panels.matrices.matrix_paint import shades
from bpsim.gui.program.tips import tip


class Legend(QWidget):
    """The scale of the heat map: each matrix by its own largest number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        words = tr(
            "Orange with a stroke is below 0, blue above; the stronger, the "
            "nearer to the largest number of its matrix. Hatched is not "
            "computed yet."
        )
        self.setAccessibleName(tr("Scale of the heat map"))
        self.setAccessibleDescription(words)
        self.setToolTip(tip(words))
        self.hide()

    def _words(self) -> tuple[str, str]:
        return "−" + tr("max"), "+" + tr("max")

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        words = sum(map(metrics.horizontalAdvance, self._words()))
        return QSize(words + 7 * metrics.height(), metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setFont(sized(self.font(), SMALL))
            painter.setPen(theme_in_use().colour("muted"))
            low, high = self._words()
            side = painter.fontMetrics().horizontalAdvance(high) + 6
            centre = int(Qt.AlignmentFlag.AlignCenter)
            painter.drawText(QRect(0, 0, side, self.height()), centre, low)
            painter.drawText(QRect(self.width() - side, 0, side, self.height()), centre, high)
            third = self.height() / 4
            strip = QRectF(self.rect()).adjusted(side, third, -side, -third)
            _strip(painter, strip, theme_in_use())


def _strip(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """The scale of a heat map as a strip from orange to blue, strokes on its negative side."""
    image = QImage(len(shades(theme)), 1, QImage.Format.Format_RGB32)
    for n, pixel in enumerate(shades(theme).tolist()):
        image.setPixel(n, 0, pixel)
    painter.drawImage(rect, image)
    painter.setPen(QPen(theme.colour("line"), 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect)
    painter.setPen(QPen(theme.colour("text"), 1.0))
    for share in (0.08, 0.2, 0.32):
        x, y = rect.left() + rect.width() * share, rect.center().y()
        painter.drawLine(QPointF(x - 3, y), QPointF(x + 3, y))
