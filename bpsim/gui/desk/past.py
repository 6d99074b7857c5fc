"""The undo stack as documents, for a copy that outlives a crash, and the way back from there."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtGui import QUndoCommand, QUndoStack

from bpsim.core.breakpoints import Breakpoint
from bpsim.core.document import Document
from bpsim.gui.desk.commands import ChangeDocument, ChangeKept, ChangeState
from bpsim.session.past import MOST_EDITS, MOST_NUMBERS, Past
from bpsim.session.runs import Runs
from bpsim.session.saved_form import saved_form
from bpsim.session.state import State
from bpsim.session.talk import Talk

LISTS = ((Runs, "runs"), (Talk, "scenes"))
"""What a document keeps beside its breakpoints, each in a list of its own kind."""


@dataclass(frozen=True)
class OpenState:
    """What the open document is between two edits: ``whole`` once it is known as a document."""

    state: State | None
    breakpoints: tuple[Breakpoint, ...]
    runs: Runs
    scenes: Talk
    whole: Document | None = None

    @property
    def document(self) -> Document:
        """All of it as one document."""
        if self.whole is not None:
            return self.whole
        assert self.state is not None
        form = saved_form(self.state)
        return form.with_(
            breakpoints=self.breakpoints, runs=self.runs.items, scenes=self.scenes.items
        )


def past_of(stack: QUndoStack, now: OpenState) -> Past:
    """What can be undone and redone from ``now``, as far as there is room for it."""
    room = MOST_NUMBERS - now.document.numbers
    before: list[tuple[str, Document]] = []
    after: list[tuple[str, Document]] = []
    for found, places, onward in (
        (before, range(stack.index() - 1, -1, -1), False),
        (after, range(stack.index(), stack.count()), True),
    ):
        here = now
        for place in places:
            here = _beyond(here, stack.command(place), onward)
            document = here.document
            room -= document.numbers
            if room < 0 or len(before) + len(after) >= MOST_EDITS:
                break
            found.append((stack.text(place), document))
    before.reverse()
    return Past(
        (*(each for _, each in before), now.document, *(each for _, each in after)),
        (*(text for text, _ in before), *(text for text, _ in after)),
        len(before),
    )


def _beyond(here: OpenState, command: QUndoCommand, onward: bool) -> OpenState:
    """``here`` once ``command`` is redone, or undone."""
    for each in _parts(command, onward):
        match each:
            case ChangeState():
                state = each.after if onward else each.before
                here = replace(here, state=state, whole=None)
            case ChangeKept():
                kept = each.after if onward else each.before
                what = next((name for kind, name in LISTS if isinstance(kept, kind)), "breakpoints")
                whole = here.whole and _with_kept(here.whole, what, kept)
                here = replace(here, whole=whole, **{what: kept})
            case ChangeDocument():
                document = each.after if onward else each.before
                runs, scenes = Runs(document.runs), Talk(document.scenes)
                here = OpenState(None, document.breakpoints, runs, scenes, document)
    return here


def _with_kept(
    document: Document, what: str, kept: Runs | Talk | tuple[Breakpoint, ...]
) -> Document:
    return document.with_(**{what: kept.items if isinstance(kept, Runs | Talk) else kept})


def _parts(command: QUndoCommand, onward: bool) -> Iterable[QUndoCommand]:
    """The command itself, or those that were made as one, in the order in which they are made."""
    if not command.childCount():
        return [command]
    children = [command.child(place) for place in range(command.childCount())]
    return children if onward else children[::-1]
