"""Reads the matrices of a step: each is what its caption says, and each equation holds."""

from typing import Any

from mpmath import mpf

from bpsim.notation.formula import (
    Symbol,
    Words,
    to_text,
)
from bpsim.steps.schedule import Phase
from bpsim.steps.shown.blocks import Block, Item, Sheet
from bpsim.steps.shown.equations import sheet_of
from bpsim.steps.step import Step
from tests.said.facts import Facts, grid
from tests.said.reading import Reader
from tests.said.standing import reader_like, reader_of
from tests.said.tokens import Literal, UnreadableError, WrongError, flat


def check_matrices(facts: Facts, step: Step) -> None:
    """The matrices panel: each matrix is what its caption says, each equation holds."""
    reader = reader_of(facts, step)
    sheet = sheet_of(step)
    for line in sheet.equations:
        for item in line:
            if isinstance(item, Block):
                _check_block(reader, item)
        check_equation(reader, step, line)
    _check_text(sheet)


def _check_block(reader: Reader, block: Block) -> None:
    """The numbers below a caption are those of the symbol."""
    if block.known is not None and block.known < block.shape[0]:
        return
    caption = list(flat(block.caption))
    fresh = reader_like(reader)
    match caption:
        case [Symbol("Θ", "", sup), Words(" new")]:
            true = fresh.facts.new(int(sup.strip("()")))
        case [Symbol("Θ", "", sup), Words(" without biases")]:
            true = fresh.facts.theta(int(sup.strip("()")), biases=False)
        case [*told, Words(" without biases")]:
            fresh.biases_stay = True
            true = fresh.value(told)
        case _:
            if block.letter == "Δ" and not fresh.updates:
                return  # before and after have one name; the equation tells
            true = fresh.value(block.caption)
    fresh.largest = mpf(1)
    fresh.same(true, grid(block.values), f"matrix {block.name}")


def check_equation(reader: Reader, step: Step, line: tuple[Item, ...]) -> None:
    """A line of matrices and signs holds, its matrices read as numbers."""
    tokens: list[Any] = []
    for item in line:
        if isinstance(item, Block):
            if item.known is not None and item.known < item.shape[0]:
                return  # part of it is still to come
            tokens.append(Literal(grid(item.values)))
        else:
            tokens += list(flat(item.expr))
    tokens = [t for t in tokens if not (isinstance(t, Words) and t.text.startswith(" ("))]
    fresh = reader_like(reader)
    if step.phase is Phase.FORWARD and step.layer is None:  # every layer has its own g
        for item in line:
            if isinstance(item, Block) and item.letter == "a":
                fresh.layer = item.layer
                break
    if any(to_text(t).strip() in ("=", ":=") for t in tokens if not isinstance(t, Literal)):
        fresh.check_line(tokens, f"matrices {step.granularity.value} {step.index}")
    elif len(line) != 1:
        raise UnreadableError("matrices side by side without a sign")


def _check_text(sheet: Sheet) -> None:
    text = sheet.text
    if text.count("(") != text.count(")"):
        raise WrongError(f"parentheses of {text}")
