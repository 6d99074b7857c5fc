"""An axis of numbers with the signs of the user's language, none of them over another."""

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtGui import QFont, QFontMetricsF

from bpsim.base.words import in_local_signs
from bpsim.gui.kit.chart.axes import round_step

Spacings = list[tuple[float, float]]


def roomy(levels: Spacings, extent: float, size: float, widest: float) -> Spacings:
    """``levels`` of ticks along ``size`` pixels, or one that leaves labels the room they need.

    pyqtgraph looks at the length of an axis alone, not at how wide its labels are.
    """
    least = extent * widest / max(1.0, size)
    return levels if levels and levels[0][0] >= least else [(round_step(least), 0.0)]


class PlainAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph ships no types
    """pyqtgraph's own axis but for the decimal sign, and for labels that would touch."""

    def tickSpacing(self, minVal: float, maxVal: float, size: float) -> Spacings:
        """How far apart ticks are, the widest first."""
        levels: Spacings = super().tickSpacing(minVal, maxVal, size)
        if self.orientation != "bottom" or not maxVal > minVal:
            return levels
        metrics = QFontMetricsF(self.style["tickFont"] or QFont())
        ends = self.tickStrings([minVal, maxVal], 1.0, levels[0][0])
        widest = max(map(metrics.horizontalAdvance, ends)) + metrics.height() / 2
        return roomy(levels, maxVal - minVal, size, widest)

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """The numbers at these places."""
        return [in_local_signs(text) for text in super().tickStrings(values, scale, spacing)]
