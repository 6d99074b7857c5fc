"""The axes of the cost plot: whole iterations below, J at the left, linear or powers of ten."""

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from bpsim.gui.looks.theme import SMALL, Theme, sized
from bpsim.gui.panels.cost.ticks import Levels, log_ticks, tick_texts
from bpsim.notation.formula import number_text

Flags = Qt.AlignmentFlag | Qt.TextFlag
KEPT_SIZES = 500
BESIDE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
BELOW = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextDontClip


class _Axis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph ships no types
    """What both axes share: the theme, the small type, where the lines of the grid lie.

    The plot draws the grid: pyqtgraph's own, which extends the ticks, takes 4 ms an axis. Where
    ticks and numbers stand is worked out here, as by pyqtgraph but in a third of the time.
    """

    def __init__(self, side: str) -> None:
        super().__init__(side, maxTickLength=-4)
        self.enableAutoSIPrefix(False)
        # A label may stick out a little; at the left end it is the 0.
        self.setStyle(autoReduceTextSpace=False, hideOverlappingLabels=8)
        self._ticks: tuple[object, Levels] = (None, [])
        self._sizes: dict[str, tuple[float, float]] = {}

    def dress(self, theme: Theme, font: QFont) -> None:
        """Use the colours of ``theme`` and a smaller ``font``."""
        small = sized(font, SMALL)
        self._sizes.clear()
        self.setTickFont(small)
        self.label.setFont(small)
        self.label.setDefaultTextColor(theme.colour("muted"))
        self.setPen(QPen(theme.colour("line"), 1.0))
        self.setTickPen(QPen(theme.colour("line"), 1.0))
        self.setTextPen(QPen(theme.colour("muted")))
        self._make_room(QFontMetrics(small).height())

    def _make_room(self, line: int) -> None:
        """Give the axis what its ticks and its name need, ``line`` being a line's height."""

    def grid_places(self) -> list[float]:
        """The places of the main ticks on the axis."""
        low, high = self.range
        levels = self.tickValues(low, high, self._length())
        return levels[0][1] if levels else []

    def _length(self) -> float:
        """The pixels of its line, which reaches a little over both ends."""
        rect = self.geometry()
        return float((rect.width() if self.orientation == "bottom" else rect.height()) + 2)

    def generateDrawSpecs(self, painter: QPainter) -> tuple[Any, ...] | None:
        painter.setFont(self.style["tickFont"])
        bounds, (low, high) = self.mapRectFromParent(self.geometry()), self.range
        upright, length = self.orientation == "left", self._length()
        if bounds.isEmpty() or not high > low:
            return None
        if upright:
            start, along, edge = bounds.bottom(), -bounds.height() / (high - low), bounds.right()
            line = (QPointF(edge - 1, bounds.top() - 1), QPointF(edge - 1, bounds.bottom() + 1))
        else:
            start, along, edge = bounds.left(), bounds.width() / (high - low), bounds.top()
            line = (QPointF(bounds.left() - 1, edge + 1), QPointF(bounds.right() + 1, edge + 1))
        room = self.boundingRect()
        ticks: list[tuple[QPen, QPointF, QPointF]] = []
        texts: list[tuple[QRectF, Flags, str]] = []
        taken = breadth = 0.0
        crowded = False
        for level, (spacing, values) in enumerate(self.tickValues(low, high, length)):
            pen, reach = self._tick_pen(level), self.style["tickLength"] / (1 + 0.5 * level)
            inside = [v for v in values if low <= v <= high]
            places = [start + (v - low) * along for v in inside]
            for at in places:
                # A negative length leads inwards, to where the curve is.
                ends = (
                    ((edge, at), (edge - reach, at))
                    if upright
                    else ((at, edge), (at, edge + reach))
                )
                ticks.append((pen, QPointF(*ends[0]), QPointF(*ends[1])))
            if crowded or level > self.style["maxTextLevel"]:
                continue
            strings = self.tickStrings(inside, self.scale, spacing)
            sizes = [self._size(painter, text) for text in strings]
            taken += sum(size[upright] for size in sizes)
            crowded = level > 0 and any(
                len(texts) >= count and taken / length >= limit
                for count, limit in self.style["textFillLimits"]
            )
            if crowded:
                continue
            breadth = max([breadth, *(size[not upright] for size in sizes)])
            texts += self._texts(places, strings, sizes, edge, room)
        self._updateMaxTextSize(breadth)
        return (self.pen(), *line), ticks, texts

    def _texts(
        self,
        places: list[float],
        strings: list[str],
        sizes: list[tuple[float, float]],
        edge: float,
        room: QRectF,
    ) -> list[tuple[QRectF, Flags, str]]:
        """Where the numbers at ``places`` are written; one that has no room is left out."""
        upright = self.orientation == "left"
        gap = self.style["tickTextOffset"][not upright] + max(0, self.style["tickLength"])
        flags = BESIDE if upright else BELOW
        found: list[tuple[QRectF, Flags, str]] = []
        for at, text, (width, height) in zip(places, strings, sizes, strict=True):
            if upright:
                where = QRectF(edge - gap - width, at - height / 2, width, height)
            else:
                where = QRectF(at - width / 2, edge + gap, width, height)
            if room & where == where:
                found.append((where, flags, text))
        return found

    def _size(self, painter: QPainter, text: str) -> tuple[float, float]:
        """Width and height of a number, the height without the room that digits leave free."""
        known = self._sizes.get(text)
        if known is None:
            if len(self._sizes) >= KEPT_SIZES:
                self._sizes.clear()
            box = painter.boundingRect(QRectF(0, 0, 100, 100), Qt.AlignmentFlag.AlignCenter, text)
            known = self._sizes[text] = (box.width(), 0.8 * box.height())
        return known

    def _tick_pen(self, level: int) -> QPen:
        """Fainter for the ticks between the main ones."""
        pen = QPen(self.tickPen())
        colour = QColor(pen.color())
        colour.setAlpha(255 // (level + 1))
        pen.setColor(colour)
        return pen

    def tickValues(self, minVal: float, maxVal: float, size: float) -> Levels:
        # Asked for by the grid and by the axis, in every picture.
        asked = (minVal, maxVal, size, self.style["tickFont"])
        if self._ticks[0] != asked:
            self._ticks = (asked, self._tick_values(minVal, maxVal, size))
        return self._ticks[1]

    def _tick_values(self, low: float, high: float, size: float) -> Levels:
        """The places of the ticks between ``low`` and ``high``, the main ones first."""
        levels: Levels = super().tickValues(low, high, size)
        return levels

    def set_title(self, text: str) -> None:
        """Write what the axis measures."""
        if text != self.labelText:
            self.setLabel(text)

    def keyPressEvent(self, event: object) -> None:
        """Leave the keys to the plot."""


class IterationAxis(_Axis):
    """Whole numbers only, with their thousands set apart."""

    def __init__(self) -> None:
        super().__init__("bottom")

    def _make_room(self, line: int) -> None:
        self.setHeight(2 * line + 5)

    def tickSpacing(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, float]]:
        levels = super().tickSpacing(minVal, maxVal, size)
        return [level for level in levels if level[0] >= 1] or [(1.0, 0.0)]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [f"{value:,.0f}" if value >= 0 else "" for value in values]


class CostAxis(_Axis):
    """J, or its logarithm to base 10 with the ticks of a logarithmic scale."""

    def __init__(self) -> None:
        super().__init__("left")
        self.logarithmic, self.unit = False, 1.0

    def count_in(self, unit: float, logarithmic: bool) -> None:
        """Take the places on the axis for so many ``unit``s, or for powers of ten."""
        if (unit, logarithmic) != (self.unit, self.logarithmic):
            self.unit, self.logarithmic = unit, logarithmic
            self.picture, self._ticks = None, (None, [])
            self.update()

    def _tick_values(self, low: float, high: float, size: float) -> Levels:
        if not self.logarithmic:
            return super()._tick_values(low, high, size)[:2]
        return log_ticks(low, high, most=max(2, int(size / (1.8 * self._line_height()))))

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        if self.logarithmic:
            return [number_text(float(10.0**value), 6) for value in values]
        return tick_texts(values, self.unit, spacing)

    def _line_height(self) -> float:
        font = self.style["tickFont"]
        return 1.4 * font.pointSizeF() if font is not None else 14.0
