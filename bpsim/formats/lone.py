"""A matrix alone in a file, such as an .npy, or two arrays without names: weights, or data."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, Literal

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.core.examples import default_names
from bpsim.formats.content import Answers, Content, Guess
from bpsim.formats.limits import MAX_COLUMNS
from bpsim.formats.naming import data_role, is_bias, is_weights, says_what
from bpsim.formats.tables.choices import Columns, Table, TableChoices

MANY_ROWS, TIMES_COLUMNS = 20, 3
"""Weights have hardly so many rows, and so many times their columns."""
HOLDS: Final = "holds"
WEIGHTS: Final = "weights"
DATA: Final = "data"


def with_both_readings(content: Content, name: str) -> Content:
    """The content with a ``table`` beside its one array, or its two, where that may be data.

    An array whose own name says nothing is called as the file ``name`` is: X.npy, W1.npy.
    """
    if content.layers or content.document or content.table or content.x is not None:
        return content
    stem = os.path.splitext(name)[0]
    if len(content.arrays) == 1 and not any(map(says_what, content.arrays)) and says_what(stem):
        content = replace(content, arrays={stem: next(iter(content.arrays.values()))})
    columns = _columns(content.arrays)
    if columns is None or len(columns.cells) > MAX_COLUMNS:
        return content
    return replace(content, table=Table(b"", name, columns))


def _columns(arrays: Mapping[str, Array]) -> Columns | None:
    """A matrix as columns, or inputs and targets without names; None for what is no data."""
    names = list(arrays)
    if not 1 <= len(names) <= 2 or (len(names) == 2 and any(map(says_what, names))):
        return None
    x, role = arrays[names[0]], data_role(names[0])
    if x.size and x.ndim > 2 and (role == "x" or len(names) == 2):
        x = x.reshape(len(x), -1)  # pictures, one after the other
    of_weights = role is None and (is_weights(names[0]) or is_bias(names[0]))
    if of_weights or role not in (None, "x") or x.ndim != 2 or min(x.shape) < 2:
        return None
    if len(names) == 1:
        return Columns([], list(x.T))
    y = arrays[names[1]]
    if not 1 <= y.ndim <= 2 or len(y) != len(x):
        return None
    y = y.reshape(len(x), -1)
    return Columns([*default_names("x", x.shape[1]), *default_names("y", y.shape[1])], [*x.T, *y.T])


def as_data(content: Content) -> Content:
    """The content with its table alone, if it has one."""
    return content if content.table is None else replace(content, arrays={})


def decided(found: Sequence[Content], answers: Answers) -> list[Content]:
    """The contents, of which each is read in one way: as answered, or as its shape suggests.

    Two tables that belong together are one. Raises PlaceError where they do not fit.
    """
    each_in_one = [
        content
        if content.table is None or not content.arrays
        else _decided(content, [each for each in found if each is not content], answers)
        for content in found
    ]
    if sum(each.table is not None for each in each_in_one) < 2:
        return each_in_one
    from bpsim.formats.tables.joined import joined  # most networks come in one file

    return joined(each_in_one, answers.table or TableChoices())


def _decided(content: Content, others: Sequence[Content], answers: Answers) -> Content:
    roles, why = set(map(data_role, content.arrays)), ""
    if answers.holds is not None:
        holds = answers.holds
    elif others:
        # Beside a network it is data, unless its name says what it is to the others.
        network = any(each.has_network and each.table is None for each in others)
        holds = DATA if network and roles == {None} else WEIGHTS
    else:
        holds, why = _by_looks(list(content.arrays.values()), named="x" in roles)
    if why:
        other = WEIGHTS if holds == DATA else DATA
        guess = Guess(tr("what the file holds"), holds, why, (other,), HOLDS)
        content = replace(content, guesses=(*content.guesses, guess))
    if holds == DATA:
        return as_data(content)
    arrays = dict(content.arrays)
    if answers.holds is not None and roles != {None}:
        arrays = {"array": next(iter(arrays.values()))}  # whatever its name says
    return replace(content, table=None, arrays=arrays)


def _by_looks(arrays: Sequence[Array], *, named: bool) -> tuple[Literal["weights", "data"], str]:
    if named:
        return DATA, tr("its name says so; the last column would be the target")
    rows, columns = len(arrays[0]), arrays[0].size // len(arrays[0])
    last = arrays[-1].reshape(rows, -1)[:, -1]
    if rows > columns and len(np.unique(last)) < rows and (last == np.round(last)).all():
        return DATA, tr("its last column holds whole numbers, of which some come again")
    if rows >= max(MANY_ROWS, TIMES_COLUMNS * columns):
        return DATA, tr("it has many more rows than columns")
    return WEIGHTS, tr("no name says otherwise, and its shape is not that of data")
