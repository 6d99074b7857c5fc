"""An open document, where its walk stands, and how to move on it; knows no window."""

from dataclasses import replace

from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.stretches import Stretch, stretches
from bpsim.session.history import History
from bpsim.session.saved_form import as_in, saved_form, with_edits
from bpsim.session.snapshots import DEFAULT_BUDGET, MemoryBudget
from bpsim.session.state import State
from bpsim.steps.recent import Recent
from bpsim.steps.schedule import FINISH, FORWARD_PASS, Granularity, Phase, Schedule
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace

KEPT_TRACES = 6


class Session:
    """One open document with its cursor. Every change replaces ``state`` as a whole.

    ``budget`` limits the bytes that its past takes, with all that is made of it by edits.
    """

    def __init__(self, document: Document, budget: int | MemoryBudget = DEFAULT_BUDGET) -> None:
        self._traces: Recent[tuple[History, int], Trace] = Recent(KEPT_TRACES)
        granularity = Granularity(document.position.granularity)
        first, *later = stretches(document)
        history = History(first.document, budget)
        self.state = State(first.document, history, granularity=granularity)
        self._later, self._replaying = later, history
        self._reached = document.position.last
        if self.walkable and document.position.iteration == 0:
            last = self.trace.schedule.count(granularity) - 1
            self._stand(0, min(document.position.step, last))

    # --- what there is ----------------------------------------------------------------------

    @property
    def document(self) -> Document:
        """The document as edited; its weights are those of iteration 0."""
        return self.state.document

    @property
    def history(self) -> History:
        """The weights of every iteration so far."""
        return self.state.history

    @property
    def granularity(self) -> Granularity:
        """How far one step goes."""
        return self.state.granularity

    @property
    def iteration(self) -> int:
        """The iteration on screen, from 0."""
        return self.state.iteration

    @property
    def network(self) -> Network:
        """The network with the weights of the iteration on screen."""
        return self.history.network_at(self.iteration)

    @property
    def here(self) -> Document:
        """What the iteration on screen is trained with, and the weights that it starts from."""
        return self.history.whole_at(self.iteration)

    @property
    def examples(self) -> Examples:
        """The training set of the iteration on screen; that of the document may be a later one."""
        return self.history.document_at(self.iteration).examples

    @property
    def up_to_date(self) -> bool:
        """True if the iteration on screen is trained with the examples that the document has."""
        return self.examples == self.document.examples

    @property
    def walkable(self) -> bool:
        """True if there is an example to step through."""
        return len(self.document.examples) > 0

    @property
    def trainable(self) -> bool:
        """True if there are examples with targets."""
        return self.walkable and self.document.examples.answered

    @property
    def trace(self) -> Trace:
        """The walk of the iteration on screen."""
        return self.trace_of(self.state.iteration)

    def trace_of(self, iteration: int) -> Trace:
        """The walk of ``iteration``, trained up to if it has not been reached yet.

        Raises NotFiniteError for an iteration that training cannot reach.
        """
        history = self.state.history

        def made() -> Trace:
            document = history.document_at(iteration).with_(convention=self.document.convention)
            return Trace.of(document, iteration, history.checkpoint_at(iteration))

        return self._traces.get((history, iteration), made)

    @property
    def schedule(self) -> Schedule:
        """The closed forms of the iteration on screen."""
        return self.trace.schedule

    @property
    def index(self) -> int:
        """The number of the step on screen within its iteration, from 0."""
        return self.schedule.index_of(self.state.tick, self.granularity)

    @property
    def step(self) -> Step | None:
        """The step on screen; None while there is no example."""
        return self.trace.step(self.index, self.granularity) if self.walkable else None

    def beside(self, ahead: bool) -> Step | None:
        """The step after the one on screen, or the one before; None at an end of the iteration."""
        index = self.index + (1 if ahead else -1) if self.walkable else -1
        if not 0 <= index < self.schedule.count(self.granularity):
            return None
        return self.trace.step(index, self.granularity)

    @property
    def saved_form(self) -> Document:
        """The document with the position on screen, as it goes into a file."""
        return saved_form(self.state, self.later_edits, self._reached)

    @property
    def whole(self) -> bool:
        """True if a file can hold the run on screen from iteration 0 on."""
        return not self.walkable or with_edits(self.state, self.later_edits) is not None

    # --- edits that a file tells of ---------------------------------------------------------

    @property
    def later_edits(self) -> tuple[Stretch, ...]:
        """The stretches that begin with an edit which the document's file tells of.

        They begin where iterations have still to be run again; there are none any more once
        something else was changed or run instead.
        """
        valid = self.history is self._replaying
        if not valid or not self._later or self.history.length > self._later[0].start:
            return ()
        return tuple(self._later)

    def take_up(self) -> None:
        """Go on with the next of ``later_edits``, which begins with the iteration reached."""
        stretch = self._later.pop(0)
        document = as_in(stretch, self.document)
        history = self.history.branch(stretch.start, document, stretch.weights, stretch.extras)
        self._replaying = history
        self.state = replace(self.state, document=document, history=history)

    # --- moving -----------------------------------------------------------------------------

    def restore(self, state: State) -> None:
        """Put back an earlier state, undone or redone."""
        if state.document.convention != self.document.convention:
            self._traces = Recent(KEPT_TRACES)
        self.state = state

    def go_to(self, iteration: int, index: int = 0) -> None:
        """Stand on a step; one outside the walk is moved to the nearest end of the iteration."""
        self._stand(max(iteration, 0), index)

    def go_to_tick(self, iteration: int, tick: int) -> None:
        """Stand on the step that ``tick`` belongs to."""
        schedule = self.trace_of(iteration).schedule
        tick = min(max(tick, 0), schedule.ticks - 1)
        self._stand(iteration, schedule.index_of(tick, self.granularity))

    def forward(self) -> bool:
        """One step on; past an update into the next iteration. False if training diverged there."""
        if not self.walkable:
            return False
        if self.index + 1 < self.schedule.count(self.granularity):
            self._stand(self.iteration, self.index + 1)
            return True
        return self._enter(self.iteration + 1)

    def back(self) -> bool:
        """One step back; from the first one into the last step of the iteration before."""
        if not self.walkable or (self.index == 0 and self.iteration == 0):
            return False
        if self.index > 0:
            self._stand(self.iteration, self.index - 1)
        else:
            last = self.trace_of(self.iteration - 1).schedule.count(self.granularity) - 1
            self._stand(self.iteration - 1, last)
        return True

    def first(self) -> None:
        """The first step of iteration 0."""
        if self.walkable:
            self._stand(0, 0)

    def last(self) -> None:
        """The last step of the last iteration reached."""
        if self.walkable:
            iteration = max(self.history.length - 1, self.iteration, 0)
            self._stand(iteration, self.trace_of(iteration).schedule.count(self.granularity) - 1)

    def next_pass(self) -> bool:
        """On to the end of this pass, or of the next one if this one is done."""
        if not self.walkable:
            return False
        schedule, tick = self.schedule, self.state.tick
        at = schedule.index_of(tick, Granularity.PASS)
        if tick == schedule.tick_of(at, Granularity.PASS):
            at += 1
        if at >= schedule.count(Granularity.PASS):
            return self._enter(self.iteration + 1)
        self.go_to_tick(self.iteration, schedule.tick_of(at, Granularity.PASS))
        return True

    def previous_pass(self) -> bool:
        """Back to the end of the pass before."""
        if not self.walkable or (self.index == 0 and self.iteration == 0):
            return False
        schedule = self.schedule
        at = schedule.index_of(self.state.tick, Granularity.PASS) - 1
        if at >= 0:
            self.go_to_tick(self.iteration, schedule.tick_of(at, Granularity.PASS))
        elif self.iteration == 0 or self.index > 0:
            self._stand(self.iteration, 0)
        else:
            before = self.trace_of(self.iteration - 1).schedule
            self.go_to_tick(self.iteration - 1, before.ticks - 1)
        return True

    def go_to_unit(self, layer: int, unit: int) -> bool:
        """Stand where ``unit`` of ``layer`` is computed: its z and a, or its δ on the way back.

        Of the two stops it takes the one of the pass on screen. False where it has none.
        """
        step = self.step
        if step is None:
            return False
        if layer == 1:
            phase, unit = Phase.LOAD, 1
        elif step.phase in FORWARD_PASS:
            phase = Phase.FORWARD
        else:
            output = layer == self.document.network.depth
            phase = Phase.OUTPUT_DELTA if output else Phase.HIDDEN_DELTA
        try:
            tick = self.schedule.tick_where(phase, layer, unit, self.trace.item_of(step))
        except KeyError:
            return False
        self.go_to_tick(self.iteration, tick)
        return True

    def choose_example(self, row: int) -> None:
        """The same stop with another example (``row`` from 1), in the epoch on screen.

        It is an example of the iteration on screen; where the settings changed within the epoch
        and no batch of it takes the example any more, one of a neighbouring epoch does.
        """
        found = self._where(row - 1) if 1 <= row <= len(self.examples) else None
        if found is not None:
            self._show_example(*found)

    def go_to_example(self, row: int) -> None:
        """The same stop with an example of the document (``row`` from 1).

        Leads on to the iterations trained with these examples if the one on screen is none.
        """
        if not 1 <= row <= len(self.document.examples):
            return
        if not self.up_to_date:
            self._stand(self.history.start, 0)
        self.choose_example(row)

    def _show_example(self, iteration: int, item: int) -> None:
        tick, before = self.state.tick, self.schedule
        place = before.position_of(tick)
        within = 0 if place.phase in FINISH else tick % before.ticks_per_example
        each = self.trace_of(iteration).schedule.ticks_per_example
        self.go_to_tick(iteration, item * each + min(within, each - 1))

    def set_granularity(self, granularity: Granularity) -> None:
        """Change how far one step goes; the place on the walk stays."""
        self.state = replace(self.state, granularity=granularity)
        if self.walkable:
            self._stand(self.iteration, self.index)

    # --- changing the document --------------------------------------------------------------

    def changed(self, document: Document) -> State:
        """The state after an edit: the walk is computed anew and stays where it is.

        An edit of what training depends on starts a new branch at the iteration on screen; the
        iterations before it stay as they were.
        """
        old, history = self.document, self.history
        if (document.network, document.cost, document.examples, document.training) != (
            old.network, old.cost, old.examples, old.training,
        ):  # fmt: skip
            history = history.branch(self.iteration, document)
        return self.state.with_walk(document, history, self.iteration)

    def with_network(self, network: Network) -> State:
        """The state after the weights on screen were edited: a new branch from this iteration."""
        if self.iteration == 0:
            return self.changed(self.document.with_(network=network))
        network.require_finite()
        history = self.history.branch(self.iteration, self.document, network.weights)
        return replace(self.state, history=history)

    def started_from(self, document: Document) -> State:
        """The state at the start of a new run of ``document``, from the weights it holds."""
        history = self.history.branch(0, document)
        return replace(self.state, document=document, history=history, iteration=0, tick=0)

    # --- inside -----------------------------------------------------------------------------

    def _stand(self, iteration: int, index: int) -> None:
        schedule = self.trace_of(iteration).schedule
        index = min(max(index, 0), schedule.count(self.granularity) - 1)
        tick = schedule.tick_of(index, self.granularity)
        self.state = replace(self.state, iteration=iteration, tick=tick)

    def _enter(self, iteration: int) -> bool:
        if not self.trainable or self.history.reach(iteration) < iteration:
            return False
        self._stand(iteration, 0)
        return True

    def _where(self, row: int) -> tuple[int, int] | None:
        """The iteration of this epoch that uses ``row`` (from 0), and its place in that batch."""
        here = self.history.document_at(self.iteration)
        per_epoch = here.iterations_per_epoch
        epoch = self.iteration // per_epoch
        for each in (epoch, max(epoch - 1, 0), epoch + 1):
            first = here.batch_of(each * per_epoch)
            at = row if first.order is None else int((first.order == row).argmax())
            iteration = each * per_epoch + at // first.size
            if self.history.reach(iteration) < iteration:
                continue  # training diverges before
            there = self.history.document_at(iteration)
            if there is here or there.examples == here.examples:
                item = there.batch_of(iteration).index(row)
                if item is not None:
                    return iteration, item
        return None
