"""The network doctor: examines the weights on screen in a thread, and leads to what it found."""

from PySide6.QtCore import Signal

from bpsim.base.words import tr
from bpsim.core.errors import BpsimError
from bpsim.gui.desk.desk import Desk
from bpsim.gui.panels.doctor.panel import DoctorPanel
from bpsim.gui.program.background import Background
from bpsim.gui.wiring.panel_wiring import PanelWiring
from bpsim.gui.wiring.words import why_not_trainable
from bpsim.steps.places import EdgePlace, TargetPlace, UnitPlace
from bpsim.teach.doctor.finding import Finding
from bpsim.teach.doctor.table import examined


class DoctorWiring(PanelWiring[DoctorPanel]):
    """Joins the panel; what was found is forgotten when the document changes."""

    panel_wanted = Signal(str, str)
    """The panel where something is changed, and the field in it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, DoctorPanel())
        self.background = Background(self)
        self.found: tuple[Finding, ...] = ()
        self.panel.asked.connect(self._examine)
        self.panel.chosen.connect(self._go_to)
        self.background.busy_changed.connect(self.panel.set_busy)
        self.controller.document_changed.connect(self._forget)

    def _forget(self) -> None:
        self.background.forget()
        self.found = ()
        self.panel.forget()

    def _examine(self) -> None:
        session = self.controller.session
        why = why_not_trainable(session)
        if why:
            self.panel.show_found((), why)
            return
        if self.background.busy:
            return
        document = session.here
        self.background.run(lambda: examined(document), self._arrived, self._failed)

    def _arrived(self, found: tuple[Finding, ...]) -> None:
        self.found = found
        words = tr("Nothing was found that keeps this network from learning.")
        if found:
            words = tr("At iteration {iteration:,}:", iteration=self.controller.session.iteration)
        self.panel.show_found([each.sentence for each in found], words)

    def _failed(self, error: BpsimError) -> None:
        self.panel.show_found((), str(error))

    def _go_to(self, row: int) -> None:
        """Stand where a finding is, and have in front where it can be changed."""
        found, place = self.found[row], self.found[row].place
        if found.example is not None:
            self.controller.go_to_example(found.example)
        if isinstance(place, TargetPlace):
            place = UnitPlace(self.controller.session.document.network.depth, place.unit)
        if isinstance(place, UnitPlace):
            self.controller.click_unit(place)
        elif isinstance(place, EdgePlace):
            self.controller.select(place)
        if found.panel:
            self.panel_wanted.emit(found.panel, found.setting)

    def finish(self) -> None:
        self.background.end()
