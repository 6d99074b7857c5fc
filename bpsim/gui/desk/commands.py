"""Undoable changes: each keeps what was before and after, and has one of them shown."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtGui import QUndoCommand

from bpsim.core.document import Document
from bpsim.session.state import State

Value = TypeVar("Value")
Kept = Any
"""A value that is never changed in place: a tuple of breakpoints, a list of runs."""


class Change(QUndoCommand, Generic[Value]):
    """Leads from one value to another and back; ``show`` makes one of them what is there."""

    def __init__(
        self, text: str, before: Value, after: Value, show: Callable[[Value], None]
    ) -> None:
        super().__init__(text)
        self.before, self.after, self._show = before, after, show

    def undo(self) -> None:
        """Back to what was before."""
        self._show(self.before)

    def redo(self) -> None:
        """Forward to what came after."""
        self._show(self.after)


class ChangeKept(Change[Kept]):
    """One change of what a document keeps beside its walk, such as its breakpoints.

    Taking it back moves nothing on the walk.
    """


class ChangeDocument(Change[Document]):
    """An edit that another process made: it leads from one document to another."""


class ChangeState(Change[State]):
    """One change of the document.

    ``merge_key`` lets a later change of the same thing, such as another notch of the learning
    rate, become part of this one.
    """

    def __init__(
        self,
        text: str,
        before: State,
        after: State,
        show: Callable[[State], None],
        merge_key: int = -1,
    ) -> None:
        super().__init__(text, before, after, show)
        self._merge_key = merge_key
        self._iterations = after.history.length

    def id(self) -> int:
        """Changes with the same number may merge."""
        return self._merge_key

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take in a later change of the same thing, unless training went on in between."""
        if not isinstance(other, ChangeState):
            return False
        before, after = other.before, self.after
        same = self.before.document == other.after.document
        if same and self.before.history is other.after.history:
            self.setObsolete(True)  # there and back: nothing is left of it that could be saved
        elif before.iteration != after.iteration or before.history.length != self._iterations:
            return False
        self.after, self._iterations = other.after, other._iterations
        return True
