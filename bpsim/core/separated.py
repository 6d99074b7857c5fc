"""Text of a table, as programs for spreadsheets save it in one country or another, and ours."""

import csv
import io
import re
from collections.abc import Iterable, Iterator

_QUOTED = re.compile(r'"[^"]*"')


def separated_rows(text: str) -> Iterator[list[str]]:
    """The cells of each row; a mark of the byte order at the beginning is none of them."""
    plain = text.lstrip("\ufeff")
    return csv.reader(io.StringIO(plain), delimiter=_separator_of(plain))


def separated_records(text: str) -> "csv.DictReader[str]":
    """The same with the cells of the first row as the keys of all others."""
    plain = text.lstrip("\ufeff")
    return csv.DictReader(io.StringIO(plain), delimiter=_separator_of(plain))


def separated_text(rows: Iterable[Iterable[object]]) -> str:
    """CSV of these rows, numbers with all their digits; a cell of None is empty."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _separator_of(text: str) -> str:
    """What separates its columns: a tab or semicolon if its first line has one, or a comma."""
    first = _QUOTED.sub("", text.partition("\n")[0])
    return next((sign for sign in "\t;" if sign in first), ",")
