"""The open document with its undo stack: opened, edited, undone, and said to be so."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Concatenate, ParamSpec

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from bpsim.base.words import tr
from bpsim.core.breakpoints import Breakpoint
from bpsim.core.document import Document
from bpsim.gui.desk.commands import ChangeDocument, ChangeKept, ChangeState
from bpsim.gui.desk.playback import Playback
from bpsim.session.editing import Edit, NotEditableError
from bpsim.session.past import Past
from bpsim.session.renumbered import breakpoints_after, place_after
from bpsim.session.session import Session
from bpsim.session.snapshots import DEFAULT_BUDGET, MemoryBudget
from bpsim.session.state import State
from bpsim.steps.places import Place, exists

How = ParamSpec("How")
VISITING = tr(
    "This network is shown for a while and stays as it is. Press Esc to go back to yours."
)


@dataclass(frozen=True, slots=True)
class Home:
    """What waits while another network is visited."""

    session: Session
    breakpoints: tuple[Breakpoint, ...]
    selection: Place | None


class OpenDocument(QObject):
    """Holds the session and changes what it is about; views listen to its signals."""

    opened = Signal()
    """Another document was opened, whose walk may stand in a later iteration."""
    about_to_change = Signal()
    """The document is about to be edited or replaced; what runs on it must end first."""
    changed = Signal()
    """Something about the step on screen is new: position, numbers, convention."""
    document_changed = Signal()
    """Another document, or an edited one."""
    history_changed = Signal()
    """There are more, fewer or other iterations."""
    moved_by_hand = Signal()
    granularity_chosen = Signal()
    training_frame = Signal()
    """Training has moved on: one view may render now, in the time of a frame."""
    breakpoints_changed = Signal()
    stopped_at = Signal(object)
    """The breakpoint on which the walk stands, None once it moves on."""
    written = Signal()
    """What is on screen has just been written to a file."""
    selection_changed = Signal(object)
    visiting_changed = Signal()
    """Another network is visited, or the user is back at the own one."""
    what_if = Signal(object)  # the step on screen as it would be with another number
    lit = Signal(object)  # the step on screen with other edges lit, for the eye alone
    pointed = Signal(object)
    """The place that the pointer is on, in the graph or as a term of a formula; None for none."""
    edges_asked = Signal(object)  # the edges chosen as an answer, None while none are asked for
    edge_chosen = Signal(object)  # an edge to be taken into that answer, or out of it
    edges_answered = Signal()  # that answer is complete
    wrong_marks = Signal(object)  # what a wrong algorithm does, to be marked on the graph
    wrong_formula = Signal(object)  # what it makes of the formula on screen, as pieces
    message = Signal(str, str)
    """A sentence for the message area, and its kind: "info", "error", "done" or "stop"."""
    refusal_over = Signal()
    """What was typed and not taken has been taken back, or is being typed anew."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self.playback = Playback(self)
        self.selection: Place | None = None
        self.breakpoints = document.breakpoints
        self.memory = MemoryBudget(DEFAULT_BUDGET)
        """What the pasts of the document, and of one that is visited, keep within together."""
        self.session = Session(document, self.memory)
        self._trained_since_save = False
        self._shown_length = 0
        self._home: Home | None = None
        self._asked_of = document
        self._recovering = False

    # --- documents --------------------------------------------------------------------------

    def open(self, document: Document) -> None:
        """Replace everything by ``document``."""
        self._asked_of = document  # nothing of a closed document is kept
        self._make_way()
        self._home = None
        self.memory = MemoryBudget(self.memory.limit)
        self.undo_stack.clear()
        self._trained_since_save = False
        self._show_session(Session(document, self.memory), document.breakpoints, None)
        self.opened.emit()

    def _make_way(self) -> None:
        """End what runs on the document on screen: another one takes its place."""
        self.about_to_change.emit()
        self.playback.stop()
        self.leave_stop()

    def recover(self, past: Past, saved: bool = False) -> None:
        """Open the document of ``past`` together with what can be undone and redone from it.

        ``saved`` says that its file holds it as it is.
        """
        self.open(past.document)
        self._recovering = True
        for text, documents in zip(past.edits, pairwise(past.documents), strict=True):
            self.undo_stack.push(ChangeDocument(text, *documents, self._show_document))
        self.undo_stack.setIndex(past.at)
        self._recovering = False
        if saved:
            self.saved()
            return
        self.undo_stack.resetClean()
        self.trained()  # it is not what its file holds

    def _show_document(self, document: Document) -> None:
        """Undo or redo of an edit that another process made: its run is made once more."""
        if self._recovering:
            return
        self.go_home()
        self._make_way()
        self._show_session(Session(document, self.memory), document.breakpoints, None)
        self.opened.emit()

    # --- visits -----------------------------------------------------------------------------

    @property
    def visiting(self) -> bool:
        """True while another network than the user's own is on screen."""
        return self._home is not None

    @property
    def own(self) -> Session:
        """The session of the user's own document, visiting or not."""
        return self.session if self._home is None else self._home.session

    @property
    def known(self) -> Document:
        """The document on screen; for an input without a target the one that it was typed for."""
        document = self.session.document
        return document if document.examples.answered else self._asked_of

    @property
    def own_breakpoints(self) -> tuple[Breakpoint, ...]:
        """The breakpoints of the user's own document."""
        return self.breakpoints if self._home is None else self._home.breakpoints

    def visit(self, document: Document) -> None:
        """Show ``document`` for a while; the user's own waits as it is, with its past."""
        self._make_way()
        if self._home is None:
            self._home = Home(self.session, self.breakpoints, self.selection)
        self._asked_of = self.known
        self._show_session(Session(document, self.memory), (), None)

    def go_home(self) -> None:
        """Show the user's own document again, exactly as it was."""
        home = self._home
        if home is None:
            return
        self._make_way()
        self._home = None
        self._show_session(home.session, home.breakpoints, home.selection)

    def _show_session(
        self,
        session: Session,
        breakpoints: tuple[Breakpoint, ...],
        selection: Place | None,
    ) -> None:
        # All of it is there before any view is told: a place of the old network may be in none.
        self.session, self.breakpoints = session, breakpoints
        self.selection = None
        self._shown_length = session.history.length
        self.selection_changed.emit(None)
        self.breakpoints_changed.emit()
        self.document_changed.emit()
        self.history_changed.emit()
        self.changed.emit()
        if selection is not None:
            self.selection = selection
            self.selection_changed.emit(selection)
        self.visiting_changed.emit()

    @property
    def modified(self) -> bool:
        """True if closing now would lose an edit or a training run."""
        return not self.undo_stack.isClean() or self._trained_since_save

    def saved(self) -> None:
        """What is on screen has just been written to a file."""
        self._trained_since_save = False
        self.undo_stack.setClean()
        self.written.emit()

    def trained(self) -> None:
        """A training run was made, which is work worth saving."""
        if not self._trained_since_save and not self.visiting:
            self._trained_since_save = True
            self.undo_stack.cleanChanged.emit(False)

    def take_up_edit(self) -> None:
        """Make the next edit that the document's file tells of, where its iteration begins."""
        self.session.take_up()
        self.document_changed.emit()
        self.history_changed.emit()

    # --- editing ----------------------------------------------------------------------------

    def edit(
        self,
        make: Callable[Concatenate[Session, How], Edit | None],
        *args: How.args,
        **kwargs: How.kwargs,
    ) -> None:
        """Make the edit that ``make(session, …)`` describes, as one undoable command.

        Where it describes none nothing happens; why something cannot be edited is said.
        """
        if self.visiting:
            self.message.emit(VISITING, "info")
            self.changed.emit()  # a field that shows the edit shows the number again
            return
        before = self.session.state
        try:
            edit = make(self.session, *args, **kwargs)
            if edit is None:
                return
            self.about_to_change.emit()
            if self.session.state is not before:  # what ran has moved the walk as it ended
                edit = make(self.session, *args, **kwargs)
        except NotEditableError as error:
            self.message.emit(str(error), "info")
            return
        if edit is not None:
            self._push(edit)

    def _push(self, edit: Edit) -> None:
        """Make the edit; what points at units moves along with them, or goes with them."""
        before = self.session.state
        change = ChangeState(edit.text, before, edit.after, self._restore, edit.merge_key)
        selected, along = self.selection, self._moved_along(edit)
        if not along:
            self.undo_stack.push(change)
        else:
            self.undo_stack.beginMacro(edit.text)
            try:
                for each in (*along, change):
                    self.undo_stack.push(each)
            finally:
                self.undo_stack.endMacro()
        if edit.layers:
            self.select(place_after(selected, edit.layers))

    def _moved_along(self, edit: Edit) -> list[ChangeKept]:
        """The changes of what points at units and stops, which are found again or go."""
        if not edit.layers:
            return []
        old, kept = self.breakpoints, breakpoints_after(self.breakpoints, edit.layers)
        return [] if kept == old else [ChangeKept(edit.text, old, kept, self._show_breakpoints)]

    def select(self, place: Place | None) -> None:
        """Select a unit, an edge or a target, or nothing."""
        if place != self.selection:
            self.playback.complete()  # who asks for a place need not wait for its values
            self.selection = place
            self.selection_changed.emit(place)

    def edits(self, make: Callable[Concatenate[Session, How], Edit | None]) -> Callable[How, None]:
        """A slot that makes the edit that ``make`` describes."""

        def slot(*args: How.args, **kwargs: How.kwargs) -> None:
            self.edit(make, *args, **kwargs)

        return slot

    def refuse(self, reason: str) -> None:
        """Say why what was typed is not taken, or no longer with no reason."""
        if reason:
            self.message.emit(reason, "error")
        else:
            self.refusal_over.emit()

    def _restore(self, state: State) -> None:
        self.go_home()
        self.about_to_change.emit()
        self.playback.pause()
        self.leave_stop()
        self.session.restore(state)
        selected = self.selection
        if selected is not None and not exists(selected, state.document.network.layers):
            self.select(None)
        self.document_changed.emit()
        self.history_changed.emit()
        self._after_move()

    def _after_move(self, glide: bool = False) -> None:
        known = self.session.history.length
        self.playback.stepped(glide)  # first: whether a view may show the result yet
        self.changed.emit()
        if known != self._shown_length:
            self._shown_length = known
            self.history_changed.emit()

    # --- breakpoints ------------------------------------------------------------------------

    def set_breakpoints(self, breakpoints: tuple[Breakpoint, ...]) -> None:
        """Replace the list of breakpoints, which can be undone."""
        if breakpoints == self.breakpoints:
            return
        if self.visiting:
            self.message.emit(VISITING, "info")
            return
        more = len(breakpoints) - len(self.breakpoints)
        what = tr("Change breakpoint")
        if more:
            what = tr("Add breakpoint") if more > 0 else tr("Remove breakpoint")
        change = ChangeKept(what, self.breakpoints, breakpoints, self._show_breakpoints)
        self.undo_stack.push(change)

    def _show_breakpoints(self, breakpoints: tuple[Breakpoint, ...]) -> None:
        self.go_home()
        self.breakpoints = breakpoints
        self.breakpoints_changed.emit()

    def toggle_delta_breakpoint(self, layer: int, unit: int) -> None:
        """Stop at the δ of this unit, or no longer."""
        same = [b for b in self.breakpoints if (b.kind, b.layer, b.unit) == ("delta", layer, unit)]
        if same:
            self.set_breakpoints(tuple(b for b in self.breakpoints if b not in same))
        else:
            new = Breakpoint("delta", layer=layer, unit=unit)
            self.set_breakpoints((*self.breakpoints, new))

    def delta_breakpoints(self) -> frozenset[tuple[int, int]]:
        """The (layer, unit) whose δ is a breakpoint that is on."""
        return frozenset(
            (b.layer, b.unit) for b in self.breakpoints if b.kind == "delta" and b.enabled
        )

    def leave_stop(self) -> None:
        """The walk moves on from the breakpoint that it stood on, if it did."""
        self.stopped_at.emit(None)
