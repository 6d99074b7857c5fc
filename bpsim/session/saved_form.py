"""A state as a document for a file: with its run, its edits and its place on the walk."""

from collections.abc import Sequence

from bpsim.core.document import Document
from bpsim.core.settings import Position
from bpsim.core.stretches import Stretch, edit_between
from bpsim.session.replay import edits_of
from bpsim.session.state import State, schedule_at


def saved_form(state: State, ahead: Sequence[Stretch] = (), reached: int = 0) -> Document:
    """The document of ``state`` with its position.

    ``ahead`` are the stretches that have still to be run again, up to iteration ``reached``. A
    file holds one run, with the edits made in later iterations. Where it cannot hold these (see
    ``with_edits``), the run begins with the last of them: the weights there become those of
    iteration 0.
    """
    history = state.history
    if not len(state.document.examples):
        return state.document.with_(position=Position())
    schedule = schedule_at(history, state.iteration)
    iteration, index = state.iteration, schedule.index_of(state.tick, state.granularity)
    document = with_edits(state, ahead)
    if document is not None:
        last = max(reached, ahead[-1].start) if ahead else history.length
    else:
        start = history.start
        last, iteration = history.length - start, iteration - start
        if iteration < 0:
            iteration = index = 0
        document = state.document.with_(network=history.network_at(start))
    position = Position(iteration, index, state.granularity.value, last if last > iteration else 0)
    return document.with_(position=position)


def with_edits(state: State, ahead: Sequence[Stretch]) -> Document | None:
    """The document with what was changed in later iterations; None where no file can tell."""
    edits = edits_of(state.history)
    if edits is None:
        return None
    document = state.document
    for stretch in ahead:
        before, after = document, as_in(stretch, document)
        edits += (edit_between(before, after, stretch.start, stretch.weights, stretch.extras),)
        document = after
    return document.with_(network=state.history.line()[0].document.network, edits=edits)


def as_in(stretch: Stretch, document: Document) -> Document:
    """``document`` trained as in ``stretch``."""
    there = stretch.document
    return document.with_(
        training=there.training, cost=there.cost, examples=there.examples, edits=()
    )
