"""What stands beside the plot of a slope, and beside the sizes of the layers' δ, is true."""

import re

import numpy as np
import pytest
from mpmath import mp, mpf

from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import Convention, Sign, TrainingSettings
from bpsim.notation.formula import Number, to_text
from bpsim.steps.apart.flow import flow_of
from bpsim.steps.apart.slope import Slope, slope_of
from bpsim.steps.places import EdgePlace
from bpsim.steps.schedule import Granularity
from bpsim.steps.shown.slope_words import legend, sentence
from bpsim.steps.trace import Trace
from tests.said.facts import Facts
from tests.said.printed import NUMERAL, digits_hold, numbers_in
from tests.said.standing import facts_of, reader_of
from tests.traces import traced

WEIGHTS = [[[0.4, -0.7, 0.2], [-0.5, 0.3, 0.9]], [[0.1, 0.6, -0.2], [-0.3, 0.8, 0.9]]]
EXAMPLES = Examples.of([[-0.9, 0.4], [1.3, -0.2], [0.1, 0.7]], [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
FEWER = 2
"""Significant digits of a change where it is so small that it is written as a power of ten."""
SIZES: list[int | None] = [None, 1]


def trace_of(weights: object, sign: Sign, size: int | None) -> Trace:
    network = Network.of(["tanh", "sigmoid"], weights)  # type: ignore[arg-type]
    training = TrainingSettings(0.3, lam=0.2, batch_size=size)
    return traced(network, "cross-entropy", EXAMPLES, training, Convention(sign))


def moved(place: EdgePlace, by: float, sign: Sign, size: int | None) -> Facts:
    """The same with one weight changed."""
    weights = [np.array(each) for each in WEIGHTS]
    weights[place.layer - 1][place.to - 1, place.frm] += by
    return facts_of(trace_of(weights, sign, size))


def figures(text: str) -> list[str]:
    """The numerals of a sentence, a + left out."""
    return [each.rstrip(".") for each in NUMERAL.findall(text)]


def slopes(sign: Sign, size: int | None) -> list[tuple[Trace, Slope, Facts, EdgePlace]]:
    """Of each weight, at the end of the iteration."""
    trace = trace_of(WEIGHTS, sign, size)
    facts = facts_of(trace)
    step = trace.step(trace.schedule.count(Granularity.UNIT) - 1, Granularity.UNIT)
    places = [EdgePlace(layer, to, frm) for layer in (1, 2) for to in (1, 2) for frm in (0, 1, 2)]
    return [(trace, slope_of(trace, step, place), facts, place) for place in places]


@pytest.mark.parametrize("sign", ["course", "lecture"])
@pytest.mark.parametrize("size", SIZES)
def test_the_slope_of_a_weight_is_said_truly(sign: Sign, size: int | None) -> None:
    for trace, slope, facts, place in slopes(sign, size):
        step = trace.step(trace.schedule.count(Granularity.UNIT) - 1, Granularity.UNIT)
        reader = reader_of(facts, step)
        for line in legend(slope, None):
            reader.check(line, "legend")
        D = facts.D(place.layer)[place.to - 1, place.frm]
        words = sentence(slope, None)
        found = figures(words.replace(to_text(slope.slope_symbol), ""))
        digits_hold(found[0], D)
        if size is None:
            last = facts.example(facts.m - 1)
            a = mpf(1) if place.frm == 0 else last.a[place.layer - 1][place.frm - 1]
            digits_hold(found[1], facts.sign * last.deltas()[place.layer][place.to - 1] * a)
            assert words.endswith("to Δ.") and len(found) == 2
        else:
            assert len(found) == 1


@pytest.mark.parametrize("sign", ["course", "lecture"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("by", [0.25, -0.5])
def test_what_a_move_does_is_said_truly(sign: Sign, size: int | None, by: float) -> None:
    for _, slope, facts, place in slopes(sign, size):
        change = slope.change(slope.value + by)
        actual = moved(place, change.by, sign, size).J - facts.J
        predicted = facts.D(place.layer)[place.to - 1, place.frm] * change.by
        said = [n for line in legend(slope, change) for n in numbers_in(line)]
        for number, true in zip(said, (actual, predicted, actual - predicted), strict=True):
            digits_hold(to_text(Number(number.value, number.digits)), true, FEWER)
        words = sentence(slope, change)
        assert ("grew" if by > 0 else "shrank") in words
        found = figures(words)
        for text, true in zip(found, (abs(change.by), predicted, actual), strict=True):
            digits_hold(text, true, FEWER)
        assert ("+" in words.split("really ")[1]) == (actual > 0)
        assert ("+" in words.split("predicts ")[1].split(";")[0]) == (predicted > 0)


def test_the_sizes_of_the_deltas_are_said_truly() -> None:
    trace = trace_of(WEIGHTS, "course", None)
    facts = facts_of(trace)
    document = Document("", trace.values.network, "cross-entropy", EXAMPLES)
    squares = {
        layer: [delta**2 for n in range(facts.m) for delta in facts.example(n).deltas()[layer - 1]]
        for layer in (2, 3)
    }
    ratio = mp.sqrt(sum(squares[2]) / sum(squares[3]))  # both layers have two units
    said = flow_of(document, 0).sentence
    found = re.match(r"The δ of layer 2 are ([\d.]+) times as large as those of the output", said)
    assert found is not None
    digits_hold(found[1], ratio, 2)
