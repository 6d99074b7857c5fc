"""What is said aloud as the walk goes on: steps, messages, what is selected."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from bpsim.gui.desk.desk import Desk
from bpsim.gui.program.announcing import announce, listened_to
from bpsim.steps.places import Place
from bpsim.steps.shown.spoken import announced, spoken
from bpsim.steps.step import Step


class Announcements(QObject):
    """Says through ``source``, the widget of the graph, what changes; each thing once."""

    def __init__(self, desk: Desk, source: QWidget) -> None:
        super().__init__(desk.controller)
        self._controller, self._training, self._source = desk.controller, desk.training, source
        self._preferences = desk.preferences
        self._said: Step | None = None
        desk.controller.changed.connect(self._say_step)
        desk.controller.message.connect(self._say_message)
        desk.controller.selection_changed.connect(self._say_selection)

    def _say_step(self) -> None:
        """A training run says its end, not each of its iterations."""
        step = self._controller.step
        if not listened_to() or self._training.running or step in (None, self._said):
            return
        self._said = step
        announce(self._source, announced(step, self._preferences.verbosity))

    def _say_message(self, text: str, _kind: str) -> None:
        announce(self._source, text)

    def _say_selection(self, place: Place | None) -> None:
        step = self._controller.step
        if place is not None and step is not None and listened_to():
            examples = self._controller.session.examples
            announce(self._source, spoken(step, place, examples))
