"""The cost plot of the window as a picture for paper, without the iteration on screen."""

import pyqtgraph as pg
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QFont, QPainter, QPen

from bpsim.gui.looks.theme import Theme
from bpsim.gui.panels.cost.data import CostData
from bpsim.gui.panels.cost.plot import CostPlot

CURVE_WIDTH = 2.0
MARGIN = 12


class CostPicture(CostPlot):
    """A plot that no window shows, in a theme of its own.

    It shows the iterations between the two of ``shown``, None for all.
    """

    def __init__(
        self, data: CostData, theme: Theme, font: QFont, shown: tuple[float, float] | None = None
    ) -> None:
        self._paper = theme
        super().__init__(data)
        self.setFont(font)
        self._set_range(shown)

    @property
    def _theme(self) -> Theme:
        return self._paper

    def paint_into(self, painter: QPainter, rect: QRect) -> None:
        """Fill ``rect`` with the plot and a margin."""
        inner = rect.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        self.resize(inner.size())
        for _ in range(2):  # the numbers at an axis make room for themselves as they are painted
            self.grab()
            self.centralWidget.layout.activate()
            self.refresh()
        painter.fillRect(rect, self._theme.colour("surface"))
        painter.translate(inner.topLeft())
        self._paint_ground(painter)
        # As the scene paints a curve, its pen would be stretched with it in some readers of SVG.
        for curve in self._curves:
            curve.hide()
        self.scene().render(painter, QRectF(self.rect()), QRectF(self.rect()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for curve in self._curves:
            pen = QPen(curve.opts["pen"])
            pen.setWidthF(CURVE_WIDTH)
            pen.setCosmetic(False)
            painter.strokePath(pg.arrayToQPath(*self._in_pixels(curve), connect="finite"), pen)
        self._paint_top(painter, self._frame())
