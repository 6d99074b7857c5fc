"""The explanation: the step on screen in words, formulas and numbers, and a selected unit's δ."""

from bpsim.gui.desk.desk import Desk
from bpsim.gui.panels.step.panel import StepPanel
from bpsim.gui.wiring.panel_wiring import PanelWiring
from bpsim.gui.wiring.words import NO_EXAMPLE
from bpsim.session.editing import set_shorthand, set_sign
from bpsim.steps.apart.delta import DeltaBreakdown
from bpsim.steps.places import Place, UnitPlace
from bpsim.steps.schedule import DELTAS
from bpsim.steps.shown.pointing import edge_of, term_of
from bpsim.steps.step import Step


class StepWiring(PanelWiring[StepPanel]):
    """Joins the panel and remembers the convention chosen in it."""

    keeps_result_back = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, StepPanel())
        controller, signs = self.controller, self.panel.signs
        signs.sign_chosen.connect(controller.edits(set_sign))
        signs.shorthand_toggled.connect(controller.edits(set_shorthand))
        for gesture in (signs.sign_chosen, signs.shorthand_toggled):
            gesture.connect(self._remember_convention)
        self.show_on(controller.changed, controller.selection_changed)
        controller.what_if.connect(self._show_what_if)
        self.panel.term_pointed.connect(self._point)
        controller.pointed.connect(self._show_pointed)
        controller.wrong_formula.connect(self.panel.show_wrong)
        controller.playback.progress.connect(self._wait)
        controller.document_changed.connect(self._show_convention)
        self._show_convention()

    def show(self) -> None:
        step = self.controller.step
        if step is None:
            self.panel.clear(NO_EXAMPLE)
        else:
            self.panel.show_step(step, *self._deltas(step))

    def _show_what_if(self, step: Step) -> None:
        """The step as it would be, which its note says."""
        if step is self.controller.step:
            self.refresh()
        elif self.in_front:
            self.panel.show_step(step)

    def prepare(self, step: Step) -> None:
        self.panel.prepare(step, *self._deltas(step))

    def _deltas(self, step: Step) -> tuple[DeltaBreakdown | None, DeltaBreakdown | None]:
        """The δ that ``step`` computes, and that of a selected unit which is another one."""
        here = None if step.layer is None or step.unit is None else UnitPlace(step.layer, step.unit)
        own = None
        if step.phase in DELTAS and here is not None:
            own = self.controller.shown_delta.of(step, here)
        selected = self.controller.shown_delta.selected
        if selected is None or selected == here:
            return own, None
        return own, self.controller.shown_delta.of(step, selected)

    def _point(self, term: int) -> None:
        """The pointer is on a term: its edge lights up with it."""
        step = self.controller.step
        self.controller.pointed.emit(None if step is None else edge_of(step, term))

    def _wait(self, progress: float | None) -> None:
        """The result comes last, here as on the graph."""
        self.panel.set_waiting(progress is not None and self.controller.result_due)

    def _show_pointed(self, place: Place | None) -> None:
        step = self.controller.step
        self.panel.mark_term(None if step is None else term_of(step, place))

    def _show_convention(self) -> None:
        self.panel.signs.set_convention(self.controller.session.document.convention)

    def _remember_convention(self) -> None:
        self.desk.preferences.convention = self.controller.session.document.convention
