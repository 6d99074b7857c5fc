"""What an open document is at one moment, and the stop of its walk that is on screen."""

from dataclasses import dataclass

from bpsim.core.document import Document
from bpsim.session.history import History
from bpsim.steps.schedule import Granularity, Schedule


def schedule_at(history: History, iteration: int) -> Schedule:
    """The walk of an iteration that ``history`` knows, with the settings it was trained with."""
    document = history.document_at(iteration)
    batch = document.batch_of(iteration)
    return Schedule.of_document(document, batch.size)


@dataclass(frozen=True)
class State:
    """Everything that undo restores: the document, its past, and the stop on screen.

    ``tick`` is the finest-grained place in ``iteration``; the step shown is the one that ends
    there at ``granularity``. A place that the walk does not have becomes the nearest one that it
    has as the state is made, so no state stands nowhere: a history only ever grows.
    """

    document: Document
    history: History
    iteration: int = 0
    tick: int = 0
    granularity: Granularity = Granularity.UNIT

    def __post_init__(self) -> None:
        iteration = tick = 0
        if len(self.document.examples):
            iteration = min(max(self.iteration, 0), self.history.length)
            tick = min(max(self.tick, 0), schedule_at(self.history, iteration).ticks - 1)
        # A frozen value, completed while it is being made.
        object.__setattr__(self, "iteration", iteration)
        object.__setattr__(self, "tick", tick)
