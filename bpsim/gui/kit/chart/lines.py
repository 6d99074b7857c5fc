"""A small plot of a few curves over the iterations, each told apart by its dashes as well."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QWidget

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.gui.kit.chart.plot_axes import IterationAxis, ValueAxis
from bpsim.gui.kit.controls.told_aloud import ToldAloud
from bpsim.gui.looks.theme import theme_in_use

LINES = 11
DOT = 6
"""Pixels across a point that no line leads to, as where there is but one iteration."""
DASHES = (
    Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DashDotDotLine,
)  # fmt: skip


class Curve(NamedTuple):
    """One curve; ``colour`` is a colour of the theme, or empty for one of its terms' colours."""

    x: Array
    y: Array
    colour: str = ""


class LinePlot(ToldAloud, pg.GraphicsView):  # type: ignore[misc]  # pyqtgraph ships no types
    """Draws curves; where one is no number it has a gap. With ``log`` the heights are powers.

    A pg.PlotWidget would put the axes together, but brings a menu of many fields, seen by nobody,
    that stays when the plot goes and takes 4 ms to make.
    """

    _ready = False  # pyqtgraph changes its fonts while it is being made

    def __init__(self, title: str, log: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)  # type: ignore[call-arg]  # of pyqtgraph's class
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._left, self._below = ValueAxis(), IterationAxis()
        self._left.count_in(1.0, log)
        self._box = pg.ViewBox(enableMenu=False, enableMouse=False)
        self._curves: list[tuple[pg.PlotCurveItem, pg.ScatterPlotItem, str]] = []
        layout = pg.GraphicsLayout()
        layout.setContentsMargins(4, 6, 10, 0)
        for axis, name, place in (
            (self._left, title, (0, 0)), (self._below, tr("iteration"), (1, 1)),
        ):  # fmt: skip
            axis.set_title(name)
            axis.linkToView(self._box)
            layout.addItem(axis, *place)
        layout.addItem(self._box, 0, 1)
        self.setCentralItem(layout)
        self._ready = True
        self._dress()

    def show_curves(self, curves: Sequence[Curve]) -> None:
        """Draw these and no others."""
        for *items, _ in self._curves:
            for item in items:
                self._box.removeItem(item)
        self._curves = []
        for curve in curves:
            y = np.where(np.isfinite(curve.y), curve.y, np.nan)
            if self._left.logarithmic:
                with np.errstate(divide="ignore", invalid="ignore"):
                    y = np.where(y > 0, np.log10(y), np.nan)
            item = pg.PlotCurveItem(antialias=True)
            item.setData(curve.x, y, connect="finite")
            alone = _alone(y)
            dots = pg.ScatterPlotItem(curve.x[alone], y[alone], size=DOT, pen=None)
            for each in (item, dots):
                self._box.addItem(each)
            self._curves.append((item, dots, curve.colour))
        self._box.autoRange(padding=0.02)
        self._dress()

    def _dress(self) -> None:
        theme = theme_in_use()
        for n, (item, dots, colour) in enumerate(self._curves):
            ink = theme.colour(colour) if colour else theme.term(n)
            pen = QPen(ink, 2.0, DASHES[n % len(DASHES)])
            pen.setCosmetic(True)
            item.setPen(pen)
            dots.setBrush(ink)
        self.setBackground(theme.colour("surface"))
        for axis in (self._left, self._below):
            axis.dress(theme, self.font())
        self.setFixedHeight(LINES * self.fontMetrics().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        kinds = (QEvent.Type.FontChange, QEvent.Type.PaletteChange)
        if self._ready and event.type() in kinds:
            self._dress()


def _alone(y: Array) -> npt.NDArray[np.bool_]:
    """Which of ``y`` are numbers between two that are none, or at an end beside one."""
    finite = np.pad(np.isfinite(y), 1)
    alone: npt.NDArray[np.bool_] = finite[1:-1] & ~finite[:-2] & ~finite[2:]
    return alone
