"""The runs kept under a name, to be laid beside the run on screen."""

from PySide6.QtCore import QObject, Signal

from bpsim.core.network import Network
from bpsim.gui.controller import Controller
from bpsim.session.runs import Runs


class RunKeeping(QObject):
    """Holds the kept runs of the open document; they are not part of the file."""

    changed = Signal()

    def __init__(self, controller: Controller) -> None:
        super().__init__(controller)
        self._controller = controller
        self.runs = Runs()
        controller.opened.connect(self._forget)

    @property
    def start(self) -> Network:
        """The network that the run on screen started from."""
        return self._controller.session.history.network_at(0)

    @property
    def can_keep(self) -> bool:
        """True if the run on screen has an iteration."""
        return self._controller.session.history.length > 0

    def keep(self) -> None:
        """Keep the run on screen under a name made of its settings."""
        if self.can_keep:
            session = self._controller.session
            history = session.history
            self._set(self.runs.kept(session.document.training, history.costs, self.start))

    def rewind(self) -> None:
        """Keep the run on screen, and start again from its first weights."""
        if self.can_keep:
            self.keep()
            self._controller.edits.rewind()

    def remove(self, place: int) -> None:
        """Let the run at ``place`` (from 0) go."""
        self._set(self.runs.removed(place))

    def rename(self, place: int, name: str) -> None:
        """Call the run at ``place`` otherwise."""
        self._set(self.runs.renamed(place, name))

    def show(self, place: int, on: bool) -> None:
        """Draw the run at ``place``, or not."""
        self._set(self.runs.with_shown(place, on))

    def _forget(self) -> None:
        self._set(Runs())

    def _set(self, runs: Runs) -> None:
        if runs is not self.runs:
            self.runs = runs
            self.changed.emit()
