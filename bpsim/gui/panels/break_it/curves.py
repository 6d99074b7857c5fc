"""Both cost curves in one plot: the right algorithm's drawn through, the wrong one's dashed."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QWidget

from bpsim.core.arrays import Array
from bpsim.gui.looks.theme import SMALL, sized, theme_in_use
from bpsim.notation.numerals import number_text

LINES = 11
TITLES = "J(Θ)", "iteration"


class Curves(pg.GraphicsView):  # type: ignore[misc]  # pyqtgraph ships no types
    """Draws J over the iterations of two runs from the same start."""

    _ready = False  # pyqtgraph changes its fonts while it is being made

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._axes = pg.AxisItem("left"), pg.AxisItem("bottom")
        self._box = pg.ViewBox(enableMenu=False, enableMouse=False)
        self._right = pg.PlotCurveItem(antialias=True)
        self._wrong = pg.PlotCurveItem(antialias=True)
        layout = pg.GraphicsLayout()
        layout.setContentsMargins(4, 6, 10, 0)
        for axis, title, place in zip(self._axes, TITLES, ((0, 0), (1, 1)), strict=True):
            axis.enableAutoSIPrefix(False)
            axis.setLabel(title)
            axis.linkToView(self._box)
            layout.addItem(axis, *place)
        layout.addItem(self._box, 0, 1)
        for curve in (self._right, self._wrong):
            self._box.addItem(curve)
        self.setCentralItem(layout)
        self._ready = True
        self._dress()

    def show_curves(self, right: Array, wrong: Array) -> None:
        """Draw both; where one is no number it has a gap."""
        for curve, values in ((self._right, right), (self._wrong, wrong)):
            shown = np.where(np.isfinite(values), values, np.nan)
            curve.setData(np.arange(len(shown)), shown, connect="finite")
        self._box.autoRange(padding=0.02)
        ends = number_text(float(right[-1])), number_text(float(wrong[-1]))
        self.setAccessibleName(
            f"J after {len(wrong) - 1:,} iterations: {ends[0]} with the right algorithm, "
            f"{ends[1]} with the wrong one"
        )

    def _dress(self) -> None:
        theme, font = theme_in_use(), sized(self.font(), SMALL)
        for curve, colour, style in (
            (self._right, "accent", Qt.PenStyle.SolidLine),
            (self._wrong, "warning", Qt.PenStyle.DashLine),
        ):
            pen = QPen(theme.colour(colour), 2.0, style)
            pen.setCosmetic(True)
            curve.setPen(pen)
        self.setBackground(theme.colour("surface"))
        for axis in self._axes:
            axis.setPen(QPen(theme.colour("line"), 1.0))
            axis.setTextPen(QPen(theme.colour("muted")))
            axis.setTickFont(font)
            axis.label.setFont(font)
            axis.label.setDefaultTextColor(theme.colour("muted"))
        self.setFixedHeight(LINES * self.fontMetrics().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        kinds = (QEvent.Type.FontChange, QEvent.Type.PaletteChange)
        if self._ready and event.type() in kinds:
            self._dress()
