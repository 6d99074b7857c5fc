"""Undoable changes: each keeps the state before and after, and asks the session to restore it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QUndoCommand

from bpsim.session.state import State

Kept = Any
"""A value that is never changed in place: a tuple of breakpoints, a list of runs."""


class ChangeState(QUndoCommand):
    """One change of the document.

    ``merge_key`` lets a later change of the same thing, such as another notch of the learning
    rate, become part of this one.
    """

    def __init__(
        self,
        text: str,
        before: State,
        after: State,
        restore: Callable[[State], None],
        merge_key: int = -1,
    ) -> None:
        super().__init__(text)
        self.before, self.after = before, after
        self._restore, self._merge_key = restore, merge_key
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

    def undo(self) -> None:
        """Back to the state before."""
        self._restore(self.before)

    def redo(self) -> None:
        """Forward to the state after."""
        self._restore(self.after)


class ChangeKept(QUndoCommand):
    """One change of what a document keeps beside its walk, such as its breakpoints.

    Taking it back moves nothing on the walk.
    """

    def __init__(self, text: str, before: Kept, after: Kept, show: Callable[[Kept], None]) -> None:
        super().__init__(text)
        self.before, self.after, self._show = before, after, show

    def undo(self) -> None:
        """As it was before."""
        self._show(self.before)

    def redo(self) -> None:
        """As it was changed."""
        self._show(self.after)
