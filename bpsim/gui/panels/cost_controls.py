"""The controls above the cost plot: run and stop, the settings of training, the scale."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QSpinBox,
    QWidget,
)

from bpsim.core.settings import TrainingSettings
from bpsim.gui.controls.button import Button
from bpsim.gui.controls.flow import FlowLayout
from bpsim.gui.controls.live_text import LiveText
from bpsim.gui.controls.painting import control_height
from bpsim.gui.controls.undo import UndoToWindow
from bpsim.gui.panels.cost_number_edit import NumberEdit
from bpsim.gui.panels.cost_progress import ProgressText
from bpsim.gui.theme import SMALL, Theme, sized

MOST_ITERATIONS = 1_000_000


class CostControls(QWidget):
    """Asks for iterations and settings; ``settings_changed`` carries a whole TrainingSettings."""

    run_requested = Signal(int)
    stop_requested = Signal()
    settings_changed = Signal(object)
    log_toggled = Signal(bool)
    show_all_requested = Signal()
    export_requested = Signal()
    series_toggled = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = TrainingSettings()
        self._curves: tuple[tuple[str, bool], ...] = ()
        self._build()
        self._connect()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_settings(self._settings)
        self.set_idle()
        self._space()

    # --- what they show --------------------------------------------------------------------------

    def set_settings(self, settings: TrainingSettings) -> None:
        """Show these settings."""
        self._settings = settings
        self.rate.set_value(settings.learning_rate)
        self.lam.set_value(settings.lam)
        self._set_silently(self.batch, settings.batch_size or 0)

    def set_example_count(self, count: int) -> None:
        """Batches hold at most ``count`` examples."""
        self.batch.blockSignals(True)
        self.batch.setMaximum(max(1, count, self._settings.batch_size or 0))
        self.batch.blockSignals(False)
        self._set_silently(self.batch, self._settings.batch_size or 0)
        self._space()
        for widget in (self.run_one, self.run_many, self.many):
            widget.setEnabled(count > 0)

    def set_running(self, done: int, total: int | None, rate: float) -> None:
        """Show Stop and how far the run is; ``rate`` in iterations per second."""
        self._show_running(True)
        self.progress.show_progress(done, total, rate)

    def set_idle(self) -> None:
        """Show the buttons that start a run."""
        self._show_running(False)

    def set_cost(self, words: str) -> None:
        """Show J of the iteration on screen."""
        self.cost.set_text(words)

    def set_log(self, on: bool, possible: bool) -> None:
        """Mark whether the axis is logarithmic, and whether it can be."""
        self.log.setChecked(on)
        self.log.setEnabled(possible)
        self.log.setToolTip(
            "Logarithmic axis for J"
            if possible
            else "In the lecture’s convention the cost is below 0, where there is no logarithm"
        )

    def set_zoomed(self, zoomed: bool) -> None:
        """Offer to show everything, or not."""
        self.show_all.setEnabled(zoomed)

    def set_curves(self, curves: Sequence[tuple[str, bool]]) -> None:
        """Offer these curves by name, each shown or not; a single one needs no choice."""
        if tuple(curves) != self._curves:
            self._curves = tuple(curves)
            self.curves_menu.clear()
            for name, on in curves:
                action = self.curves_menu.addAction(name.replace("&", "&&"))
                action.setCheckable(True)
                action.setChecked(on)
                action.triggered.connect(lambda on, name=name: self.series_toggled.emit(name, on))
            self.curves.setVisible(len(curves) > 1)

    def _show_curves(self) -> None:
        self.curves_menu.popup(self.curves.mapToGlobal(self.curves.rect().bottomLeft()))

    def set_theme(self, theme: Theme) -> None:
        """Draw with the colours of ``theme``."""
        for each in (
            self.run_one, self.run_many, self.stop, self.log, self.show_all, self.curves,
            self.export, self.rate, self.lam, self.cost, self.progress,
        ):  # fmt: skip
            each.set_theme(theme)
        for label in self._labels:
            palette = label.palette()
            palette.setColor(label.foregroundRole(), theme.colour("muted"))
            label.setPalette(palette)

    # --- how they are made -----------------------------------------------------------------------

    def _build(self) -> None:
        self._labels: list[QLabel] = []
        self.run_one = Button("player-play", "Run 1 iteration", primary=True)
        self.run_one.setToolTip("One iteration of gradient descent (Ctrl+R)")
        self.run_many = Button("player-track-next", "Run", framed=True)
        self.run_many.setToolTip("Many iterations (Ctrl+Shift+R)")
        self.run_many.setAccessibleName("Run many iterations")
        self.many = _spin("Number of iterations to run", 1, MOST_ITERATIONS, 100)
        self.many.setGroupSeparatorShown(True)
        self.stop = Button("player-stop", "Stop", primary=True)
        self.stop.setToolTip("Stop after the iteration under way (Esc)")
        self.progress = ProgressText()
        self.rate = NumberEdit("Learning rate α")
        self.lam = NumberEdit("Regularisation λ")
        self.batch = _spin("Examples per iteration", 0, 1, 0)
        self.batch.setSpecialValueText("all")
        self.log = Button("", "log", framed=True)
        self.log.setCheckable(True)
        self.log.setAccessibleName("Logarithmic axis")
        self.show_all = Button("arrows-maximize")
        self.show_all.setToolTip("Show all iterations (0)")
        self.show_all.setAccessibleName("Show all iterations")
        self.show_all.setEnabled(False)
        self.curves = Button("chart-line")
        self.curves.setToolTip("Which curves are drawn")
        self.curves.setAccessibleName("Curves")
        self.curves.hide()
        self.curves_menu = QMenu(self)
        self.export = Button("file-export")
        self.export.setToolTip("Export the costs as a table or as a picture")
        self.export.setAccessibleName("Export the costs")
        self.cost = LiveText("J = −0.8888", right=True)
        self._starts = self._group(self.run_one, self.run_many, self.many)
        self._run = self._group(self.stop, self.progress)
        rate = self._group(self._label("Rate α", self.rate), self.rate)
        lam = self._group(self._label("λ", self.lam), self.lam)
        batch = self._group(self._label("Batch", self.batch), self.batch)
        scale = self._group(self.log, self.show_all, self.curves, self.export)
        self._flow = FlowLayout(self)
        for widget in (self._starts, self._run, rate, lam, batch, scale, self.cost):
            self._flow.add(widget, stretch=widget is self.cost)

    def _connect(self) -> None:
        self.run_one.clicked.connect(lambda: self.run_requested.emit(1))
        self.run_many.clicked.connect(lambda: self.run_requested.emit(self.many.value()))
        self.stop.clicked.connect(lambda: self.stop_requested.emit())
        self.log.clicked.connect(self.log_toggled)
        self.show_all.clicked.connect(lambda: self.show_all_requested.emit())
        self.export.clicked.connect(lambda: self.export_requested.emit())
        self.curves.clicked.connect(lambda: self._show_curves())
        self.rate.committed.connect(lambda value: self._change(learning_rate=value))
        self.lam.committed.connect(lambda value: self._change(lam=value))
        self.batch.valueChanged.connect(lambda value: self._change(batch_size=value or None))

    def _change(self, **changes: float | None) -> None:
        self._settings = replace(self._settings, **changes)  # type: ignore[arg-type]
        self.settings_changed.emit(self._settings)

    @staticmethod
    def _set_silently(spin: QSpinBox, value: int) -> None:
        spin.blockSignals(True)
        spin.setValue(value)
        spin.blockSignals(False)

    def _label(self, text: str, buddy: QWidget) -> QLabel:
        label = QLabel(text)
        label.setBuddy(buddy)
        label.setToolTip(buddy.accessibleName())
        self._labels.append(label)
        return label

    @staticmethod
    def _group(*widgets: QWidget) -> QWidget:
        """Widgets that stay on one line."""
        group = QWidget()
        row = QHBoxLayout(group)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            row.addWidget(widget)
        group.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return group

    def _show_running(self, running: bool) -> None:
        gone, come = (self._starts, self._run) if running else (self._run, self._starts)
        focused = cast("QWidget | None", self.window().focusWidget())
        had_focus = focused is not None and gone.isAncestorOf(focused)
        come.show()
        if had_focus:  # else Qt hands it to whatever comes next, and keys change a setting
            (self.stop if running else self.run_one).setFocus(Qt.FocusReason.OtherFocusReason)
        gone.hide()

    def _space(self) -> None:
        metrics = self.fontMetrics()
        em = metrics.height()
        self._flow.set_gaps(em // 2, em // 3)
        for spin, longest in ((self.many, "1,000,000"), (self.batch, str(self.batch.maximum()))):
            text = max(metrics.horizontalAdvance(longest), metrics.horizontalAdvance("8888"))
            spin.setFixedSize(text + round(1.5 * em), control_height(metrics))
        small = sized(self.font(), SMALL)
        if self.progress.font() != small:
            self.progress.setFont(small)
        for group in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            row = group.layout()
            if row is not None:
                row.setSpacing(em // 3)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_flow"):
            self._space()


def _spin(name: str, low: int, high: int, value: int) -> QSpinBox:
    spin = _Spin()
    spin.setRange(low, high)
    spin.setValue(value)
    spin.setKeyboardTracking(False)
    spin.setAccelerated(True)
    spin.setStepType(QAbstractSpinBox.StepType.AdaptiveDecimalStepType)
    spin.setAccessibleName(name)
    spin.setToolTip(name)
    return spin


class _Spin(QSpinBox):
    """A spin box that the wheel turns only while it has the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        UndoToWindow(self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
