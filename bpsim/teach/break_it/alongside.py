"""A wrong algorithm that goes along with the walk of the right one, iteration by iteration."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bpsim.core.arrays import Array
from bpsim.core.settings import Position
from bpsim.session.session import Session
from bpsim.teach.mistakes.backprop import Numbers, backprop
from bpsim.teach.mistakes.kind import Made, Mistake, Problem

MOST_LEFT = 200
"""Over more iterations than these no Δ is carried along, as it takes too long."""


@dataclass(frozen=True, eq=False)
class BothNumbers:
    """What the right and the wrong algorithm have in one iteration.

    ``left`` is the Δ that the wrong one begins it with; None where that is 0.
    """

    right: Numbers
    wrong: Numbers
    left: tuple[Array, ...] | None = None


class Alongside:
    """Makes ``mistake`` in each iteration of a session, from the one on screen now.

    The weights are those of the walk, but where the mistake lies in the start: then they are those
    that training goes on to from there. What the mistake leaves behind is left from iteration to
    iteration.
    """

    def __init__(self, session: Session, mistake: Mistake) -> None:
        self._session, self._mistake = session, mistake
        self.start = session.iteration
        self._left: tuple[int, tuple[Array, ...] | None] = (self.start, None)
        self._other: Session | None = None
        if mistake.part == "start":
            document = session.history.document_at(self.start)
            network = mistake.start(session.history.network_at(self.start))
            self._other = Session(
                document.with_(network=network, edits=(), runs=(), position=Position())
            )

    def at(self, iteration: int) -> BothNumbers | None:
        """The numbers of both; None where there are none of the wrong one.

        Raises NotFiniteError where the wrong one has left the numbers that a float64 can hold.
        """
        after = iteration - self.start
        carries = self._mistake.part == "Delta"
        if after < 0 or (carries and after > MOST_LEFT):
            return None
        problem = self._problem(iteration)
        theirs = problem
        if self._other is not None:
            theirs = replace(problem, network=self._other.history.network_at(after))
        left = self._left_before(iteration) if carries else None
        wrong = backprop(theirs, (Made(self._mistake),), left)
        return BothNumbers(backprop(problem), wrong, left)

    def _problem(self, iteration: int) -> Problem:
        """The batch and the weights of an iteration of the walk."""
        history = self._session.history
        document = history.whole_at(iteration)
        return Problem.of(document).only(document.batch_of(iteration).rows())

    def _left_before(self, iteration: int) -> tuple[Array, ...] | None:
        """The Δ that stands there before an iteration, kept for the next time."""
        at, left = self._left
        if at > iteration:
            at, left = self.start, None
        while at < iteration:
            left = backprop(self._problem(at), (Made(self._mistake),), left).Delta
            at += 1
        self._left = (at, left)
        return left
