"""Branches of a history as the edits of a document, and the way back: running it all again."""

from collections.abc import Callable
from itertools import pairwise

from bpsim.core.document import Document
from bpsim.core.edits import MOST_EDIT_NUMBERS, MOST_EDITS, LaterEdit
from bpsim.core.stretches import edit_between, stretches
from bpsim.session.history import ADVANCE, History


def edits_of(history: History) -> tuple[LaterEdit, ...] | None:
    """What was changed in later iterations on the way to ``history``, by iteration.

    None where a file cannot tell of it: the network was built anew on the way, or the edits are
    too many or too large.
    """
    found = []
    for before, after in pairwise(history.line()):
        old, new = before.document, after.document
        if old.network.activations != new.network.activations or (
            old.network.layers != new.network.layers
        ):
            return None
        weights = after.origin.checkpoint.weights if after.origin.by_hand else None
        edit = edit_between(old, new, after.start, weights, after.origin.extras)
        if edit != LaterEdit(after.start):  # else all was put back as it had been
            found.append(edit)
    if len(found) > MOST_EDITS or sum(each.numbers for each in found) > MOST_EDIT_NUMBERS:
        return None
    return tuple(found)


def replayed(
    document: Document, iteration: int, progress: Callable[[int], None] = lambda _done: None
) -> History:
    """The history of ``document`` trained up to ``iteration``, its edits made on the way.

    ``progress`` is told the iterations done so far. Raises NotFiniteError where training diverges
    before it, ModelError where there is no example.
    """
    first, *later = stretches(document)
    history = History(first.document)

    def train(upto: int) -> None:
        while history.reach(min(history.length + ADVANCE, upto)) < upto:
            progress(history.length)
            if history.diverged_at is not None:
                break
        history.network_at(upto)

    for stretch in later:
        if stretch.start > iteration:
            break
        train(stretch.start)
        history = history.branch(stretch.start, stretch.document, stretch.weights, stretch.extras)
    train(iteration)
    progress(iteration)
    return history
