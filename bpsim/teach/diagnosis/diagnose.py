"""Numbers in, a Diagnosis out: what everybody calls."""

from collections.abc import Sequence

import numpy as np

from bpsim.base.words import tr
from bpsim.core.errors import ModelError
from bpsim.core.progress import Report, silent
from bpsim.teach.diagnosis.comparing import agrees, common_digits, cut_off
from bpsim.teach.diagnosis.given import Block, GivenError
from bpsim.teach.diagnosis.layout import Layout, Matrix, layouts, shapes_of
from bpsim.teach.diagnosis.result import Diagnosis, Part, WrongEntry
from bpsim.teach.diagnosis.search import Found, Search
from bpsim.teach.diagnosis.words import NAMES, right_words, wrong_words
from bpsim.teach.mistakes.backprop import Numbers, backprop
from bpsim.teach.mistakes.kind import Problem

KINDS = ("D", "Delta", "delta")
MOST_EXAMPLES_TRIED = 200

Readings = Sequence[Sequence[Block]]
"""The ways in which numbers can be read, each a list of blocks."""


def diagnose(
    problem: Problem,
    readings: Readings,
    of: str = "D",
    example: int | None = None,
    report: Report = silent,
    lecture: bool = False,
) -> Diagnosis:
    """Hold numbers against the right ones and against those of every mistake.

    ``readings`` are the ways in which the numbers can be read, ``of`` says what they are: "D",
    "Delta" or "delta". With ``example`` (from 1) they belong to that example alone; a δ that fits
    one example and not the set is looked for among the examples. ``report`` is told how far the
    search is. With ``lecture`` the numbers may have the lecture's signs as well as the course's.
    Raises GivenError for numbers that do not fit the network, ModelError where there are no
    examples.
    """
    if not problem.m:
        raise ModelError(tr("there is no training example to compute with"), "examples")
    if of not in KINDS:
        raise GivenError(tr("“{of}” is none of {kinds}", of=of, kinds=", ".join(KINDS)))
    if example is not None and not 1 <= example <= problem.m:
        raise GivenError(
            tr(
                "there are examples 1 to {m}, but example {example} was asked for",
                m=problem.m,
                example=example,
            )
        )
    here = problem if example is None else problem.example(example)
    possible = _layouts(here, readings, of, lecture)
    if not possible and example is None and of == "delta" and problem.m > 1:
        example = _example_meant(problem, readings, of, lecture)
        here = problem.example(example)
        possible = _layouts(here, readings, of, lecture)
    if not possible:
        raise GivenError(_misfit(here, readings, of))
    return _diagnosed(here, Search(here, of, possible, report), possible, of, example)


def _layouts(problem: Problem, readings: Readings, of: str, lecture: bool) -> list[Layout]:
    shapes = shapes_of(problem.network, of, problem.m)
    found = [each for blocks in readings for each in layouts(blocks, shapes, of)]
    return found + [_turned(each) for each in found] if lecture else found


def _turned(layout: Layout) -> Layout:
    """The same numbers, read with the lecture's signs."""
    matrices = tuple(
        None if each is None else Matrix(-each.values, each.tolerance, each.there)
        for each in layout.matrices
    )
    return Layout(
        matrices, tr("{layout}, with the lecture’s signs", layout=layout.words).strip(", ")
    )


def _example_meant(problem: Problem, readings: Readings, of: str, lecture: bool) -> int:
    """The example for which the numbers are right or whose mistake is found; else the first."""
    tried = []
    for number in range(1, min(problem.m, MOST_EXAMPLES_TRIED) + 1):
        here = problem.example(number)
        possible = _layouts(here, readings, of, lecture)
        if not possible:
            return 1
        search = Search(here, of, possible)
        if search.is_right():
            return number
        tried.append(search)
    return next((n for n, search in enumerate(tried, start=1) if search.single()), 1)


def _diagnosed(
    problem: Problem, search: Search, possible: list[Layout], of: str, example: int | None
) -> Diagnosis:
    right = backprop(problem)
    rounded = search.is_right()
    fitting = rounded or next((each for each in possible if _is_cut_off(each, right, of)), None)
    if fitting is not None:
        found = search.unseen()
        layout = fitting
    else:
        found = search.single() or search.rounding() or search.pairs() or search.rounding_and()
        layout = found[0].layout if found else _nearest(possible, right, of)
    explained = tuple(_parts(each, problem) for each in found)
    least = common_digits(layout, right.of(of))
    wrong: tuple[WrongEntry, ...] = ()
    if fitting is not None:
        sentence = right_words(of, least, rounded is None, explained)
    else:
        wrong = _wrong(layout, right, of, example)
        total = sum(int(each.there.sum()) for each in layout.matrices if each is not None)
        hint = "" if found else _hint(problem, possible, of, example)
        sentence = wrong_words(of, wrong, total, explained, hint)
    return Diagnosis(
        of=of,
        right=fitting is not None,
        digits=least,
        wrong=wrong,
        explanations=explained,
        sentence=sentence,
        layout=layout,
        example=example,
        made=tuple(each.made for each in found),
    )


def _parts(found: Found, problem: Problem) -> tuple[Part, ...]:
    def layer(index: int) -> int | None:
        made = found.made[index]
        layers = made.mistake.layers(problem.network)
        return layers[0] if made.layer is None and len(layers) == 1 else made.layer

    return tuple(
        Part(made.mistake.id, layer(n), made.mistake.said) for n, made in enumerate(found.made)
    )


def _is_cut_off(layout: Layout, right: Numbers, of: str) -> bool:
    return all(
        matrix is None or bool(cut_off(matrix, expected).all())
        for matrix, expected in zip(layout.matrices, right.of(of), strict=True)
    )


def _nearest(possible: list[Layout], right: Numbers, of: str) -> Layout:
    """The layout in which the fewest entries are wrong."""

    def wrong(layout: Layout) -> int:
        return sum(
            int((~agrees(matrix, expected)).sum())
            for matrix, expected in zip(layout.matrices, right.of(of), strict=True)
            if matrix is not None
        )

    return min(possible, key=wrong)


def _wrong(layout: Layout, right: Numbers, of: str, example: int | None) -> tuple[WrongEntry, ...]:
    found = []
    for n, (matrix, expected) in enumerate(zip(layout.matrices, right.of(of), strict=True)):
        if matrix is None:
            continue
        for r, c in np.argwhere(~agrees(matrix, expected)):
            values = float(matrix.values[r, c]), float(expected[r, c])
            if of == "delta":
                found.append(WrongEntry(n + 2, int(c) + 1, example or int(r) + 1, *values))
            else:
                found.append(WrongEntry(n + 1, int(r) + 1, int(c), *values))
    return tuple(found)


def _hint(problem: Problem, possible: list[Layout], of: str, example: int | None) -> str:
    """What else the numbers may be: those of one example, Δ for D."""
    other = {"D": "Delta", "Delta": "D"}.get(of)
    if other and Search(problem, other, possible).is_right():
        return tr("These are the numbers of {names}.", names=NAMES[other])
    if example is None and 1 < problem.m <= MOST_EXAMPLES_TRIED and of != "delta":
        for number in range(1, problem.m + 1):
            if Search(problem.example(number), of, possible).is_right():
                return tr("These are the numbers of example {number} alone.", number=number)
    return ""


def _misfit(problem: Problem, readings: Readings, of: str) -> str:
    count = sum(block.values.size for block in readings[0])
    shapes = shapes_of(problem.network, of, problem.m)
    sizes = tr(" and ").join(f"{rows} × {columns}" for rows, columns in shapes)
    bias = "" if of == "delta" else tr(", the bias column counted")
    return tr(
        "{count:,} numbers do not fit {names} of this network, which has {sizes} entries{bias}",
        count=count,
        names=NAMES[of],
        sizes=sizes,
        bias=bias,
    )
