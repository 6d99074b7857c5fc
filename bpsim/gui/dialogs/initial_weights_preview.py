"""What weights to start from would look like: for each layer its shape, its range, its spread."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from bpsim.base.words import in_local_signs, tr
from bpsim.core.arrays import Array
from bpsim.gui.kit.controls.painting import fill_rounded, mixed
from bpsim.gui.kit.controls.told_aloud import ToldAloud
from bpsim.gui.looks.theme import SMALL, sized, theme_in_use
from bpsim.notation.numerals import number_text, superscript

BINS = 41
MOST_LAYERS = 8
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def layer_words(number: int, theta: Array) -> tuple[str, str, str]:
    """The name of Θ^(number), its shape, and the range of its numbers without and with biases."""
    name = f"Θ{superscript(f'({number})')}"
    shape = in_local_signs(f"{theta.shape[0]:,} × {theta.shape[1]:,}")
    low, high = float(theta[:, 1:].min()), float(theta[:, 1:].max())
    if low == high:
        span = tr("all {low}", low=number_text(low, 3))
    else:
        span = f"{number_text(low, 3)} … {number_text(high, 3)}"
    if np.any(theta) and not np.any(theta[:, 0]):
        span = tr("{span}, biases 0", span=span)
    return name, shape, span


class WeightsPreview(ToldAloud, QWidget):
    """A line for each layer: a histogram of its weights on one axis for all, and its range."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._weights: tuple[Array, ...] = ()
        self._counts: list[Array] = []
        self._reach = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
        self.setAccessibleName(tr("Range of the weights of each layer"))

    def show_weights(self, weights: Sequence[Array]) -> None:
        """Show Θ^(1) … Θ^(L−1)."""
        self._weights = tuple(weights)
        reach = max((float(np.abs(theta).max()) for theta in weights), default=0.0)
        self._reach = reach or 1.0
        bins = np.linspace(-self._reach, self._reach, BINS + 1)
        self._counts = [
            np.histogram(theta[:, 1:], bins)[0].astype(float) for theta in self._weights
        ]
        self.setAccessibleDescription("; ".join(self.lines()))
        self.updateGeometry()
        self.update()

    def lines(self) -> list[str]:
        """What is said of each layer."""
        return [", ".join(layer_words(n, theta)) for n, theta in enumerate(self._weights, 1)]

    def _line(self) -> int:
        return round(2.0 * self.fontMetrics().height())

    def _shown(self) -> int:
        return min(len(self._weights), MOST_LAYERS)

    def sizeHint(self) -> QSize:
        more = 1 if len(self._weights) > MOST_LAYERS else 0
        rows = max(1, self._shown()) + more
        return QSize(28 * self.fontMetrics().height(), rows * self._line() + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(24 * self.fontMetrics().height(), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            fill_rounded(painter, QRectF(self.rect()), 6, theme_in_use().colour("surface"))
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        small = sized(self.font(), SMALL)
        metrics, narrow = self.fontMetrics(), QFontMetrics(small)
        em, line = metrics.height(), self._line()
        words = [layer_words(n, theta) for n, theta in enumerate(self._weights, 1)]
        name_width = max(metrics.horizontalAdvance(each[0]) for each in words) + em // 2
        shape_width = max(narrow.horizontalAdvance(each[1]) for each in words) + em // 2
        span_width = max(narrow.horizontalAdvance(each[2]) for each in words)
        left = 0.6 * em
        for n in range(self._shown()):
            name, shape, span = words[n]
            row = QRectF(left, 2 + n * line, self.width() - 2 * left, line)
            painter.setFont(self.font())
            painter.setPen(theme_in_use().colour("text"))
            painter.drawText(row, LEFT, name)
            painter.setFont(small)
            painter.setPen(theme_in_use().colour("muted"))
            painter.drawText(row.adjusted(name_width, 0, 0, 0), LEFT, shape)
            painter.setPen(theme_in_use().colour("text"))
            painter.drawText(row, RIGHT, span)
            bars = row.adjusted(name_width + shape_width, 0.3 * em, -span_width - em, -0.3 * em)
            self._paint_bars(painter, bars, self._counts[n])
        if len(self._weights) > MOST_LAYERS:
            row = QRectF(left, 2 + MOST_LAYERS * line, self.width() - 2 * left, line)
            painter.setPen(theme_in_use().colour("muted"))
            painter.drawText(
                row, LEFT, tr("and {weights} more layers", weights=len(self._weights) - MOST_LAYERS)
            )

    def _paint_bars(self, painter: QPainter, rect: QRectF, counts: Array) -> None:
        """The histogram from −reach to reach, a line where 0 is; blue and orange by sign."""
        if rect.width() < BINS:
            return
        theme = theme_in_use()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(theme.colour("line"), 1.0))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        top, width = float(counts.max()) or 1.0, rect.width() / BINS
        for n, count in enumerate(counts):
            if count:
                high = max(2.0, count / top * rect.height())
                place = QRectF(rect.left() + n * width, rect.bottom() - high, width, high)
                painter.fillRect(place, self._bar_colour(n))
        x = round(rect.center().x())
        painter.setPen(QPen(theme.colour("muted"), 1.0))
        painter.drawLine(x, round(rect.top()), x, round(rect.bottom()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _bar_colour(self, place: int) -> QColor:
        if place == BINS // 2:
            return theme_in_use().colour("muted")
        return mixed(theme_in_use().sign(place - BINS // 2), theme_in_use().colour("surface"), 0.75)
