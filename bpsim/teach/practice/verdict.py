"""What is said of an answer: right, carried on from an earlier slip, or which mistake it is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations
from types import MappingProxyType

import numpy as np

from bpsim.base.counted import counted
from bpsim.base.words import tr
from bpsim.notation.numerals import number_text
from bpsim.steps.places import EdgePlace
from bpsim.teach.mistakes.backprop import Numbers, backprop
from bpsim.teach.mistakes.kind import Made, Problem
from bpsim.teach.mistakes.rounded import rounded_to
from bpsim.teach.mistakes.table import IN_NUMBERS
from bpsim.teach.practice.answers import LOOSEST, Answer
from bpsim.teach.practice.blanks import Chain, ValuePlace, right_value
from bpsim.teach.practice.mistaken import Mistaken
from bpsim.teach.practice.rounding import RoundedChain

ROUNDED_TO = (1, 2, 3)
FEW = 2
NO_ROOM: Mapping[ValuePlace, float] = MappingProxyType({})
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
    problem: Problem,
    example: int,
    place: ValuePlace,
    answer: Answer,
    own: Mapping[ValuePlace, float],
    paper: int | None = None,
    rooms: Mapping[ValuePlace, float] = NO_ROOM,
) -> Verdict:
    """Judge the answer at ``place``; ``own`` are the values that the student has given so far.

    ``rooms`` say how far each of those may be off for the digits that were typed of it: whoever
    writes 0.52 may have gone on with 0.5249. With ``paper`` an answer is right as well if it comes
    out with so many digits after the point at every step.
    """
    expected = right_value(problem, example, place)
    verdict = partial(Verdict, expected, answer.tolerance)
    if answer.fits(expected):
        if _too_loose(answer, expected):
            said = tr(
                "{answer} fits, but with too few digits to tell; type one more.",
                answer=answer.text,
            )
            return verdict(said, too_few=True)
        said = tr(
            "Right, to the digits you typed (± {tolerance}).",
            tolerance=number_text(answer.tolerance),
        )
        return verdict(said, right=True)
    earlier = {key: value for key, value in own.items() if key != place}
    slip = _first_slip(problem, example, earlier, rooms)
    if paper is not None:
        for before in ({}, earlier):
            rounded = RoundedChain(problem, example, before, paper).value(place)
            if answer.fits(rounded) and not _too_loose(answer, rounded):
                source = slip if before else None  # one’s own rounding is no slip
                said = _rounded_words(paper, expected, source)
                return verdict(said, right=True, carried=source is not None)
    follows = Chain(problem, example, earlier).value(place)
    wide = replace(answer, room=_room(problem, example, place, earlier, rooms))
    fits = wide.fits(follows)
    start = tr("your earlier values") if slip is None else tr("your {symbol}", symbol=slip.symbol)
    if fits and not _too_loose(wide, follows):
        said = tr(
            "Right, carried on from {start}; with the right one it is {expected}.",
            start=start,
            expected=number_text(expected),
        )
        return verdict(said, right=True, carried=True)
    found: list[Explained] = []
    # Few digits fit many mistakes by chance; what follows from earlier values is likelier.
    if not (fits and answer.digits is not None and answer.digits <= FEW):
        found = list(_explanations(problem, example, place, answer, earlier, slip))
    if fits and not found:
        said = tr(
            "{answer} fits what follows from {start}, but with too few digits "
            "to tell; type one more.",
            answer=answer.text,
            start=start,
        )
        return verdict(said, carried=True, too_few=True)
    texts = tuple(dict.fromkeys(text for text, _ in found))
    ids = tuple(dict.fromkeys(names for _, names in found if names))
    if texts:
        said = tr("{answer} is what comes out by {the_or}.", answer=answer.text, the_or=_or(texts))
    else:
        said = tr("{answer} is not it, and no mistake known gives this number.", answer=answer.text)
    return verdict(said, explanations=texts, ids=ids)


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


def _or(texts: tuple[str, ...]) -> str:
    return tr(", or by ").join(texts)


def _first_slip(
    problem: Problem,
    example: int,
    own: Mapping[ValuePlace, float],
    rooms: Mapping[ValuePlace, float],
) -> ValuePlace | None:
    """The first of the student's values, in their order, that is not the right one."""
    for place, value in own.items():
        right = right_value(problem, example, place)
        if abs(value - right) > max(0.5e-2 * max(abs(right), 1e-6), rooms.get(place, 0.0)):
            return place
    return None


def _room(
    problem: Problem,
    example: int,
    place: ValuePlace,
    own: Mapping[ValuePlace, float],
    rooms: Mapping[ValuePlace, float],
) -> float:
    """How far what follows from ``own`` may move while each of them moves within its room."""
    here = Chain(problem, example, own).value(place)
    total = 0.0
    for each, room in rooms.items():
        if room and each in own:
            moved = (
                Chain(problem, example, {**own, each: own[each] + change}).value(place)
                for change in (-room, room)
            )
            total += max(abs(value - here) for value in moved)
    return total


Explained = tuple[str, tuple[str, ...]]


def _explanations(
    problem: Problem,
    example: int,
    place: ValuePlace,
    answer: Answer,
    own: Mapping[ValuePlace, float],
    slip: ValuePlace | None,
) -> Iterator[Explained]:
    """Every way to this number, with the ids of its mistakes: single slips, then pairs."""
    right = right_value(problem, example, place)

    def new(value: float) -> bool:
        return answer.fits(value) and abs(value - right) > 1e-9 * max(abs(right), 1e-9)

    found = False
    for each in _singles(problem, example, place, own, slip, new):
        found = True
        yield each
    if found:
        return
    for digits in ROUNDED_TO:
        made = (Made(rounded_to(digits)),)
        if new(_at(backprop(problem, made), problem, example, place)):
            yield made[0].mistake.said, ("rounded",)
            return
    for one, other in combinations(IN_NUMBERS, 2):
        numbers = backprop(problem, (Made(one), Made(other)))
        if new(_at(numbers, problem, example, place)):
            yield (
                tr("{said} together with {said_2}", said=one.said, said_2=other.said),
                (one.id, other.id),
            )


def _singles(
    problem: Problem,
    example: int,
    place: ValuePlace,
    own: Mapping[ValuePlace, float],
    slip: ValuePlace | None,
    new: Callable[[float], bool],
) -> Iterator[Explained]:
    """One mistake, or one after an earlier slip that was rightly carried on."""
    seen: set[str] = set()
    for mistake in IN_NUMBERS:
        for layer in (None, place.layer):
            value = _at(backprop(problem, (Made(mistake, layer),)), problem, example, place)
            if new(value) and mistake.id not in seen:
                seen.add(mistake.id)
                yield mistake.said, (mistake.id,)
    for text, value in _slips(Chain(problem, example, {}), place):
        if new(value) and not seen & SAME_AS.get(text, frozenset()):
            seen.add(text)
            yield text, ()
    start = "" if slip is None else tr("carrying on from your {symbol}, and ", symbol=slip.symbol)
    if slip is not None:
        for mistake in IN_NUMBERS:
            wrong = Mistaken(problem, example, own, mistake, place)
            if wrong.touched and mistake.id not in seen and new(wrong.value(place)):
                seen.add(mistake.id)
                yield start + mistake.said, (mistake.id,)
    if not own:
        return
    for text, value in _slips(Chain(problem, example, own), place):
        if new(value) and not seen & (SAME_AS.get(text, frozenset()) | {text}):
            yield start + text, ()


def _at(numbers: Numbers, problem: Problem, example: int, place: ValuePlace) -> float:
    """The value that an algorithm has at a place; NaN where it has none of its own."""
    row, layer, unit = example - 1, place.layer, place.unit - 1
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
                theta = problem.network.theta(layer)
                return float(theta[unit, place.frm or 0] - problem.alpha * D)
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
        yield tr("adding α D where it is subtracted"), value + 2 * chain.problem.alpha * D
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
