"""The cost curve itself, drawn with pyqtgraph from a few thousand points whatever its length."""

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.gui.kit.chart.plot_axes import IterationAxis, ValueAxis
from bpsim.gui.kit.controls.painting import focus_ring
from bpsim.gui.looks.run_lines import run_pen
from bpsim.gui.looks.theme import Theme, theme_in_use
from bpsim.gui.panels.cost.accessible import tell_as_chart
from bpsim.gui.panels.cost.data import FEWEST, CostData, known_points
from bpsim.gui.panels.cost.heights import ceiling, fitted, rises_above, unit_of
from bpsim.gui.panels.cost.marks import (
    ALL_ZERO,
    EMPTY,
    Frame,
    legend,
    paint_marks,
    paint_pointed,
    paint_words,
    series_pen,
)
from bpsim.gui.panels.cost.placing import Occupied

ZOOM_STEP = 1.25
HELP = tr(
    "Click: go to that iteration. Wheel, + and −: zoom, from all "
    "iterations out to the whole of runs that go beyond the plot. "
    "Drag: move. 0: show all. Comma and full stop: one iteration back "
    "or on."
)


class CostPlot(pg.GraphicsView):  # type: ignore[misc]  # pyqtgraph ships no types
    """Draws a :class:`CostData`; ``picked`` carries the iteration that a click or a key chose."""

    picked = Signal(int)
    zoomed = Signal(bool)
    """True once only a part is on show, False when everything is again.

    A run that goes beyond the plot is shown only in part too.
    """

    _ready = False  # pyqtgraph resizes its view while it is being made

    def __init__(self, data: CostData, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        # The ground changes with every axis, and a cached one would cover what is painted here.
        self.setCacheMode(self.CacheModeFlag.CacheNone)
        # Every change below asks for a picture itself. The scene would ask again for each item, and
        # have them painted at once, several times for one change.
        self.setViewportUpdateMode(self.ViewportUpdateMode.NoViewportUpdate)
        self._data = data
        self._range: tuple[float, float] | None = None
        self._told_zoomed = False
        self._beyond = False
        """Whether there is a run that goes beyond the plot, unless that shows it whole."""
        self._pointer: QPointF | None = None
        self._pressed: tuple[QPointF, tuple[float, float]] | None = None
        self._dragged = False
        self._cost_axis, self._iteration_axis = ValueAxis(), IterationAxis()
        self._box = pg.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0.0)
        self._box.disableAutoRange()
        self._curves: list[pg.PlotCurveItem] = []
        self._arrange()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr("Cost over iterations"))
        self.setAccessibleDescription(HELP)
        tell_as_chart(self, data)
        self.setWhatsThis(HELP)
        self._ready = True
        self._dress_axes()

    def _arrange(self) -> None:
        """Put axes and curves together, as a pg.PlotItem would with a menu that nobody sees."""
        layout = pg.GraphicsLayout()
        layout.setContentsMargins(6, 4, 8, 0)  # pyqtgraph lets the title stick out
        layout.setSpacing(0)
        layout.addItem(self._cost_axis, 0, 0)
        layout.addItem(self._box, 0, 1)
        layout.addItem(self._iteration_axis, 1, 1)
        self._cost_axis.linkToView(self._box)
        self._iteration_axis.linkToView(self._box)
        self._iteration_axis.set_title(tr("iteration"))
        self._box.sigResized.connect(self.refresh_marks)  # wider numbers have moved the axis
        self.setCentralItem(layout)

    def _dress_axes(self) -> None:
        """Draw the axes with the theme and the font there are."""
        for axis in (self._cost_axis, self._iteration_axis):
            axis.dress(self._theme, self.font())
        self.refresh()

    @property
    def _theme(self) -> Theme:
        return theme_in_use()

    # --- what it shows ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """Draw what the data have become."""
        data = self._data
        if self._range is not None and self._range[1] > 1.02 * data.last:
            self._range = None  # fewer iterations than before: there is nothing of them to see
        left, right = self.shown_range()
        columns = max(50, int(self._box.width()))
        most = ceiling(data)
        self._beyond = any(rises_above(most, run) for run in data.runs)
        data.whole = data.whole and self._beyond
        data.reach = math.inf if data.whole else most
        data.unit = unit_of(data)
        self._cost_axis.count_in(data.unit, data.log)
        self._cost_axis.set_title(data.axis_title)
        pen = QPen(self._theme.colour("accent"), 1.0)
        pen.setCosmetic(True)
        pens = [run_pen(self._theme, run.colour) for run in data.runs]
        others = [data.curve(run.costs, left, right, columns) for run in data.runs]
        own = []
        for n, each in enumerate(data.series):
            if each.shown:
                pens.append(series_pen(self._theme, n))
                own.append(known_points(*data.curve(each.costs, left, right, columns)))
        if data.main_shown:
            pens.append(pen)
            own.append(data.curve(data.costs, left, right, columns))
        ends, others = fitted(data, own, others)
        drawn = [*others, *own]
        self._keep_curves(len(drawn))
        for curve, (x, y), drawn_with in zip(self._curves, drawn, pens, strict=True):
            curve.setPen(drawn_with)
            curve.setData(x, y, connect="finite")
        self._box.setXRange(left, right, padding=0.0)
        self._box.setYRange(*ends, padding=0.0)
        self.viewport().update()
        self._tell_zoomed()

    def refresh_marks(self) -> None:
        """Draw the marks anew; the curves are as they were."""
        self.viewport().update()

    def zoomed_range(self) -> tuple[float, float] | None:
        """The iterations at both ends of the axis if only a part is on show, else None."""
        return self._range

    def shown_range(self) -> tuple[float, float]:
        """The iterations at the left and at the right end of the axis."""
        if self._range is not None:
            return self._range
        last = float(self._data.last)
        return -0.01 * last, 1.02 * last

    def _keep_curves(self, count: int) -> None:
        while len(self._curves) < count:
            curve = pg.PlotCurveItem(antialias=True, skipFiniteCheck=False)
            self._curves.append(curve)
            self._box.addItem(curve, ignoreBounds=True)
        while len(self._curves) > count:
            self._box.removeItem(self._curves.pop())

    # --- zooming and moving ----------------------------------------------------------------------
    # A pg.ViewBox zooms where a wheel turns sideways too, and stays where it is once zoomed out
    # again, while new iterations come.

    def show_all(self) -> None:
        """Show every iteration, and go on doing so as there come more.

        Where it does so already, show the whole of runs that go beyond the plot as well.
        """
        self._data.whole = self._range is None and self._beyond
        self._set_range(None)

    def zoom(self, factor: float, about: float | None = None) -> None:
        """Stretch the axis by ``factor`` around an iteration, the middle if none is given."""
        if self._range is None and factor < 1:
            self.show_all()
            return
        if self._data.whole:
            self._data.whole = False
            self.refresh()
            return
        left, right = self.shown_range()
        about = (left + right) / 2 if about is None else about
        self._move_to(about - (about - left) / factor, about + (right - about) / factor)

    def _move_to(self, left: float, right: float) -> None:
        last = float(self._data.last)
        width = max(right - left, float(FEWEST) / 2)
        if width >= 1.03 * last:
            self._set_range(None)
            return
        left = min(max(left, -0.01 * last), 1.02 * last - width)
        self._set_range((left, left + width))

    def _set_range(self, shown: tuple[float, float] | None) -> None:
        self._range = shown
        self.refresh()

    def _tell_zoomed(self) -> None:
        partly = self._range is not None or (not self._data.whole and self._beyond)
        if partly != self._told_zoomed:
            self._told_zoomed = partly
            self.zoomed.emit(partly)

    def _iteration_at(self, x: float) -> float:
        rect = self.plot_rect()
        left, right = self.shown_range()
        return left + (x - rect.left()) / max(1.0, rect.width()) * (right - left)

    def _nearest(self, x: float, count: int) -> int | None:
        """Of so many iterations the one nearest to ``x``; None where there are none."""
        if not count:
            return None
        return min(max(round(self._iteration_at(x)), 0), count - 1)

    def plot_rect(self) -> QRectF:
        """The rectangle between the axes, in pixels of this widget."""
        return QRectF(self._box.sceneBoundingRect())

    # --- gestures --------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = (event.position(), self.shown_range())
            self._dragged = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        if self._pressed is not None:
            start, (left, right) = self._pressed
            if (place - start).manhattanLength() >= QApplication.startDragDistance():
                self._dragged = True
            if self._dragged:
                shift = (start.x() - place.x()) / max(1.0, self.plot_rect().width())
                shift *= right - left
                self._move_to(left + shift, right + shift)
                return
        self._hover(place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._pressed is None:
            return
        self._pressed = None
        iteration = self._nearest(event.position().x(), len(self._data.costs))
        if not self._dragged and iteration is not None:
            self.picked.emit(iteration)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta()
        if abs(turn.x()) > abs(turn.y()):
            left, right = self.shown_range()
            shift = -turn.x() / 1200 * (right - left)
            self._move_to(left + shift, right + shift)
        elif turn.y():
            factor = ZOOM_STEP ** (turn.y() / 120)
            self.zoom(factor, self._iteration_at(event.position().x()))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.text()
        if key in ("+", "="):
            self.zoom(ZOOM_STEP, float(self._data.iteration))
        elif key in ("-", "−"):
            self.zoom(1 / ZOOM_STEP, float(self._data.iteration))
        elif key == "0":
            self.show_all()
        elif key in (",", "."):
            wanted = self._data.iteration + (1 if key == "." else -1)
            if 0 <= wanted < len(self._data.costs):
                self.picked.emit(wanted)
        else:
            event.ignore()

    def _hover(self, place: QPointF | None) -> None:
        before = self.hovered
        self._pointer = place
        if self.hovered != before:
            self.refresh_marks()

    @property
    def hovered(self) -> int | None:
        """The iteration under the pointer, whatever the curve has become since that moved."""
        place = self._pointer
        if place is None or not self.plot_rect().adjusted(-4, -4, 4, 4).contains(place):
            return None
        return self._nearest(place.x(), self._data.longest)

    # --- painting --------------------------------------------------------------------------------

    def minimumSizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(8 * em, 4 * em)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._ready:
            self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange) and self._ready:
            self._dress_axes()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        # The scene has no ground of its own: below it comes the grid, on top of it come the marks.
        with QPainter(self.viewport()) as painter:
            self._paint_ground(painter)
        super().paintEvent(event)
        with QPainter(self.viewport()) as painter:
            frame = self._frame()
            self._paint_top(painter, frame)
            paint_pointed(painter, frame, self._data, self.hovered, self._theme)
            if self.hasFocus():
                focus_ring(painter, QRectF(self.viewport().rect()))

    def _paint_top(self, painter: QPainter, frame: Frame) -> None:
        """Paint what lies on top of the curves."""
        if self._data.empty and self.plot_rect().height() > 5 * self.fontMetrics().height():
            paint_words(painter, self._free_rect(), EMPTY, self._theme, self.font())
        elif self._data.nothing_above_zero:
            paint_words(painter, self._free_rect(), ALL_ZERO, self._theme, self.font())
        paint_marks(painter, frame, self._data, self._theme, self.font())

    def _free_rect(self) -> QRectF:
        """The plot, or what is below the names of several curves, which stand at the top."""
        rect = self.plot_rect()
        below = rect.height() / 2 if len(legend(self._data, self._theme)) > 1 else 0.0
        return rect.adjusted(0, below, 0, 0)

    def _paint_ground(self, painter: QPainter) -> None:
        painter.fillRect(self.viewport().rect(), self._theme.colour("surface"))
        frame, line = self._frame(), self._theme.colour("raised")
        plot = frame.rect
        for place in self._iteration_axis.grid_places():
            painter.fillRect(QRectF(round(frame.x_at(place)), plot.top(), 1, plot.height()), line)
        for place in self._cost_axis.grid_places():
            painter.fillRect(QRectF(plot.left(), round(frame.y_at(place)), plot.width(), 1), line)

    def _frame(self) -> Frame:
        rect = self.plot_rect()
        left, right = self.shown_range()
        low, high = self._box.viewRange()[1]

        def x_at(iteration: float) -> float:
            return float(rect.left() + (iteration - left) / (right - left) * rect.width())

        def y_at(height: float) -> float:
            place = (height - low) / (high - low) if high > low else 0.5
            if not math.isfinite(place):
                place = float(np.sign(place))
            return float(rect.bottom() - place * rect.height())

        return Frame(rect, x_at, y_at, left, right, Occupied(map(self._in_pixels, self._curves)))

    def _in_pixels(self, curve: pg.PlotCurveItem) -> tuple[Array, Array]:
        """Where a curve runs in this widget."""
        x, y = curve.getData()
        rect, (low, high) = self.plot_rect(), self._box.viewRange()[1]
        left, right = self.shown_range()
        if x is None or y is None or not high > low:
            return np.empty(0), np.empty(0)
        return (
            rect.left() + (x - left) / (right - left) * rect.width(),
            rect.bottom() - (y - low) / (high - low) * rect.height(),
        )
