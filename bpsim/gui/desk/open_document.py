"""The open document with its undo stack: opened, edited, undone, and said to be so."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from bpsim.core.breakpoints import Breakpoint
from bpsim.core.document import Document
from bpsim.gui.desk.commands import ChangeKept, ChangeState
from bpsim.gui.desk.playback import Playback
from bpsim.session.editing import Edit, NotEditableError
from bpsim.session.session import Session
from bpsim.session.state import State
from bpsim.steps.places import EdgePlace, UnitPlace

How = ParamSpec("How")


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
    what_if = Signal(object)  # the step on screen as it would be with another number
    message = Signal(str, str)
    """A sentence for the message area, and its kind: "info", "error", "done" or "stop"."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self.playback = Playback(self)
        self.selection: UnitPlace | EdgePlace | None = None
        self.breakpoints = document.breakpoints
        self.session = Session(document)
        self._trained_since_save = False
        self._shown_length = 0

    # --- documents --------------------------------------------------------------------------

    def open(self, document: Document) -> None:
        """Replace everything by ``document``."""
        self.about_to_change.emit()
        self.playback.stop()
        self.leave_stop()
        self.session = Session(document)
        self.undo_stack.clear()
        self._trained_since_save = False
        # All of it is there before any view is told: a place of the old network may be in none.
        self.breakpoints = document.breakpoints
        self.selection = None
        self.selection_changed.emit(None)
        self.breakpoints_changed.emit()
        self.document_changed.emit()
        self.history_changed.emit()
        self.changed.emit()
        self.opened.emit()

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
        if not self._trained_since_save:
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
            before = self.session.state
            self.undo_stack.push(
                ChangeState(edit.text, before, edit.after, self._restore, edit.merge_key)
            )

    def edits(self, make: Callable[Concatenate[Session, How], Edit | None]) -> Callable[How, None]:
        """A slot that makes the edit that ``make`` describes."""

        def slot(*args: How.args, **kwargs: How.kwargs) -> None:
            self.edit(make, *args, **kwargs)

        return slot

    def _restore(self, state: State) -> None:
        self.about_to_change.emit()
        self.playback.pause()
        self.leave_stop()
        self.session.restore(state)
        self.document_changed.emit()
        self.history_changed.emit()
        self._after_move()

    def _after_move(self, glide: bool = False) -> None:
        known = self.session.history.length
        self.changed.emit()
        self.playback.stepped(glide)
        if known != self._shown_length:
            self._shown_length = known
            self.history_changed.emit()

    # --- breakpoints ------------------------------------------------------------------------

    def set_breakpoints(self, breakpoints: tuple[Breakpoint, ...]) -> None:
        """Replace the list of breakpoints, which can be undone."""
        if breakpoints == self.breakpoints:
            return
        more = len(breakpoints) - len(self.breakpoints)
        text = "Add" if more > 0 else "Remove" if more < 0 else "Change"
        self.undo_stack.push(
            ChangeKept(f"{text} breakpoint", self.breakpoints, breakpoints, self._show_breakpoints)
        )

    def _show_breakpoints(self, breakpoints: tuple[Breakpoint, ...]) -> None:
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
