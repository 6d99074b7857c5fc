"""A matrix that stands alone in a file, such as an .npy: weights, or data with an example a row."""

import os
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.formats.content import Answers, Content, Guess
from bpsim.formats.naming import data_role, is_bias, is_weights, says_what
from bpsim.formats.tables.choices import Columns, Table

MOST_COLUMNS = 10_000
MANY_ROWS, TIMES_COLUMNS = 20, 3
"""Weights have hardly so many rows, and so many times their columns."""
HOLDS, WEIGHTS, DATA = "holds", "weights", "data"


def with_both_readings(content: Content, name: str) -> Content:
    """The content with a ``table`` beside its only array where that may be data.

    An array whose own name says nothing is called as the file ``name`` is: X.npy, W1.npy.
    """
    known = content.layers or content.document or content.table or content.x is not None
    if known or len(content.arrays) != 1:
        return content
    ((key, array),) = content.arrays.items()
    stem = os.path.splitext(name)[0]
    if not says_what(key) and says_what(stem):
        key = stem
        content = replace(content, arrays={key: array})
    role = data_role(key)
    if role == "x" and array.size and array.ndim > 2:
        array = array.reshape(len(array), -1)  # pictures, one after the other
    of_weights = role is None and (is_weights(key) or is_bias(key))
    if of_weights or role not in (None, "x") or array.ndim != 2 or min(array.shape) < 2:
        return content
    if array.shape[1] > MOST_COLUMNS:
        return content
    return replace(content, table=Table(b"", name, Columns([], list(array.T))))


def as_data(content: Content) -> Content:
    """The content with its table alone, if it has one."""
    return content if content.table is None else replace(content, arrays={})


def decided(found: Sequence[Content], answers: Answers) -> list[Content]:
    """The contents, of which each is read in one way: as answered, or as its shape suggests."""
    return [
        content
        if content.table is None or not content.arrays
        else _decided(content, [each for each in found if each is not content], answers)
        for content in found
    ]


def _decided(content: Content, others: Sequence[Content], answers: Answers) -> Content:
    ((key, array),) = content.arrays.items()
    holds, why = _by_others(key, others), ""
    if answers.holds is not None:
        holds = answers.holds
    elif not others:
        holds, why = _by_looks(key, array)
    if why:
        other = WEIGHTS if holds == DATA else DATA
        guess = Guess(tr("what the array holds"), holds, why, (other,), HOLDS)
        content = replace(content, guesses=(*content.guesses, guess))
    if holds == DATA:
        return as_data(content)
    said = answers.holds is not None and data_role(key) is not None
    return replace(content, table=None, arrays={"array" if said else key: array})


def _by_others(key: str, others: Sequence[Content]) -> str:
    """Beside a network it is data, unless its name says what it is to the others."""
    if data_role(key) is not None:
        return WEIGHTS
    network = any(each.has_network and each.table is None for each in others)
    return DATA if network else WEIGHTS


def _by_looks(key: str, array: Array) -> tuple[str, str]:
    if data_role(key) == "x":
        return DATA, tr("its name says so; the last column would be the target")
    rows, columns = array.shape
    last = array[:, -1]
    if rows > columns and len(np.unique(last)) < rows and (last == np.round(last)).all():
        return DATA, tr("its last column holds whole numbers, of which some come again")
    if rows >= max(MANY_ROWS, TIMES_COLUMNS * columns):
        return DATA, tr("it has many more rows than columns")
    return WEIGHTS, tr("no name says otherwise, and its shape is not that of data")
