"""The cost panel: J over the iterations, and the buttons that run more of them."""

from collections.abc import Sequence

import numpy.typing as npt
from PySide6.QtCore import QElapsedTimer, QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bpsim.base.words import tr
from bpsim.core.settings import TrainingSettings
from bpsim.gui.kit.controls.fits_font import FitsFont
from bpsim.gui.kit.controls.shrinking import Shrinking
from bpsim.gui.panels.cost.controls import CostControls
from bpsim.gui.panels.cost.costs import Costs
from bpsim.gui.panels.cost.data import MAIN, CostData
from bpsim.gui.panels.cost.plot import CostPlot
from bpsim.gui.panels.cost.samples import Samples
from bpsim.session.progress import RunProgress

LEAST_PLOT = 6
"""In less height than that below the controls, in lines, the plot stands beside them."""
WIDEST = 2**24 - 1
"""Qt's own largest width, which it gives no name in Python."""
REDRAW_MS = 100
"""While training runs the curve is drawn at most so often."""
APART_MS = 8
"""And so long after it is told of new costs, lest one frame do the work of two views."""


class CostPanel(FitsFont, QWidget):
    """Shows what it is told and asks for the rest; it trains nothing.

    ``iteration_requested`` and ``run_requested`` carry an iteration and a number of iterations,
    ``goal_requested`` a Goal that has no such number, ``settings_changed`` a TrainingSettings,
    ``series_toggled`` the name of a curve and whether it is drawn from now on.
    """

    iteration_requested = Signal(int)
    run_requested = Signal(int)
    refusal = Signal(str)
    goal_requested = Signal(object)
    stop_requested = Signal()
    settings_changed = Signal(object)
    log_axis_toggled = Signal(bool)
    series_toggled = Signal(str, bool)
    export_requested = Signal()
    little_to_show = Signal(bool)
    """There is no curve yet, and so no plot; or there is one now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Cost"))
        self.data = CostData()
        self.plot = CostPlot(self.data)
        self._running = False
        self.controls = CostControls()
        self._room: int | None = None
        self._frame = Shrinking(self.controls)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._frame)
        self._column.addWidget(self.plot, 1)
        self._since_redraw = QElapsedTimer()
        self._since_redraw.start()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._redraw)
        self.controls.run_requested.connect(self.run_requested)
        self.controls.refusal.connect(self.refusal)
        self.controls.goal_requested.connect(self.goal_requested)
        self.controls.stop_requested.connect(self.stop_requested)
        self.controls.settings_changed.connect(self.settings_changed)
        self.controls.log_toggled.connect(self._log_chosen)
        self.controls.series_toggled.connect(self._series_chosen)
        self.controls.export_requested.connect(self.export_requested)
        self.plot.picked.connect(self.iteration_requested)
        self.plot.zoomed.connect(self.controls.set_zoomed)
        self.controls.show_all_requested.connect(self.plot.show_all)
        self.plot.hide()
        self.fit_font()
        self._tell_cost()

    # --- what it shows ---------------------------------------------------------------------------

    def set_costs(
        self,
        costs: npt.ArrayLike,
        diverged_at: int | None = None,
        iteration: int | None = None,
    ) -> None:
        """J of each iteration from 0 on, in the course's sign.

        ``diverged_at`` is the iteration from which on the numbers are not finite; without it the
        first J that is not finite tells. ``iteration`` is marked in the same picture.
        """
        if iteration is not None:
            self.data.iteration = iteration
        self.data.costs = Costs(costs)
        self.data.told_diverged = diverged_at
        self._changed()

    def set_runs(self, runs: Sequence[tuple[str, int, npt.ArrayLike]]) -> None:
        """Lay named runs beside the one on screen: name, number of a term colour, J of each."""
        self.data.set_runs(runs)
        self._changed()

    def set_series(self, series: Sequence[tuple[str, npt.ArrayLike | Samples]]) -> None:
        """Lay other quantities of the run on screen beside J: name and value by iteration.

        Samples, or NaN, tell where a value is not known. Each can be switched off and on in a
        menu; one that comes again under its name stays as it was.
        """
        self.data.set_series(series)
        self._show_curves()
        self._changed()

    def show_series(self, name: str, on: bool) -> None:
        """Draw the curve called ``name``, or leave it out; "J (training)" is J itself."""
        self.data.show_series(name, on)
        self._show_curves()
        self._changed()

    def shown_range(self) -> tuple[float, float] | None:
        """The iterations that the plot is zoomed to, None while it shows everything."""
        return self.plot.zoomed_range()

    def set_iteration(self, iteration: int) -> None:
        """Mark the iteration on screen."""
        if iteration != self.data.iteration:
            last, self.data.iteration = self.data.last, iteration
            self._tell_cost()
            if self.data.last != last:
                self._changed()
            elif not self._later.isActive():
                self.plot.refresh_marks()

    def set_sign(self, sign: float) -> None:
        """Show J as the course writes it (+1) or as the lecture does (−1)."""
        if sign != self.data.sign:
            self.data.sign = sign
            self.controls.set_sign(sign)
            self._show_log()
            self._changed()

    def set_log_axis(self, on: bool) -> None:
        """Show J on a logarithmic axis, wherever its sign allows it."""
        if on != self.data.log_wanted:
            self.data.log_wanted = on
            self._show_log()
            self._changed()

    def set_settings(self, settings: TrainingSettings) -> None:
        """Show the settings of training."""
        self.controls.set_settings(settings)
        self._name_cost()

    def set_example_count(self, count: int) -> None:
        """Batches hold at most ``count`` examples; without examples nothing runs."""
        self.controls.set_example_count(count)
        self._name_cost()

    def show_progress(self, progress: RunProgress) -> None:
        """A run is under way, and so far."""
        self._running = True
        self.controls.show_progress(progress)

    def set_idle(self) -> None:
        """Nothing runs."""
        self._running = False
        self.controls.set_idle()
        if self._later.isActive():
            self._later.stop()
            self._redraw()

    def run_once(self) -> None:
        """Ask for one iteration with what stands in the fields."""
        self.controls.run_once()

    def run_many(self) -> None:
        """Ask for the run that the fields beside the button say."""
        self.controls.run_to_goal()

    # --- how it is drawn -------------------------------------------------------------------------

    def minimumSizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        least = self._column.minimumSize()
        high = 0 if self.data.empty or self._beside else 8 * em
        return QSize(least.width(), max(least.height(), high))

    @property
    def _beside(self) -> bool:
        return self._column.direction() is QVBoxLayout.Direction.LeftToRight

    def fit_height(self, height: int) -> None:
        """Have so much height: where there is little the plot stands beside the controls."""
        self._room = height
        self._fit()

    def _fit(self) -> None:
        margins, way = self._column.contentsMargins(), QVBoxLayout.Direction
        whole = self.controls.heightForWidth(self.width() - margins.left() - margins.right())
        least = whole + LEAST_PLOT * self.fontMetrics().height()
        beside = not self.data.empty and self._room is not None and self._room < least
        self._column.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self._frame.setMinimumHeight(0 if beside else whole)
        bar = self._frame.verticalScrollBar().sizeHint().width()
        least = self.controls.minimumSizeHint().width()
        self._frame.setMinimumWidth(least + bar if beside else 0)
        # The plot takes what is left over, half of it at least; controls go on in a new line.
        most = min(self.controls.widest(), max(least, self.width() // 2)) + bar
        self._frame.setMaximumWidth(most if beside else WIDEST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()  # the controls may need more lines, or fewer
        return super().event(event)

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(50 * em, 12 * em)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._redraw()

    def fit_font(self) -> None:
        em = self.fontMetrics().height()
        self._column.setContentsMargins(em // 2, em // 3, em // 2, em // 8)
        self._column.setSpacing(em // 3)

    def _changed(self) -> None:
        """Draw now; while training runs, apart from other views and not too often."""
        self._tell_cost()
        if not self.isVisible():
            return
        if not self._running:
            self._redraw()
        elif not self._later.isActive():
            self._later.start(max(APART_MS, REDRAW_MS - self._since_redraw.elapsed()))

    def _redraw(self) -> None:
        self._later.stop()
        self._since_redraw.restart()
        self.plot.refresh()

    def _name_cost(self) -> None:
        """Say whose J it is where an iteration takes a part of the examples."""
        batches = self.controls.batches.order_matters
        if batches != self.data.batches:
            self.data.batches = batches
            self._changed()

    def _tell_cost(self) -> None:
        if self.plot.isHidden() != self.data.empty:
            self.plot.setVisible(not self.data.empty)
            self._fit()
            self.updateGeometry()
            self.little_to_show.emit(self.data.empty)
        self.controls.set_cost(self.data.marked_words() or f"{self.data.cost_name} = —")

    def _show_log(self) -> None:
        self.controls.set_log(self.data.log_wanted, possible=self.data.sign > 0)

    def _show_curves(self) -> None:
        shown = [(each.name, each.shown) for each in self.data.series]
        self.controls.set_curves([(MAIN, self.data.main_shown), *shown])

    def _series_chosen(self, name: str, on: bool) -> None:
        self.show_series(name, on)
        self.series_toggled.emit(name, on)

    def _log_chosen(self, on: bool) -> None:
        self.set_log_axis(on)
        self.log_axis_toggled.emit(on)
