"""The panels behind tabs: made after the first picture, rendered only while they can be seen."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from bpsim.gui.desk.controller import Controller
from bpsim.gui.desk.run_keeping import RunKeeping
from bpsim.gui.desk.training import Training
from bpsim.gui.kit.entry.inline_editor import InlineEditor
from bpsim.gui.looks.theme import Theme
from bpsim.gui.panels.breakpoints.panel import BreakpointsPanel
from bpsim.gui.panels.curve.panel import CurvePanel
from bpsim.gui.panels.examples.panel import ExamplesPanel
from bpsim.gui.panels.map.panel import MapPanel
from bpsim.gui.panels.matrices.panel import MatricesPanel
from bpsim.gui.panels.runs.panel import RunsPanel
from bpsim.gui.panels.slope.panel import SlopePanel
from bpsim.gui.panels.weight.panel import WeightPanel
from bpsim.gui.wiring.docks import Docks
from bpsim.gui.wiring.open_editors import OpenEditors
from bpsim.gui.wiring.views import Views
from bpsim.gui.wiring.weight_slopes import Slopes
from bpsim.steps.apart.slope import obstacle
from bpsim.steps.apart.weight import weight_breakdown, weight_to_show
from bpsim.steps.apart.what_if import Nudge, what_if
from bpsim.steps.places import EdgePlace, UnitPlace

NO_WEIGHT = "Click an edge to see what the examples say about its weight."
NO_STEPS = "A held-out example is not trained with, so there is no step to go to."
NO_EXAMPLE = "There is no training example yet."


class SideWiring(QObject):
    """Makes the panels, puts them into their docks and hands them what they show."""

    def __init__(
        self,
        controller: Controller,
        training: Training,
        keeping: RunKeeping,
        views: Views,
        docks: Docks,
        editors: OpenEditors,
    ) -> None:
        super().__init__(controller)
        self._editors = editors
        self.controller, self.training, self.views = controller, training, views
        self.keeping = keeping
        self._docks = docks
        self._render: dict[str, Callable[[], None]] = {}

    def making(self) -> Iterator[None]:
        """Make the panels, one after the other, and connect them once all are there."""
        controller = self.controller
        self.slope = SlopePanel()
        self.slopes = Slopes(self.slope, self)
        yield from self._place("slope", self.slope, self._show_slope)
        self.curve = CurvePanel()
        yield from self._place("curve", self.curve, self._show_curve)
        self.weight = WeightPanel()
        yield from self._place("weight", self.weight, self._show_weight)
        self.matrices = MatricesPanel()
        self._edits("matrices", self.matrices.sheet.editor)
        yield from self._place("matrices", self.matrices, self._show_matrices)
        self.examples = ExamplesPanel()
        self._edits("examples", self.examples.table.editor, of_step=False)
        yield from self._place("examples", self.examples, self._show_examples)
        self.map = MapPanel()
        yield from self._place("map", self.map, self._show_map)
        self.breakpoints = BreakpointsPanel()
        yield from self._place("breakpoints", self.breakpoints, self._show_breakpoints)
        self.runs = RunsPanel()
        yield from self._place("runs", self.runs, self._show_runs)
        for name in self._render:
            appeared = self._docks.by_name[name].visibilityChanged
            appeared.connect(partial(self._appeared, name))
        self._gestures()
        controller.changed.connect(self.show_all)
        controller.selection_changed.connect(self.show_all)
        # What can be edited is shown at once, seen or not: it would edit another document else.
        controller.document_changed.connect(self._show_examples)
        controller.document_changed.connect(self._show_runs)
        controller.breakpoints_changed.connect(self._show_breakpoints)
        self.training.finished.connect(self.show_all)

    def _place(self, name: str, panel: QWidget, render: Callable[[], None]) -> Iterator[None]:
        self._docks.fill(name, panel)
        self._render[name] = render
        yield

    def _edits(self, name: str, editor: InlineEditor, of_step: bool = True) -> None:
        """``editor`` belongs to a panel: it goes when that is no longer to be seen."""
        self._editors.watch(editor, of_step)
        self._docks.by_name[name].visibilityChanged.connect(
            lambda visible: None if visible else editor.close_editor()
        )

    def _gestures(self) -> None:
        controller = self.controller
        self.slope.nudged.connect(self._nudge)
        self.matrices.place_selected.connect(controller.select)
        self.matrices.weight_edited.connect(controller.edits.set_weight)
        self.matrices.input_edited.connect(partial(controller.edits.set_shown_value, "x"))
        self.matrices.target_edited.connect(partial(controller.edits.set_shown_value, "y"))
        self.examples.value_edited.connect(self._edit_value)
        self.examples.examples_changed.connect(controller.edits.split_examples)
        self.examples.example_chosen.connect(controller.go_to_example)
        self.examples.held_out_chosen.connect(
            lambda _row: controller.message.emit(NO_STEPS, "info")
        )
        self.examples.message.connect(lambda text: controller.message.emit(text, "error"))
        self.weight.example_activated.connect(controller.choose_example)
        self.map.example_chosen.connect(controller.go_to_example)
        self.map.held_out_chosen.connect(lambda _row: controller.message.emit(NO_STEPS, "info"))
        self.map.place_chosen.connect(controller.select)
        self.breakpoints.breakpoints_changed.connect(controller.set_breakpoints)
        self.runs.keep_requested.connect(self.keeping.keep)
        self.runs.rewind_requested.connect(self.keeping.rewind)
        self.runs.removed.connect(self.keeping.remove)
        self.runs.renamed.connect(self.keeping.rename)
        self.runs.shown_changed.connect(self.keeping.show)
        controller.opened.connect(self.runs.list.stop_naming)
        self.keeping.changed.connect(self._show_runs)
        controller.history_changed.connect(self._history_changed)
        controller.stopped_at.connect(self.breakpoints.set_met)

    def set_theme(self, theme: Theme) -> None:
        """Colour the panels."""
        self.slope.set_theme(theme)
        self.curve.set_theme(theme)
        self.weight.set_theme(theme)
        self.matrices.set_theme(theme)
        self.examples.set_theme(theme)
        self.map.set_theme(theme)
        self.breakpoints.set_theme(theme)
        self.runs.set_theme(theme)

    def finish(self) -> None:
        """The window goes: end what runs."""
        self.slopes.finish()

    # --- showing ----------------------------------------------------------------------------

    def show_all(self, _cause: object = None) -> None:
        """Render the panels that can be seen."""
        for name, render in self._render.items():
            # A weight's slope is a curve over all examples: too much for every frame of a run.
            if name == "slope" and self.training.running:
                self.slopes.forget()
            elif self._docks.in_front(name):
                render()

    def _appeared(self, name: str, visible: bool) -> None:
        if visible:
            self._render[name]()

    def _show_slope(self) -> None:
        controller = self.controller
        step, nudge = controller.step, self._nudged_place()
        if step is None or nudge is None:
            self.slopes.forget()
            self.slope.show_slope(None, NO_EXAMPLE)
            return
        why_not = obstacle(step, nudge)
        if why_not:
            self.slopes.forget()
            self.slope.show_slope(None, why_not)
        else:
            self.slopes.show(controller.session.trace, step, nudge)

    def _nudged_place(self) -> Nudge | None:
        place = self.controller.selection
        if isinstance(place, EdgePlace):
            return Nudge(place.layer, place.to, place.frm)
        unit = self.controller.delta_place()
        return None if unit is None else Nudge(unit.layer, unit.unit)

    def _nudge(self, value: float | None) -> None:
        """Let the graph show what would be; nothing of it reaches the document."""
        controller = self.controller
        step, nudge = controller.step, self._nudged_place()
        if step is None or nudge is None:
            return
        if value is not None:
            step = what_if(controller.session.trace, step, nudge, value)
        self.views.graph.show_step(step, controller.session.examples)

    def _show_curve(self) -> None:
        step = self.controller.step
        if step is None:
            self.curve.clear(NO_EXAMPLE)
        else:
            self.curve.show_step(step)

    def _show_examples(self) -> None:
        document = self.controller.session.document
        self.examples.show_examples(document.examples, self._example(), document.held_out)

    def _example(self) -> int | None:
        """The row of the document's training set that is on screen, from 1."""
        step, session = self.controller.step, self.controller.session
        return step.example if step is not None and session.up_to_date else None

    def _show_weight(self) -> None:
        """The selected weight, else the one whose D is largest, taken apart."""
        controller = self.controller
        step, place = controller.step, controller.selection
        if step is None:
            self.weight.show_weight(None, NO_EXAMPLE)
            return
        chosen = weight_to_show(step)
        if isinstance(place, EdgePlace):
            chosen = (place.layer, place.to, place.frm)
        if chosen is None:
            self.weight.show_weight(None, NO_WEIGHT)
        else:
            self.weight.show_weight(weight_breakdown(controller.session.trace, step, *chosen))

    def _show_matrices(self) -> None:
        step = self.controller.step
        if step is None:
            self.matrices.clear(NO_EXAMPLE)
            return
        self.matrices.show_step(step)
        self.matrices.set_selected(self.controller.selection)

    def _edit_value(self, row: int, part: str, column: int, value: float) -> None:
        edits, m = self.controller.edits, len(self.controller.session.document.examples)
        if row < m:
            edits.set_example_value(row + 1, part, column, value)
        else:
            edits.set_held_out_value(row - m + 1, part, column, value)

    def _show_map(self) -> None:
        controller = self.controller
        step, document = controller.step, controller.session.document
        selected = controller.selection
        place = selected if isinstance(selected, UnitPlace) and selected.layer > 1 else None
        network = document.network if step is None else step.network
        self.map.show_network(network, document.examples, self._example(), place, document.held_out)

    def _history_changed(self) -> None:
        if self._docks.in_front("runs"):
            self._show_runs()

    def _show_runs(self) -> None:
        self.runs.show_runs(self.keeping.runs, self.keeping.start)
        self.runs.set_can_keep(self.keeping.can_keep)

    def _show_breakpoints(self) -> None:
        controller = self.controller
        self.breakpoints.show_breakpoints(controller.breakpoints, controller.session.document)
