"""Text of a table, as programs for spreadsheets save it in one country or another, and ours."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import NamedTuple
from unicodedata import normalize

from bpsim.base.language import decimal_sign
from bpsim.base.words import cut, tr
from bpsim.core.errors import BpsimError

_QUOTED = re.compile(r'"[^"]*"')
Row = tuple[int, list[str]]
"""The cells of a row, and the line of the text that it ends in."""


class Records(NamedTuple):
    """``headings`` are the cells of the first row; ``rows`` have a cell for each of them.

    A row comes with its line in the text. Rows and headings that are empty are left out.
    """

    headings: list[str]
    rows: list[tuple[int, dict[str, str]]]


def separated_rows(text: str) -> Iterator[list[str]]:
    """The cells of each row; a mark of the byte order at the beginning is none of them.

    Raises BpsimError where a quotation mark is not closed, so that a cell has no end.
    """
    return (cells for _, cells in _numbered(text))


def separated_records(text: str) -> Records:
    """The same with the cells of the first row as the keys of all others.

    Raises BpsimError as well for a heading that stands twice, and for a cell that has none.
    """
    rows = _numbered(text)
    _, first = next(rows, (0, []))
    headings = [cell.strip() for cell in first]
    named = [heading for heading in headings if heading]
    for heading in named:
        if named.count(heading) > 1:
            raise BpsimError(tr("two columns are called “{heading}”", heading=heading))
    found = []
    for number, cells in rows:
        if any(cell.strip() for cell in cells):
            found.append((number, _record(headings, cells, number)))
    return Records(named, found)


def _record(headings: list[str], cells: list[str], number: int) -> dict[str, str]:
    record = {}
    for heading, cell in zip_longest(headings, cells, fillvalue=""):
        if heading:
            record[heading] = cell
        elif cell.strip():
            raise BpsimError(
                tr(
                    "row {number} has “{cell}” in a column without a heading; where numbers have "
                    "commas, semicolons separate the cells, or quotation marks enclose numbers",
                    number=number,
                    cell=cut(cell),
                )
            )
    return record


def plain_name(cell: str) -> str:
    """A name as it is compared: single spaces, and ä as one sign, which a Mac may have as two."""
    return normalize("NFC", " ".join(cell.split()))


def separated_text(rows: Iterable[Iterable[object]], separator: str = ",") -> str:
    """CSV of these rows, numbers with all their digits; a cell of None is empty."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows(rows)
    return out.getvalue()


def form_to_fill_in(rows: Iterable[Iterable[object]]) -> bytes:
    """The same for a spreadsheet, as it saves tables itself where the language is spoken.

    Semicolons separate the cells where numbers have commas, and a mark in front says that letters
    beyond English are UTF-8; otherwise Excel has one column, and other letters.
    """
    text = separated_text(rows, ";" if decimal_sign() == "," else ",")
    return text.encode("utf-8" if text.isascii() else "utf-8-sig")


def _numbered(text: str) -> Iterator[Row]:
    plain = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    reader = csv.reader(io.StringIO(plain), delimiter=_separator_of(plain))
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        most = csv.field_size_limit()
        raise BpsimError(
            tr(
                "a cell has more than {most:,} characters; is a quotation mark not closed?",
                most=most,
            )
        ) from error


def _separator_of(text: str) -> str:
    """What separates its columns: a tab or semicolon if its first line has one, or a comma."""
    first = _QUOTED.sub("", text.partition("\n")[0])
    return next((sign for sign in "\t;" if sign in first), ",")
