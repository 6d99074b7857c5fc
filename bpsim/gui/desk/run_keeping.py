"""The runs kept under a name, to be laid beside the run on screen."""

from PySide6.QtCore import QObject, Signal

from bpsim.base.words import tr
from bpsim.core.kept_runs import MOST_NUMBERS, MOST_RUNS
from bpsim.core.network import Network
from bpsim.gui.desk.commands import ChangeKept
from bpsim.gui.desk.open_document import OpenDocument
from bpsim.session.editing import rewind
from bpsim.session.runs import Runs

FULL = tr(
    "This run cannot be kept: at most {most_runs} runs with "
    "{most_numbers:,} costs and starting weights fit into a file. "
    "Remove a run first.",
    most_runs=MOST_RUNS,
    most_numbers=MOST_NUMBERS,
)


class RunKeeping(QObject):
    """Holds the kept runs of the open document; every change but showing one can be undone."""

    changed = Signal()

    def __init__(self, document: OpenDocument) -> None:
        super().__init__(document)
        self._document = document
        self.runs = Runs(document.session.document.runs)
        document.opened.connect(self._open)

    @property
    def start(self) -> Network:
        """The network that the run on screen started from."""
        return self._document.session.history.network_at(0)

    @property
    def can_keep(self) -> bool:
        """True if the run on screen has an iteration."""
        return self._document.session.history.length > 0 and not self._document.visiting

    def keep(self) -> None:
        """Keep the run on screen under a name made of its settings."""
        if self.can_keep and not self._kept():
            self._document.message.emit(FULL, "error")

    def _kept(self) -> bool:
        """Keep the run on screen; False where it does not fit."""
        session = self._document.session
        history = session.history
        diverged = history.diverged_at is not None
        runs = self.runs.kept(
            session.document.training, history.costs, self.start, diverged=diverged
        )
        if len(runs) == len(self.runs):
            self._set(runs)  # there already, and shown again
        elif runs.fit:
            self._change(tr("Keep “{name}”", name=runs.items[-1].name), runs)
        else:
            return False
        return True

    def rewind(self) -> None:
        """Keep the run on screen, and start again from its first weights: undone as one."""
        if self.can_keep:
            stack = self._document.undo_stack
            stack.beginMacro(tr("Rewind to the start"))
            kept = self._kept()
            self._document.edit(rewind)
            stack.endMacro()
            if not kept:  # said last: an edit that succeeds takes an error before it away
                self._document.message.emit(FULL, "error")

    def remove(self, place: int) -> None:
        """Let the run at ``place`` (from 0) go."""
        self._change(
            tr("Remove “{name}”", name=self.runs.items[place].name), self.runs.removed(place)
        )

    def rename(self, place: int, name: str) -> None:
        """Call the run at ``place`` otherwise."""
        self._change(
            tr("Rename “{name}”", name=self.runs.items[place].name), self.runs.renamed(place, name)
        )

    def show(self, place: int, on: bool) -> None:
        """Draw the run at ``place``, or not."""
        self._set(self.runs.with_shown(place, on))

    def _open(self) -> None:
        self._set(Runs(self._document.session.document.runs))

    def _change(self, text: str, runs: Runs) -> None:
        if runs is not self.runs:
            command = ChangeKept(text, self.runs, runs, self._set)
            self._document.undo_stack.push(command)

    def _set(self, runs: Runs) -> None:
        if runs is not self.runs:
            self.runs = runs
            self.changed.emit()
