"""Whatever is done to a session, in any order, it stands on a step that there is."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bpsim.core.errors import NotFiniteError
from bpsim.core.examples import Examples
from bpsim.core.methods.method import Method
from bpsim.core.methods.table import UPDATE_METHODS
from bpsim.core.settings import Position
from bpsim.formats.bundled import bundled_network
from bpsim.session.session import Session
from bpsim.session.state import State
from bpsim.steps.schedule import Granularity

ROWS = st.integers(0, 5)
ITERATIONS = st.integers(0, 14)
INDICES = st.integers(0, 300)


class Actions(RuleBasedStateMachine):
    """A session with an undo stack, and everything that gestures in a window can ask of it."""

    def __init__(self) -> None:
        super().__init__()
        self.session = Session(bundled_network().load())
        self.done: list[State] = []
        self.undone: list[State] = []

    def edit(self, make: Callable[[Session], State]) -> None:
        before, after = self.session.state, make(self.session)
        self.done.append(before)
        self.undone.clear()
        self.session.restore(after)

    def reached(self, go: Callable[[Session], None]) -> None:
        """Go to an iteration, unless training cannot reach it: then all stays as it is."""
        before = self.session.state
        try:
            go(self.session)
        except NotFiniteError:
            assert self.session.history.diverged_at is not None
            assert self.session.state is before

    # --- moving -----------------------------------------------------------------------------

    @rule(name=st.sampled_from(["forward", "back", "first", "last", "next_pass", "previous_pass"]))
    def move(self, name: str) -> None:
        getattr(self.session, name)()

    @precondition(lambda self: self.session.walkable)
    @rule(iteration=ITERATIONS, index=INDICES)
    def go_to(self, iteration: int, index: int) -> None:
        self.reached(lambda session: session.go_to(iteration, index))

    @precondition(lambda self: self.session.walkable)
    @rule(iteration=ITERATIONS, tick=INDICES)
    def go_to_tick(self, iteration: int, tick: int) -> None:
        self.reached(lambda session: session.go_to_tick(iteration, tick))

    @precondition(lambda self: self.session.walkable)
    @rule(row=st.integers(-1, 6))
    def choose_example(self, row: int) -> None:
        self.session.choose_example(row)
        step = self.session.step
        assert step is not None
        if step.example is not None and self.session.schedule.batch > 1:
            assert step.example == row or not 1 <= row <= len(self.session.examples)

    @precondition(lambda self: self.session.walkable)
    @rule(row=st.integers(-1, 6))
    def go_to_example(self, row: int) -> None:
        self.session.go_to_example(row)
        if 1 <= row <= len(self.session.document.examples):
            assert self.session.up_to_date

    @rule(layer=st.integers(1, 5), unit=st.integers(0, 3))
    def go_to_unit(self, layer: int, unit: int) -> None:
        self.session.go_to_unit(layer, unit)

    @rule(granularity=st.sampled_from(list(Granularity)))
    def set_granularity(self, granularity: Granularity) -> None:
        self.session.set_granularity(granularity)

    @precondition(lambda self: self.session.walkable)
    @rule(iterations=st.integers(1, 9))
    def train(self, iterations: int) -> None:
        self.session.history.reach(self.session.history.length + iterations)

    # --- editing ----------------------------------------------------------------------------

    @rule(
        batch_size=st.none() | st.integers(1, 5),
        order=st.sampled_from(["file", "shuffled"]),
        rate=st.sampled_from([0.1, 0.5, 1e300]),
        method=st.sampled_from(list(UPDATE_METHODS.values())),
    )
    def set_training(self, batch_size: int | None, order: str, rate: float, method: Method) -> None:
        new = {"batch_size": batch_size, "order": order, "learning_rate": rate, "method": method}
        document = self.session.document
        training = replace(document.training, **new)  # type: ignore[arg-type]
        self.edit(lambda session: session.changed(document.with_(training=training)))

    @rule(cost=st.sampled_from(["cross-entropy", "squared-error"]))
    def set_cost(self, cost: str) -> None:
        document = self.session.document.with_(cost=cost)
        self.edit(lambda session: session.changed(document))

    @rule(sign=st.sampled_from(["course", "lecture"]), shorthand=st.booleans())
    def set_convention(self, sign: str, shorthand: bool) -> None:
        document = self.session.document
        new = {"sign": sign, "lecture_shorthand": shorthand}
        convention = replace(document.convention, **new)  # type: ignore[arg-type]
        self.edit(lambda session: session.changed(document.with_(convention=convention)))

    @rule(value=st.sampled_from([-0.5, 0.25, 1e308]))
    def edit_weight(self, value: float) -> None:
        session = self.session
        network = session.history.network_at(session.iteration)
        self.edit(lambda session: session.with_network(network.with_weight(1, 1, 0, value)))

    @rule(rows=st.sets(ROWS))
    def remove_examples(self, rows: set[int]) -> None:
        examples = self.session.document.examples
        keep = [row for row in range(len(examples)) if row not in rows]
        self.set_examples(examples.x[keep], examples.y[keep])

    @rule(rows=st.integers(1, 3))
    def add_examples(self, rows: int) -> None:
        examples = self.session.document.examples
        x, y = np.full((rows, examples.x.shape[1]), 0.5), np.ones((rows, examples.y.shape[1]))
        self.set_examples(np.vstack([examples.x, x]), np.vstack([examples.y, y]))

    @precondition(lambda self: self.session.walkable)
    @rule(row=ROWS)
    def hold_out(self, row: int) -> None:
        document = self.session.document
        examples, held_out = document.examples, document.held_out
        keep = [each for each in range(len(examples)) if each != row]
        if 0 < len(keep) < len(examples):
            apart = (
                np.vstack([held_out.x, examples.x[row]]),
                np.vstack([held_out.y, examples.y[row]]),
            )
            new = document.with_(
                examples=Examples.of(examples.x[keep], examples.y[keep]),
                held_out=Examples.of(*apart),
            )
            self.edit(lambda session: session.changed(new))

    def set_examples(self, x: np.ndarray, y: np.ndarray) -> None:
        document = self.session.document.with_(examples=Examples.of(x, y))
        self.edit(lambda session: session.changed(document))

    @rule()
    def rewind(self) -> None:
        self.edit(lambda session: session.started_from(session.document))

    @precondition(lambda self: self.done)
    @rule()
    def undo(self) -> None:
        self.undone.append(self.session.state)
        self.session.restore(self.done.pop())

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        self.done.append(self.session.state)
        self.session.restore(self.undone.pop())

    # --- files ------------------------------------------------------------------------------

    @rule(iteration=st.none() | ITERATIONS)
    def open_as_saved(self, iteration: int | None) -> None:
        document = self.session.saved_form
        if iteration is not None and self.session.walkable:
            document = document.with_(position=Position(iteration, 3, "term", iteration))
        self.session = Session(document)
        self.done.clear()
        self.undone.clear()

    @precondition(lambda self: self.session.later_edits)
    @rule()
    def run_again(self) -> None:
        """As far as the next edit of the file, and past it."""
        session = self.session
        if session.history.reach(session.later_edits[0].start) == session.later_edits[0].start:
            session.take_up()

    # --- what always holds ------------------------------------------------------------------

    @invariant()
    def stands_somewhere(self) -> None:
        session = self.session
        step = session.step
        assert (step is not None) == session.walkable
        if step is None:
            return
        assert 0 <= session.index < session.schedule.count(session.granularity)
        assert 0 <= session.iteration <= session.history.length
        assert step.example is None or 1 <= step.example <= len(session.examples)
        for ahead in (False, True):
            session.beside(ahead)
        assert session.saved_form.position.iteration <= session.iteration


TestActions = Actions.TestCase
TestActions.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
