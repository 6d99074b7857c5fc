"""Costs as a CSV table, piece by piece, so that a long one is never in memory as a whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec
import numpy as np

from bpsim.core.arrays import Array
from bpsim.core.progress import Report, silent
from bpsim.core.separated import separated_text

ROWS = 10_000
"""So many rows make one piece: a few milliseconds of work."""

_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, eq=False)
class Column:
    """A quantity by iteration under its name; of a ``sparse`` one some are not known (NaN)."""

    name: str
    values: Array
    sparse: bool = False


def table_pieces(columns: Sequence[Column], report: Report = silent) -> Iterator[bytes]:
    """A line of names, then a line for each iteration from 0.

    It is empty where a column has ended, and where a value of a sparse one is not known. Each
    number is the shortest text that reads back as the same float64.
    """
    yield separated_text([["iteration", *(each.name for each in columns)]]).encode()
    count = max((len(each.values) for each in columns), default=0)
    for start in range(0, count, ROWS):
        report(start, count)
        stop = min(start + ROWS, count)
        numbers = (str(n).encode() for n in range(start, stop))
        texts = [_texts(each, start, stop) for each in columns]
        yield b"".join(b",".join(row) + b"\n" for row in zip(numbers, *texts, strict=True))


def _texts(column: Column, start: int, stop: int) -> list[bytes]:
    values = column.values[start:stop]
    if column.sparse:
        texts = [b""] * len(values)
        for n in np.flatnonzero(~np.isnan(values)).tolist():
            texts[n] = repr(float(values[n])).encode()
    elif len(values) and np.isfinite(values).all():
        # The shortest digits that give the same float64 back, as repr finds them, but faster.
        texts = _encode(values.tolist())[1:-1].split(b",")
    else:
        texts = [repr(value).encode() for value in values.tolist()]
    return texts + [b""] * (stop - start - len(texts))
