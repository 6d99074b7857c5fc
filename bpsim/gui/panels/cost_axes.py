"""The axes of the cost plot: whole iterations below, J at the left, linear or in powers of ten.

Importing this loads pyqtgraph, which takes a while: see :meth:`CostPanel.warm_up`.
"""

import pyqtgraph as pg
from PySide6.QtGui import QFont, QFontMetrics, QPen

from bpsim.gui.panels.cost_ticks import Levels, log_ticks
from bpsim.gui.theme import SMALL, Theme, sized
from bpsim.steps.notation import number_text


class _Axis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph ships no types
    """What both axes share: the theme, the small type, where the lines of the grid lie.

    The plot draws the grid: pyqtgraph's own, which extends the ticks, takes 4 ms an axis.
    """

    def __init__(self, side: str) -> None:
        super().__init__(side, maxTickLength=-4)
        self.enableAutoSIPrefix(False)
        # A label may stick out a little; at the left end it is the 0.
        self.setStyle(autoReduceTextSpace=False, hideOverlappingLabels=8)
        self._ticks: tuple[object, Levels] = (None, [])

    def dress(self, theme: Theme, font: QFont) -> None:
        """Use the colours of ``theme`` and a smaller ``font``."""
        small = sized(font, SMALL)
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
        size = self.boundingRect().width() if self.orientation == "bottom" else self.height()
        levels = self.tickValues(low, high, size)
        return levels[0][1] if levels else []

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
        self.logarithmic = False

    def set_logarithmic(self, on: bool) -> None:
        """Take the places on the axis for powers of ten."""
        if on != self.logarithmic:
            self.logarithmic = on
            self.picture, self._ticks = None, (None, [])
            self.update()

    def _tick_values(self, low: float, high: float, size: float) -> Levels:
        if not self.logarithmic:
            return super()._tick_values(low, high, size)[:2]
        return log_ticks(low, high, most=max(2, int(size / (1.8 * self._line_height()))))

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        if self.logarithmic:
            return [number_text(float(10.0**value), 6) for value in values]
        return [text.replace("-", "−") for text in super().tickStrings(values, scale, spacing)]

    def _line_height(self) -> float:
        font = self.style["tickFont"]
        return 1.4 * font.pointSizeF() if font is not None else 14.0
