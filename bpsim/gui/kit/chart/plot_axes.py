"""The axes of plots made by pyqtgraph: whole iterations below, values or powers at the left."""

import pyqtgraph as pg
from PySide6.QtGui import QFont, QFontMetrics, QPen

from bpsim.base.words import in_local_signs
from bpsim.gui.kit.chart.axes import round_step, tick_texts
from bpsim.gui.kit.chart.plot_ticks import log_texts, log_ticks
from bpsim.gui.looks.theme import SMALL, Theme, sized


class _Axis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph ships no types
    """What both axes share: the theme, the small type, where the lines of the grid lie.

    A plot draws the grid itself: pyqtgraph's own, which extends the ticks, takes a frame from 5 ms
    to 10 ms, and has lines for the ticks between the main ones as well. Between those there are
    ticks of one length: the finest, too faint to count by, took a seventh of the time of a frame.
    """

    def __init__(self, side: str) -> None:
        super().__init__(side, maxTickLength=-4)
        self.enableAutoSIPrefix(False)
        # A label may stick out a little; at the left end it is the 0.
        self.setStyle(autoReduceTextSpace=False, hideOverlappingLabels=8, maxTickLevel=1)
        self._line = 14
        self._small = QFont()

    def dress(self, theme: Theme, font: QFont) -> None:
        """Use the colours of ``theme`` and a smaller ``font``."""
        self._small = small = sized(font, SMALL)
        self.setTickFont(small)
        self.label.setFont(small)
        self.label.setDefaultTextColor(theme.colour("muted"))
        self.setPen(QPen(theme.colour("line"), 1.0))
        self.setTickPen(QPen(theme.colour("line"), 1.0))
        self.setTextPen(QPen(theme.colour("muted")))
        self._line = QFontMetrics(small).height()

    def grid_places(self) -> list[float]:
        """The places of the main ticks on the axis."""
        rect = self.geometry()
        length = rect.width() if self.orientation == "bottom" else rect.height()
        levels = self.tickValues(*self.range, length + 2.0)  # its line reaches over both ends
        return levels[0][1] if levels else []

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

    def dress(self, theme: Theme, font: QFont) -> None:
        super().dress(theme, font)
        self.setHeight(2 * self._line + 5)

    def tickSpacing(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, float]]:
        levels = super().tickSpacing(minVal, maxVal, size)
        levels = [level for level in levels if level[0] >= 1] or [(1.0, 0.0)]
        # pyqtgraph looks at the length of an axis alone, not at how wide its labels are.
        last = in_local_signs(f"{maxVal:,.0f}")
        widest = QFontMetrics(self._small).horizontalAdvance(last) + self._line / 2
        least = (maxVal - minVal) * widest / max(1.0, size)
        return levels if levels[0][0] >= least else [(round_step(least), 0.0)]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [in_local_signs(f"{value:,.0f}") if value >= 0 else "" for value in values]


class ValueAxis(_Axis):
    """Values, or their logarithms to base 10 with the ticks of a logarithmic scale."""

    def __init__(self) -> None:
        super().__init__("left")
        self.logarithmic, self.unit = False, 1.0

    def count_in(self, unit: float, logarithmic: bool) -> None:
        """Take the places on the axis for so many ``unit``s, or for powers of ten."""
        if (unit, logarithmic) != (self.unit, self.logarithmic):
            self.unit, self.logarithmic = unit, logarithmic
            self.picture = None
            self.update()

    def tickValues(
        self, minVal: float, maxVal: float, size: float
    ) -> list[tuple[float, list[float]]]:
        if self.logarithmic:
            return [(1.0, log_ticks(minVal, maxVal, size, self._line))]
        levels: list[tuple[float, list[float]]] = super().tickValues(minVal, maxVal, size)
        return levels

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        if self.logarithmic:
            return log_texts(values)
        return tick_texts(values, spacing, self.unit)
