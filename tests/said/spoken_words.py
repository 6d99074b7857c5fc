"""Reads what a screen reader is told and what tooltips say: z, a, δ, weights and targets."""

import re

from mpmath import mpf

from bpsim.core.examples import Examples
from bpsim.steps.places import EdgePlace, Place, TargetPlace, UnitPlace
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.shown.spoken import Verbosity, announced, spoken, tooltip
from bpsim.steps.step import Step
from tests.said.facts import Facts
from tests.said.printed import digits_hold, number_of
from tests.said.tokens import WrongError

FULL = 14
MOST_PLACES = 4


def places(facts: Facts) -> list[Place]:
    """A unit of every layer, bias units, edges and targets: the first and the last of each."""
    layers = facts.network.layers
    out: list[Place] = []
    for layer, units in enumerate(layers, start=1):
        out += [UnitPlace(layer, unit) for unit in sorted({1, units})]
        if layer < len(layers):
            out.append(UnitPlace(layer, 0))
            ends = {(1, 0), (layers[layer], units)}
            out += [EdgePlace(layer, to, frm) for to, frm in sorted(ends)]
    return [*out, TargetPlace(1)]


def check_spoken(facts: Facts, step: Step) -> None:
    """Places in words, short and in full: at every step others, in turn."""
    names = Examples.of([[0.0] * facts.network.layers[0]], [[0.0] * facts.network.layers[-1]])
    every = places(facts)
    for n in range(MOST_PLACES):
        place = every[(step.index * MOST_PLACES + n) % len(every)]
        for text, digits in ((spoken(step, place, names, True), 3),
                             (tooltip(step, place, names, True), FULL)):  # fmt: skip
            _check(facts, step, place, text, digits)
    if step.layer is not None and step.unit is not None:
        aloud = announced(step, Verbosity.RESULT).replace(". ", "; ").rstrip(".")
        if step.result is not None and not _said(aloud):
            raise WrongError(f"“{aloud}” says no number")
        _check(facts, step, UnitPlace(step.layer, step.unit), aloud, 3)


def _check(facts: Facts, step: Step, place: Place, text: str, digits: int) -> None:
    """Every number of ``place`` that ``text`` says."""
    for symbol, numeral in _said(text):
        if numeral == "—":
            continue
        true = float(_true(facts, step, place, symbol))  # type: ignore[arg-type]
        off = abs(number_of(numeral) - true)
        if off <= (1e-12 if digits != FULL else 1e-9) * max(1.0, abs(true)):
            continue
        try:
            digits_hold(numeral, true, digits)
        except WrongError:
            raise WrongError(f"“{text}”: {symbol} is {true}") from None


def _said(text: str) -> list[tuple[str, str]]:
    """The letters and their numerals."""
    number = r"(—|−?\d[\d.]*(?:e[−+]?\d+)?(?:×10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)?)"
    found = re.findall(rf"([zaδxΘy])[₀-₉,]*(?:⁽[⁰-⁹¹²³]+⁾)?(?: = | ){number}", text)
    weight = re.match(rf"Weight {number}", text)
    target = re.match(rf"Target [^:]*: {number}", text)
    return [
        *found,
        *([("Θ", weight[1])] if weight else []),
        *([("y", target[1])] if target and not found else []),
    ]


def _true(facts: Facts, step: Step, place: Place, symbol: str) -> object:
    item = facts.m - 1 if step.item is None else step.item
    example = facts.example(item)
    deltas = (Phase.OUTPUT_DELTA, Phase.HIDDEN_DELTA)
    short = facts.convention.lecture_shorthand and step.phase in deltas
    short = short and step.granularity is not Granularity.PASS
    match place:
        case EdgePlace(layer, to, frm):
            matrix = facts.new(layer) if step.phase is Phase.UPDATE else facts.theta(layer)
            return matrix[to - 1, frm]
        case TargetPlace(unit):
            return example.y[unit - 1]
        case UnitPlace(layer, 0):
            if symbol == "a":
                return mpf(1)
            return facts.sign * example.weighted_sum(layer, 0, short)
        case UnitPlace(layer, unit):
            if symbol in "xa":
                return example.a[layer - 1][unit - 1]
            if symbol == "z":
                return example.z[layer - 1][unit - 1]
            return facts.sign * example.deltas(short)[layer - 1][unit - 1]
    raise WrongError(symbol)
