"""Reads the curve that fits a step: headline, points, and what its words say."""

from typing import Any

import numpy as np
from mpmath import mpf

from bpsim.notation.formula import (
    Words,
)
from bpsim.steps.shown.cost_curves import CostCurves
from bpsim.steps.shown.curve import ActivationCurve, Bars, content_of
from bpsim.steps.step import Step
from tests.said import sentences
from tests.said.facts import COSTS, Facts
from tests.said.reading import Reader
from tests.said.standing import reader_of
from tests.said.tokens import WrongError, flat


def check_curve(facts: Facts, step: Step) -> None:
    """The curve that fits: its headline, its points, what its words say."""
    reader, content = reader_of(facts, step), content_of(step)
    example = facts.example(reader.item)
    match content:
        case ActivationCurve():
            reader.layer = content.layer
            reader.check(content.headline, "curve")
            units = range(1, len(content.z) + 1) if content.unit is None else (content.unit,)
            for unit, z, a in zip(units, content.z, content.a, strict=False):
                reader.largest = mpf(1)
                reader.same(example.z[content.layer - 1][unit - 1], mpf(z), "z on the curve")
                reader.same(example.a[content.layer - 1][unit - 1], mpf(a), "a on the curve")
            if content.slope is not None:
                assert content.unit is not None
                true = example.slope(content.layer, content.unit)
                reader.same(true, mpf(content.slope), "the slope of the curve")
            if content.target is not None and content.unit is not None:
                reader.same(example.y[content.unit - 1], mpf(content.target), "target")
            sentences.check_curve_words(facts, reader.item, content)
        case Bars():
            for line in _parts_by_comma(list(flat(content.headline))):
                reader.layer = content.layer
                reader.check_line(line, "bars")
            for unit, a in enumerate(content.a, start=1):
                if a is not None:
                    reader.same(example.a[-1][unit - 1], mpf(a), "a bar")
            for unit, y in enumerate(content.targets, start=1):
                reader.same(example.y[unit - 1], mpf(y), "a target")
        case CostCurves():
            check_costs(facts, reader, content)


def _parts_by_comma(tokens: list[Any]) -> list[list[Any]]:
    parts: list[list[Any]] = [[]]
    for token in tokens:
        if isinstance(token, Words) and token.text.strip() == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def check_costs(facts: Facts, reader: Reader, curves: CostCurves) -> None:
    """The cost of each output as a function of its h: formula, value and words."""
    if curves.cost != facts.cost_name:
        raise WrongError(f"the cost is {facts.cost_name}, not {curves.cost}")
    example = facts.example(reader.item)
    whole = mpf(0)
    for k in range(len(curves)):
        h, y = example.a[-1][k], example.y[k]
        for n, line in enumerate(curves.lines(k)):
            true = facts.sign * one_output(line.cost, len(curves), h, y)
            reader.largest = mpf(1)
            reader.same(true, mpf(line.value), f"curve of {line.name}")
            reader.same(reader.value(line.formula), true, f"curve of {line.name}")
            points = np.array([0.25, 0.5, 0.875])
            for point, found in zip(points.tolist(), line.over(points).tolist(), strict=True):
                drawn = facts.sign * one_output(line.cost, len(curves), mpf(point), y)
                reader.same(drawn, mpf(found), f"point of {line.name}")
            if n == 0:
                whole += true
        sentences.check_cost_words(facts, reader.item, k, curves.words(k))
    reader.same(whole, facts.sign * example.cost, "the outputs' costs together")


def one_output(cost: str, outputs: int, h: Any, y: Any) -> Any:
    """What one of several outputs pays."""
    alone = COSTS[cost]([h], [y])
    return alone / outputs if cost.endswith(" per output") else alone
