"""What an open document is at one moment, and the stop of its walk that is on screen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bpsim.core.document import Document
from bpsim.core.reshape import NewLayer, layers_of
from bpsim.session.history import History
from bpsim.session.renumbered import tick_after
from bpsim.steps.schedule import Granularity, Schedule


def schedule_at(history: History, iteration: int) -> Schedule:
    """The walk of an iteration that ``history`` knows, with the settings it was trained with."""
    return Schedule.of(history.document_at(iteration), iteration)


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

    def with_walk(
        self,
        document: Document,
        history: History,
        iteration: int,
        layers: Sequence[NewLayer] = (),
    ) -> "State":
        """The walk of ``iteration`` of another past, at the stop on screen or the nearest to it.

        ``layers`` say where the units of a network of another shape come from.
        """
        moved = replace(self, document=document, history=history, iteration=iteration)
        if not (len(self.document.examples) and len(document.examples)):
            return moved
        old = schedule_at(self.history, self.iteration)
        new = schedule_at(history, moved.iteration)
        if old == new:
            return moved
        tick = tick_after(self.tick, old, new, layers or layers_of(document.network))
        # The stop ends where a layer or a pass ends now.
        tick = new.tick_of(new.index_of(tick, self.granularity), self.granularity)
        return replace(moved, tick=tick)
