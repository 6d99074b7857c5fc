"""LIBSVM and SVMlight data: a target, then the inputs that are not 0 with their numbers."""

import re

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import frozen
from bpsim.formats.content import Content
from bpsim.formats.errors import PlaceError, quoted
from bpsim.formats.limits import MAX_COLUMNS, Budget
from bpsim.formats.plain_text import a_count, a_finite, text_of
from bpsim.formats.tables.choices import Columns, Table

KIND = tr("LIBSVM data")
_NUMBER = rb"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_START = re.compile(
    rb"\s*(?:#[^\n]*\n\s*)*" + _NUMBER + rb"(?:[ \t]+qid:\d+)?[ \t]+\d+:" + _NUMBER + rb"\s"
)


def match(head: bytes, name: str) -> bool:
    """A number, and after it another one with its place and a colon."""
    return bool(_START.match(head + b"\n"))


def read(data: bytes, name: str) -> Content:
    """A table with a column for each input, and y as the last one; raises PlaceError."""
    targets: list[float] = []
    entries: list[tuple[int, int, float]] = []
    for number, line in enumerate(text_of(data).splitlines(), start=1):
        words = line.partition("#")[0].split()
        if not words:
            continue
        place = tr("line {number:,}", number=number)
        target = a_finite(words[0], place)
        for word in words[1:]:
            key, colon, value = word.partition(":")
            if not colon:
                raise PlaceError(
                    tr("has {word}, but inputs are written as 3:0.5", word=quoted(word)), place
                )
            if key != "qid":
                column = a_count(key, place, MAX_COLUMNS)
                entries.append((len(targets), column, a_finite(value, place)))
        targets.append(target)
    if not entries:
        raise PlaceError(tr("the file holds no input that is not 0"))
    # Most files count the inputs from 1, a few from 0.
    first = min(1, min(column for _, column, _ in entries))
    width = max(column for _, column, _ in entries) - first + 1
    Budget().take((len(targets), width + 1), tr("the table"))
    cells = np.zeros((width, len(targets)))
    for row, column, entry in entries:
        cells[column - first, row] = entry
    heads = [*(f"x{n}" for n in range(1, width + 1)), "y"]
    columns = Columns(heads, [*map(frozen, cells), frozen(targets)])
    return Content(KIND, table=Table(b"", name, columns))
