"""Two tables of as many rows, inputs in one file and targets in the other, as one table."""

import os
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.core.examples import default_names
from bpsim.formats.content import Content
from bpsim.formats.errors import PlaceError
from bpsim.formats.naming import data_role
from bpsim.formats.tables.choices import Columns, Table, TableChoices
from bpsim.formats.tables.numbers import numbers
from bpsim.formats.tables.table import laid_out

Cells = Array | list[str]


def joined(found: Sequence[Content], choices: TableChoices) -> list[Content]:
    """The contents, of which two with tables that belong together are one.

    They do where one is called as targets are, or has a single column. Raises PlaceError where
    they have not as many rows, or a table cannot be read.
    """
    tables = [(n, each.table) for n, each in enumerate(found) if each.table is not None]
    if len(tables) > 2:  # those that are held out beside those that are trained with
        tables = [each for each in tables if _role(each[1].name) in ("x", "y")]
    if len(tables) != 2:
        return list(found)
    (first, one), (second, other) = tables
    both = [_read(one, choices), _read(other, choices)]
    wide = [len(each.cells) for each in both]
    roles = [_role(one.name), _role(other.name)]
    if "y" in roles:
        at = roles.index("y")
    elif 1 in wide:
        at = 1 if wide[1] == 1 else 0
    else:
        return list(found)
    rows = [len(each.cells[0]) for each in both]
    if rows[0] != rows[1]:
        words = tr(
            "has {rows:,} rows, but {name} has {others:,}",
            rows=rows[1], name=one.name, others=rows[0],
        )  # fmt: skip
        raise PlaceError(words, other.name)
    whole = replace(found[first], table=_beside(both[1 - at], both[at], one.name))
    rest = [each for n, each in enumerate(found) if n not in (first, second)]
    # What they say goes before what other tables say.
    place = next((n for n, each in enumerate(rest) if each.table is not None), first)
    return [*rest[:place], whole, *rest[place:]]


def _role(name: str) -> str | None:
    stem = os.path.splitext(name)[0].lower()
    return data_role(stem) or data_role("_".join(reversed(stem.split("_"))))


def _read(table: Table, choices: TableChoices) -> Columns:
    """The columns, numbers where they are such with whatever decimal sign."""
    form, columns = laid_out(table, choices)
    cells: list[Cells] = []
    for column in columns.cells:
        found = numbers(column, form.decimal) if isinstance(column, list) else None
        cells.append(column if found is None else found[0])
    return replace(columns, cells=cells)


def _beside(x: Columns, y: Columns, name: str) -> Table:
    """The inputs, then the targets; a number of the row that stands in both is there once."""
    targets = list(y.cells)
    y_names = y.names or list(default_names("y", len(targets)))
    if len(targets) > 1 and np.array_equal(np.array(targets[0]), np.array(x.cells[0])):
        targets, y_names = targets[1:], y_names[1:]
    names = [*(x.names or default_names("x", len(x.cells))), *y_names]
    cells = [*x.cells, *targets]
    known = tuple(
        names[n] if names[n] and names.count(names[n]) == 1 else str(n + 1)
        for n in range(len(x.cells), len(cells))
    )
    return Table(b"", name, Columns(names, cells, "", (*x.beside, *y.beside)), known)
