"""The controls above the cost plot: run and stop, the settings of training, the scale."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from bpsim.base.words import tr
from bpsim.core.costs.table import SCALES
from bpsim.core.settings import TrainingSettings
from bpsim.gui.kit.controls.access_letters import give_letters
from bpsim.gui.kit.controls.button import Button
from bpsim.gui.kit.controls.fits_font import FitsFont
from bpsim.gui.kit.controls.flow import FlowBar, FlowLayout
from bpsim.gui.kit.controls.in_menu import in_menu
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.kit.controls.live_text import LiveText
from bpsim.gui.kit.controls.painting import control_height
from bpsim.gui.kit.controls.room import height_by_width
from bpsim.gui.kit.controls.row import group_of
from bpsim.gui.kit.entry.number_edit import NumberEdit
from bpsim.gui.kit.entry.spins import Choice
from bpsim.gui.looks.theme import SMALL, sized
from bpsim.gui.panels.cost.goal import GoalChooser
from bpsim.gui.panels.cost.method import MethodFields
from bpsim.gui.panels.cost.order import BatchFields
from bpsim.gui.panels.cost.progress import ProgressText
from bpsim.gui.program.tips import tip
from bpsim.session.progress import RunProgress
from bpsim.teach.understanding.notations import GLOSSARY

SCALE_TIP = tr(
    "Over the examples, as in the course, or over the outputs of them "
    "all, as Keras and PyTorch print it: J, δ and D are a K-th then"
)
LOG_TIP = tr("Logarithmic axis for J")


class CostControls(FitsFont, QWidget):
    """Asks for iterations and settings; ``settings_changed`` carries a whole TrainingSettings.

    ``run_requested`` carries a number of iterations, ``goal_requested`` a Goal without one.
    """

    refusal = Signal(str)
    """Why a number that was typed is not taken, "" once that is over."""
    run_requested = Signal(int)
    goal_requested = Signal(object)
    stop_requested = Signal()
    settings_changed = Signal(object)
    log_toggled = Signal(bool)
    show_all_requested = Signal()
    export_requested = Signal()
    series_toggled = Signal(str, bool)
    scale_chosen = Signal(str)
    """What J is from now on a mean over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = TrainingSettings()
        self._curves: tuple[tuple[str, bool], ...] = ()
        self._left: QWidget | None = None
        self._build()
        self._connect()
        self.setSizePolicy(height_by_width())
        self.set_settings(self._settings)
        self.set_scale(SCALES[0], 1)
        self.set_idle()
        self.fit_font()

    # --- what they show --------------------------------------------------------------------------

    def set_settings(self, settings: TrainingSettings) -> None:
        """Show these settings."""
        self._settings = settings
        self.rate.set_value(settings.learning_rate)
        self.lam.set_value(settings.lam)
        self.batches.show_settings(settings)
        self.method.show_method(settings.method)
        self._offer_order()

    def set_scale(self, scale: str, outputs: int) -> None:
        """Show what J is a mean over; with a single output it is the same."""
        self.scale.show_silently(scale)
        self._mean.setVisible(outputs > 1 or scale != SCALES[0])

    def set_example_count(self, count: int) -> None:
        """Batches hold at most ``count`` examples."""
        self.batches.set_example_count(count)
        self._offer_order()
        self.fit_font()
        for widget in (self.run_one, self.run_many, self.goal):
            widget.setEnabled(count > 0)

    def show_progress(self, progress: RunProgress) -> None:
        """Show Stop and how far the run is."""
        self._show_running(True)
        self.progress.show_progress(progress)

    def set_idle(self) -> None:
        """Show the buttons that start a run."""
        self._show_running(False)

    def set_sign(self, sign: float) -> None:
        """Write the cost to be reached as the course does (+1) or as the lecture does (−1)."""
        self.goal.set_sign(sign)

    def _entered(self) -> bool:
        """True once what was typed is taken in; a field that refuses it gets the focus."""
        for field in (self.rate, self.lam, *self.method.fields.values()):
            if (field.isModified() or field.refused()) and not field.enter():
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return False
        return True

    def run_once(self) -> None:
        """Ask for one iteration, with the settings that stand in the fields."""
        if self._entered():
            self.run_requested.emit(1)

    def run_to_goal(self) -> None:
        """Ask for the run that the fields describe; what is no number is marked."""
        if not self._entered():
            return
        goal = self.goal.goal()
        if goal is None:
            self.goal.below.setFocus(Qt.FocusReason.OtherFocusReason)
        elif goal.iterations is not None:
            self.run_requested.emit(goal.iterations)
        else:
            self.goal_requested.emit(goal)

    def widest(self) -> int:
        """The width in which each group of controls has a line to stand in."""
        return self._flow.widest()

    def set_cost(self, words: str) -> None:
        """Show J of the iteration on screen."""
        self.cost.set_text(words)

    def set_log(self, on: bool, possible: bool) -> None:
        """Mark whether the axis is logarithmic, and whether it can be."""
        self.log.setChecked(on)
        self.log.setEnabled(possible)
        self.log.setToolTip(
            LOG_TIP
            if possible
            else tr("In the lecture’s convention the cost is below 0, where there is no logarithm")
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
                action = self.curves_menu.addAction(in_menu(name))
                action.setCheckable(True)
                action.setChecked(on)
                action.triggered.connect(lambda on, name=name: self.series_toggled.emit(name, on))
            self.curves.setVisible(len(curves) > 1)

    def _show_curves(self) -> None:
        give_letters(self.curves_menu)
        self.curves_menu.popup(self.curves.mapToGlobal(self.curves.rect().bottomLeft()))

    # --- how they are made -----------------------------------------------------------------------

    def _build(self) -> None:
        self.run_one = Button("player-play", tr("Run 1 iteration"), primary=True)
        self.run_one.setToolTip(tr("One iteration of gradient descent (Ctrl+R)"))
        self.run_many = Button("player-track-next", tr("Run"), framed=True)
        self.run_many.setToolTip(tr("Run to the goal in the field beside it (Ctrl+Enter)"))
        self.run_many.setAccessibleName(tr("Run to the goal"))
        self.goal = GoalChooser()
        self.stop = Button("player-stop", tr("Stop"), primary=True)
        self.stop.setToolTip(tr("Stop after the iteration under way (Esc)"))
        self.progress = ProgressText()
        self.rate = NumberEdit(tr("Learning rate α"))
        self.rate.setWhatsThis(tip(GLOSSARY["α"].meaning))
        self.lam = NumberEdit(tr("Regularisation λ"))
        self.lam.setWhatsThis(tip(GLOSSARY["λ"].meaning))
        self.batches = BatchFields(self)
        self.method = MethodFields(self)
        self.scale = Choice(
            SCALE_TIP, dict(zip(SCALES, (tr("examples"), tr("outputs")), strict=True))
        )
        self.scale.setAccessibleName(tr("J is the mean over"))
        self.log = Button("", tr("log"), framed=True)
        self.log.setCheckable(True)
        self.log.setToolTip(LOG_TIP)
        self.log.setAccessibleName(tr("Logarithmic axis"))
        self.show_all = Button("arrows-maximize")
        self.show_all.setToolTip(
            tr("Show all iterations (0); then the whole of runs that go beyond the plot")
        )
        self.show_all.setAccessibleName(tr("Show all iterations"))
        self.show_all.setEnabled(False)
        self.curves = Button("chart-line")
        self.curves.setToolTip(tr("Which curves are drawn"))
        self.curves.setAccessibleName(tr("Curves"))
        self.curves.hide()
        self.curves_menu = QMenu(self)
        self.export = Button("file-export")
        self.export.setToolTip(tr("Export the costs as a table or as a picture"))
        self.export.setAccessibleName(tr("Export the costs"))
        self.cost = LiveText("J = −0.8888", right=True)
        self._starts = (group_of(self.run_one), FlowBar(self.run_many, self.goal))
        self._run = group_of(self.stop, self.progress)
        rate = group_of(self._label(tr("Rate α"), self.rate), self.rate)
        lam = group_of(self._label("λ", self.lam), self.lam)
        method = group_of(self.method.choice)  # its words need no label, and room is short
        fields = self.batches
        batch = group_of(self._label(tr("Batch"), fields.batch), fields.batch)
        self._mean = group_of(self._label(tr("J: mean over"), self.scale), self.scale)
        self._order = group_of(self._label(tr("Order"), fields.order), fields.order)
        self._seed = group_of(self._label(tr("Seed"), fields.seed), fields.seed)
        scale = group_of(self.log, self.show_all, self.curves, self.export)
        self._flow = FlowLayout(self)
        self._offer_order()
        for widget in (
            *self._starts,
            self._run,
            rate,
            lam,
            method,
            self.method.parameters,
            batch,
            self._order,
            self._seed,
            self._mean,
            scale,
            self.cost,
        ):
            self._flow.add(widget, stretch=widget is self.cost)

    def _connect(self) -> None:
        self.run_one.clicked.connect(lambda: self.run_once())
        self.run_many.clicked.connect(lambda: self.run_to_goal())
        self.stop.clicked.connect(self.stop_requested)
        self.log.clicked.connect(self.log_toggled)
        self.show_all.clicked.connect(self.show_all_requested)
        self.export.clicked.connect(self.export_requested)
        self.curves.clicked.connect(lambda: self._show_curves())
        for field in (self.rate, self.lam, self.goal.below):
            field.refusal.connect(self.refusal)
        self.rate.committed.connect(lambda value: self._change(learning_rate=value))
        self.lam.committed.connect(lambda value: self._change(lam=value))
        self.batches.changed.connect(lambda changes: self._change(**changes))
        self.method.refusal.connect(self.refusal)
        self.method.changed.connect(lambda method: self._change(method=method))
        self.scale.activated.connect(lambda _place: self.scale_chosen.emit(self.scale.value()))

    def _change(self, **changes: object) -> None:
        self._settings = replace(self._settings, **changes)  # type: ignore[arg-type]
        self.method.show_method(self._settings.method)
        self._offer_order()
        self.settings_changed.emit(self._settings)

    def _offer_order(self) -> None:
        """Order and seed stand there where they matter; elsewhere they would only take room."""
        self._order.setVisible(self.batches.order_matters)
        self._seed.setVisible(self.batches.seed_matters)

    def _label(self, text: str, buddy: QWidget) -> Label:
        label = Label(text)
        label.setBuddy(buddy)
        label.setToolTip(buddy.toolTip())
        label.set_colour("muted")
        return label

    def _show_running(self, running: bool) -> None:
        gone: tuple[QWidget, ...] = self._starts if running else (self._run,)
        come: tuple[QWidget, ...] = (self._run,) if running else self._starts
        focused = cast("QWidget | None", self.window().focusWidget())
        had_focus = focused is not None and any(each.isAncestorOf(focused) for each in gone)
        for each in come:
            each.show()
        if had_focus:  # else Qt hands it to whatever comes next, and keys change a setting
            back, self._left = self._left or self.run_one, focused if running else None
            (self.stop if running else back).setFocus(Qt.FocusReason.OtherFocusReason)
        for each in gone:
            each.hide()

    def fit_font(self) -> None:
        metrics = self.fontMetrics()
        em = metrics.height()
        self._flow.set_gaps(em // 2, em // 3)
        self.batches.fit(metrics)
        self.method.fit(em)
        self.scale.setFixedHeight(control_height(metrics))
        small = sized(self.font(), SMALL)
        if self.progress.font() != small:
            self.progress.setFont(small)
        for group in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            row = group.layout()
            if row is not None:
                row.setSpacing(em // 3)
