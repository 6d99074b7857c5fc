"""An exercise being done: its blanks, what was answered, the hints taken and the points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np

from bpsim.base.words import tr
from bpsim.core.document import Document
from bpsim.steps.places import EdgePlace
from bpsim.teach.mistakes.kind import Problem
from bpsim.teach.practice.answers import parse_answer
from bpsim.teach.practice.blanks import SIGNED, Chain, ValuePlace, places, right_value
from bpsim.teach.practice.hints import LADDER, Hint, edges_of, hint
from bpsim.teach.practice.verdict import Verdict, judge
from bpsim.teach.questions import Question


@dataclass(frozen=True)
class Answered:
    """What happened at one blank so far; ``points`` is 1, less the share of the hints."""

    tries: int = 0
    text: str = ""
    value: float | None = None
    verdict: Verdict | None = None
    rungs: int = 0

    @property
    def done(self) -> bool:
        """True once the answer is right, or was given away by the last hint."""
        return self.rungs == len(LADDER) or bool(self.verdict and self.verdict.right)

    @property
    def points(self) -> float:
        """1 for a right answer at the first try; each wrong one costs a quarter."""
        if not (self.verdict and self.verdict.right):
            return 0.0
        hints = LADDER[self.rungs - 1].cost if self.rungs else 0.0
        return max(0.0, 1.0 - hints - 0.25 * (self.tries - 1))


@dataclass(frozen=True)
class Sheet:
    """An exercise: a document, one of its examples (from 1), and the blanks in their order.

    What is typed has the sign of the document's convention; values are kept with the course's.
    A value: answering gives a new sheet. ``hidden`` are the places that views show as "—". With
    ``paper`` answers may be those of paper arithmetic with so many digits after the point.
    """

    document: Document
    example: int
    blanks: tuple[ValuePlace, ...]
    answered: Mapping[ValuePlace, Answered] = field(default_factory=lambda: MappingProxyType({}))
    paper: int | None = None

    @property
    def problem(self) -> Problem:
        """What backpropagation is given here."""
        return Problem.of(self.document)

    @property
    def hidden(self) -> frozenset[ValuePlace]:
        """The places whose value is not shown: blanks that are not done yet."""
        return frozenset(each for each in self.blanks if not self.state(each).done)

    @property
    def next_blank(self) -> ValuePlace | None:
        """The first blank that is not done; None at the end."""
        return next((each for each in self.blanks if each in self.hidden), None)

    @property
    def points(self) -> float:
        """The points so far, of ``len(blanks)``."""
        return sum(self.state(each).points for each in self.blanks)

    def state(self, place: ValuePlace) -> Answered:
        """What happened at a blank so far."""
        return self.answered.get(place, Answered())

    @property
    def own(self) -> dict[ValuePlace, float]:
        """The student's values in the order of the blanks: what later answers may follow from."""
        found = {}
        for each in self.blanks:
            value = self.state(each).value
            if value is not None:
                found[each] = value
        return found

    @property
    def tolerances(self) -> dict[ValuePlace, float]:
        """How far each of :attr:`own` may be off for the digits that were typed of it."""
        states = {each: self.state(each) for each in self.own}
        return {
            each: state.verdict.tolerance
            for each, state in states.items()
            if state.verdict and state.rungs < len(LADDER)
        }

    def answer(self, place: ValuePlace, text: str) -> tuple[Sheet, Verdict]:
        """The sheet with this answer, and what is said of it; raises AnswerError."""
        factor = self.document.convention.factor if place.kind in SIGNED else 1.0
        typed = parse_answer(text, _given(self.problem))
        typed = replace(typed, value=factor * typed.value)  # from here on with the course's sign
        others = {key: value for key, value in self.own.items() if key != place}
        chain = Chain(self.problem, self.example, others)
        verdict = judge(chain, place, typed, self.paper, self.tolerances, factor)
        before = self.state(place)
        # With too few digits it was no try.
        tries = before.tries + (not verdict.too_few)
        after = replace(before, tries=tries, text=text, value=typed.value, verdict=verdict)
        return self._with(place, after), verdict

    def hint(self, place: ValuePlace) -> tuple[Sheet, Hint]:
        """The next rung of the ladder; the last one stays the last."""
        before = self.state(place)
        rung = min(before.rungs, len(LADDER) - 1)
        after = replace(before, rungs=rung + 1)
        if after.rungs == len(LADDER):
            after = replace(after, value=right_value(self.problem, self.example, place))
        return self._with(place, after), hint(self.document, self.example, place, rung, self.hidden)

    def _with(self, place: ValuePlace, state: Answered) -> Sheet:
        return replace(self, answered=MappingProxyType({**self.answered, place: state}))

    def edges_are_right(self, place: ValuePlace, chosen: frozenset[EdgePlace]) -> bool:
        """ "Which edges?": true if exactly those are chosen that carry the terms."""
        return chosen == frozenset(edges_of(self.problem, place))

    def larger_or_smaller(self, place: ValuePlace) -> Question:
        """For those who do not calculate: is the value above or below 0, or the middle of g?

        The value itself stays blank.
        """
        value = right_value(self.problem, self.example, place)
        middle = 0.0
        if place.kind == "a":
            low, high = self.problem.network.activation(place.layer).bounds
            middle = (low + high) / 2 if np.isfinite(high - low) else 0.0
        answers = (
            tr("larger than {middle:g}", middle=middle),
            tr("smaller than {middle:g}", middle=middle),
            tr("{middle:g} itself", middle=middle),
        )
        right = 2 if value == middle else int(value < middle)
        why = tr("{symbol} is {answer}.", symbol=place.symbol, answer=answers[right])
        return Question(
            tr("Is {symbol} larger or smaller?", symbol=place.symbol), answers, right, why
        )


def _given(problem: Problem) -> frozenset[float]:
    """The size of each number that stands in the exercise from the start: nothing rounded them."""
    arrays = (*problem.network.weights, problem.x, problem.y)
    numbers = (abs(float(value)) for array in arrays for value in array.flat)
    return frozenset((*numbers, problem.alpha, problem.lam))


def sheet(
    document: Document, example: int, kinds: tuple[str, ...], share: float = 1.0, seed: int = 0
) -> Sheet:
    """A sheet with blanks at the values of these kinds, or at a ``share`` of them."""
    found = list(places(Problem.of(document), kinds))
    if share < 1.0 and found:
        count = max(1, round(share * len(found)))
        chosen = np.random.default_rng(seed).choice(len(found), size=count, replace=False)
        found = [found[n] for n in sorted(chosen)]
    return Sheet(document, example, tuple(found))
