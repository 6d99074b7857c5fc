"""What is said of an answer: right, carried on from an earlier slip, or which mistake it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import combinations

import numpy as np

from bpsim.base.counted import counted
from bpsim.base.words import tr
from bpsim.notation.numerals import number_text
from bpsim.steps.places import EdgePlace
from bpsim.teach.mistakes.backprop import Numbers, backprop
from bpsim.teach.mistakes.kind import Made
from bpsim.teach.mistakes.rounded import rounded_to
from bpsim.teach.mistakes.table import IN_NUMBERS
from bpsim.teach.practice.answers import LOOSEST, Answer
from bpsim.teach.practice.blanks import Chain, ValuePlace
from bpsim.teach.practice.mistaken import Mistaken
from bpsim.teach.practice.rounding import RoundedChain

ROUNDED_TO = (1, 2, 3)
FEW = 2
NO_SLOPE = tr("leaving out g′")
SAME_AS = {NO_SLOPE: frozenset({"no-slope"})}
"""The slips of a single step that are said better by a mistake that fits as well."""


@dataclass(frozen=True)
class Verdict:
    """``right`` counts as right; ``carried`` says that it follows from an earlier slip.

    ``too_few`` is set where the value fits but with too few digits typed. ``expected`` is the
    right value, ``tolerance`` how far from it the answer may be; ``explanations`` are all that
    fits a wrong answer, ``ids`` the mistakes among them. ``sentence`` says it.
    """

    expected: float
    tolerance: float
    sentence: str
    right: bool = False
    carried: bool = False
    too_few: bool = False
    explanations: tuple[str, ...] = ()
    ids: tuple[tuple[str, ...], ...] = ()


def judge(
    chain: Chain,
    place: ValuePlace,
    answer: Answer,
    paper: int | None,
    tolerances: Mapping[ValuePlace, float],
    factor: float = 1.0,
) -> Verdict:
    """Judge the answer at ``place``; ``chain`` has the other values that the student has given.

    ``tolerances`` say how far each of those may be off for the digits that were typed of it:
    whoever writes 0.52 may have gone on with 0.5249. With ``paper`` an answer is right as well if
    it comes out with so many digits after the point at every step. All values are those of the
    course; what is said of them, and the ``expected`` one, is times ``factor``, as they are shown.
    """
    case = _Case(chain, place, answer, tolerances, factor)
    return case.right() or case.rounded(paper) or case.carried_on() or case.wrong()


Explained = tuple[str, tuple[str, ...]]
"""A way to a wrong number in words, and the ids of the mistakes among them."""


class _Case:
    """An answer beside the right value, and beside what follows from the student's own values."""

    def __init__(
        self,
        chain: Chain,
        place: ValuePlace,
        answer: Answer,
        tolerances: Mapping[ValuePlace, float],
        factor: float,
    ) -> None:
        self._chain, self._place, self._answer, self._tolerances = chain, place, answer, tolerances
        self._right = Chain(chain.problem, chain.example, {})
        self._expected = self._right.value(place)
        self._shown = factor * self._expected
        self._verdict = partial(Verdict, self._shown, answer.tolerance)

    def right(self) -> Verdict | None:
        """The answer is the right value, to however few digits."""
        answer = self._answer
        if not answer.fits(self._expected):
            return None
        if _too_loose(answer, self._expected):
            said = tr(
                "{answer} fits, but with too few digits to tell; type one more.",
                answer=answer.text,
            )
            return self._verdict(said, too_few=True)
        said = tr(
            "Right, to the digits you typed (± {tolerance}).",
            tolerance=number_text(answer.tolerance),
        )
        return self._verdict(said, right=True)

    def rounded(self, digits: int | None) -> Verdict | None:
        """It comes out with so many digits after the point at every step."""
        if digits is None:
            return None
        for own in ({}, self._chain.own):
            chain = RoundedChain(self._chain.problem, self._chain.example, own, digits)
            value = chain.value(self._place)
            if self._answer.fits(value) and not _too_loose(self._answer, value):
                source = self._first_slip if own else None  # one’s own rounding is no slip
                said = _rounded_words(digits, self._shown, source)
                return self._verdict(said, right=True, carried=source is not None)
        return None

    def carried_on(self) -> Verdict | None:
        """It follows from the student's own values, as far as its digits can tell."""
        follows = self._chain.value(self._place)
        wide = replace(self._answer, inherited=self._inherited())
        if not wide.fits(follows):
            return None
        slip = self._first_slip
        start = tr("your {symbol}", symbol=slip.symbol) if slip else tr("your earlier values")
        if not _too_loose(wide, follows):
            said = tr(
                "Right, carried on from {start}; with the right one it is {expected}.",
                start=start,
                expected=number_text(self._shown),
            )
            return self._verdict(said, right=True, carried=True)
        # Few digits fit many mistakes by chance; what follows from earlier values is likelier.
        few = self._answer.digits is not None and self._answer.digits <= FEW
        if not few and self._explanations:
            return None
        said = tr(
            "{answer} fits what follows from {start}, but with too few digits "
            "to tell; type one more.",
            answer=self._answer.text,
            start=start,
        )
        return self._verdict(said, carried=True, too_few=True)

    def wrong(self) -> Verdict:
        """It is what comes out by a mistake, or by none that is known."""
        found, answer = self._explanations, self._answer.text
        texts = tuple(dict.fromkeys(text for text, _ in found))
        ids = tuple(dict.fromkeys(names for _, names in found if names))
        if texts:
            said = tr(
                "{answer} is what comes out by {the_or}.",
                answer=answer,
                the_or=tr(", or by ").join(texts),
            )
        else:
            said = tr("{answer} is not it, and no mistake known gives this number.", answer=answer)
        return self._verdict(said, explanations=texts, ids=ids)

    @cached_property
    def _first_slip(self) -> ValuePlace | None:
        """The first of the student's values, in their order, that is not the right one."""
        for place, value in self._chain.own.items():
            right = self._right.value(place)
            tolerance = self._tolerances.get(place, 0.0)
            if abs(value - right) > max(0.5e-2 * max(abs(right), 1e-6), tolerance):
                return place
        return None

    def _inherited(self) -> float:
        """How far what follows may move while each of the own values moves within its tolerance."""
        own, here = self._chain.own, self._chain.value(self._place)
        total = 0.0
        for each, tolerance in self._tolerances.items():
            if tolerance and each in own:
                moved = (
                    replace(self._chain, own={**own, each: own[each] + change}).value(self._place)
                    for change in (-tolerance, tolerance)
                )
                total += max(abs(value - here) for value in moved)
        return total

    @cached_property
    def _explanations(self) -> list[Explained]:
        """Every single slip that gives this number; if none does rounding, or else pairs."""
        return list(self._single_slips()) or list(self._roundings()) or list(self._pairs())

    def _is_new(self, value: float) -> bool:
        """True if the answer is ``value``, and that is not the right one."""
        right = self._expected
        return self._answer.fits(value) and abs(value - right) > 1e-9 * max(abs(right), 1e-9)

    def _gives_it(self, made: Sequence[Made]) -> bool:
        """True if backpropagation with these mistakes has the answer at the place."""
        numbers = backprop(self._chain.problem, made)
        return self._is_new(_at(numbers, self._chain, self._place))

    def _single_slips(self) -> Iterator[Explained]:
        """One mistake, or one after an earlier slip that was rightly carried on."""
        seen: set[str] = set()
        place = self._place
        for mistake in IN_NUMBERS:
            if any(self._gives_it([Made(mistake, layer)]) for layer in (None, place.layer)):
                seen.add(mistake.id)
                yield mistake.said, (mistake.id,)
        for text, value in _slips(self._right, place):
            if self._is_new(value) and not seen & SAME_AS.get(text, frozenset()):
                seen.add(text)
                yield text, ()
        slip, start = self._first_slip, ""
        if slip is not None:
            start = tr("carrying on from your {symbol}, and ", symbol=slip.symbol)
            for mistake in IN_NUMBERS:
                wrong = Mistaken(
                    self._chain.problem, self._chain.example, self._chain.own, mistake, place
                )
                new = mistake.id not in seen and wrong.touched
                if new and self._is_new(wrong.value(place)):
                    seen.add(mistake.id)
                    yield start + mistake.said, (mistake.id,)
        if not self._chain.own:
            return
        for text, value in _slips(self._chain, place):
            if self._is_new(value) and not seen & (SAME_AS.get(text, frozenset()) | {text}):
                yield start + text, ()

    def _roundings(self) -> Iterator[Explained]:
        """Rounding on the way, to the fewest digits that give it."""
        for digits in ROUNDED_TO:
            mistake = rounded_to(digits)
            if self._gives_it([Made(mistake)]):
                yield mistake.said, (mistake.id,)
                return

    def _pairs(self) -> Iterator[Explained]:
        """Two mistakes at once."""
        for one, other in combinations(IN_NUMBERS, 2):
            if self._gives_it([Made(one), Made(other)]):
                said = tr("{said} together with {said_2}", said=one.said, said_2=other.said)
                yield said, (one.id, other.id)


def _rounded_words(digits: int, expected: float, source: ValuePlace | None) -> str:
    """Says that an answer is right with rounding at every step, or goes on so from ``source``."""
    how = tr("with {digits} after the point", digits=counted(digits, "digit"))
    exact = number_text(expected)
    if source is None:
        return tr(
            "Right, as it comes out {how} at every step; at full precision it is {exact}.",
            how=how,
            exact=exact,
        )
    return tr(
        "Right, carried on from your {symbol} {how} at every step; with the right one it is "
        "{exact}.",
        symbol=source.symbol,
        how=how,
        exact=exact,
    )


def _too_loose(answer: Answer, value: float) -> bool:
    """True if so few digits were typed that a value far away would fit as well."""
    return answer.tolerance > LOOSEST * max(abs(value), abs(answer.value)) and (
        abs(answer.value - value) > 1e-3 * abs(value)
    )


def _at(numbers: Numbers, chain: Chain, place: ValuePlace) -> float:
    """The value that an algorithm has at a place; NaN where it has none of its own."""
    row, layer, unit = chain.example - 1, place.layer, place.unit - 1
    with np.errstate(all="ignore"):
        match place.kind:
            case "output-delta" | "delta":
                return float(numbers.delta[layer - 2][row, unit])
            case "sum":
                theta = numbers.layers[layer - 2].theta
                assert theta is not None  # a hidden δ has one
                return float(numbers.delta[layer - 1][row] @ theta[:, unit])
            case "slope":
                slope = numbers.layers[layer - 2].slope
                assert slope is not None
                return float(slope[row, unit])
            case "Delta":
                inputs = numbers.layers[layer - 1].inputs
                return float(numbers.delta[layer - 1][row, unit] * inputs[row, place.frm or 0])
            case "D":
                return float(numbers.D[layer - 1][unit, place.frm or 0])
            case "weight":
                D = numbers.D[layer - 1][unit, place.frm or 0]
                theta = chain.problem.network.theta(layer)
                return float(theta[unit, place.frm or 0] - chain.problem.alpha * D)
    return float("nan")


def _slips(chain: Chain, place: ValuePlace) -> Iterator[tuple[str, float]]:
    """Slips with the numbers of one step: a sign, a term left out, another index, another part."""
    value = chain.value(place)
    yield tr("having the other sign"), -value
    layer, unit, network = place.layer, place.unit, chain.problem.network
    if place.kind == "z":
        theta = network.theta(layer - 1)[unit - 1]
        yield tr("leaving out the bias"), value - float(theta[0])
        for i in range(1, len(theta)):
            term = float(theta[i]) * chain.input(layer - 1, i)
            yield (
                tr("leaving out the term from unit {i} of layer {layer}", i=i, layer=layer - 1),
                value - term,
            )
        yield from _swapped(chain, place, theta)
    elif place.kind == "sum":
        for k in range(1, network.layers[layer] + 1):
            term = float(network.theta(layer)[k - 1, unit]) * chain.delta(layer + 1, k)
            yield (
                tr("leaving out the term from unit {k} of layer {layer}", k=k, layer=layer + 1),
                value - term,
            )
    elif place.kind == "delta":
        yield tr("taking g′ alone"), chain.get(ValuePlace("slope", layer, unit))
        yield NO_SLOPE, chain.get(ValuePlace("sum", layer, unit))
    elif place.kind == "a":
        yield tr("taking z for a"), chain.get(ValuePlace("z", layer, unit))
    elif place.kind == "slope":
        yield tr("taking a for g′"), chain.get(ValuePlace("a", layer, unit))
    elif place.kind == "weight":
        D = chain.get(ValuePlace("D", layer, unit, place.frm))
        yield tr("moving Θ by α D the wrong way"), value + 2 * chain.problem.alpha * D
        yield tr("leaving out α"), float(network.theta(layer)[unit - 1, place.frm or 0]) - D


def _swapped(chain: Chain, place: ValuePlace, theta: np.ndarray) -> Iterator[tuple[str, float]]:
    """Θ_ij for Θ_ji in a sum of inputs, where there is such a weight."""
    layer, j = place.layer - 1, place.unit
    whole = chain.problem.network.theta(layer)
    value = chain.value(place)
    for i in range(1, len(theta)):
        if i != j and i <= whole.shape[0] and j < whole.shape[1]:
            change = (float(whole[i - 1, j]) - float(theta[i])) * chain.input(layer, i)
            taken, meant = EdgePlace(layer, i, j).symbol, EdgePlace(layer, j, i).symbol
            yield tr("taking {taken} for {meant}", taken=taken, meant=meant), value + change
