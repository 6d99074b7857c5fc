"""A table of text as columns, and the choices that can be made about it."""

from __future__ import annotations

import csv
import io
import os
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from bpsim.base.counted import counted
from bpsim.base.words import tr
from bpsim.core.arrays import Array, frozen
from bpsim.core.decoding import decoded
from bpsim.formats.content import Content, Guess
from bpsim.formats.errors import Cell, PlaceError
from bpsim.formats.limits import MAX_COLUMNS, MAX_NUMBERS
from bpsim.formats.tables.choices import Columns, Table, TableChoices
from bpsim.formats.tables.frame import framed, is_rule, without_brackets
from bpsim.formats.tables.numbers import is_grouped, is_missing, number, numbers

BLANKS, BAR = " ", "|"
DELIMITERS = (",", ";", "\t", BAR, BLANKS)
DECIMALS = (".", ",")
SAMPLE = 200
LARGE = 100_000
"""Texts of so many letters are worth a try of the quicker reader."""
_WEIGHTS = re.compile(
    r"(theta|weights?|w|bias(es)?|b)[ _-]?(\d+|[io]?h|h?o|in|hidden|out|output)?", re.IGNORECASE
)
_SAID = re.compile(r'"?sep=(.)"?[ \t]*(?:\r\n?|\n)')
_REMARKS = re.compile(r"(?:#[^,;\t|\r\n]*(?:\r\n?|\n))+(?=[^\r\n]*[,;\t|])")
TOTALS = frozenset(
    (
        "total",
        "totals",
        "grand total",
        "sum",
        "mean",
        "average",
        "summe",
        "gesamt",
        "mittelwert",
    )
)
"""What spreadsheets write beside the last row where that sums up those above it."""
WORDS = {
    ",": tr("commas"),
    ";": tr("semicolons"),
    "\t": tr("tabs"),
    BAR: tr("vertical bars"),
    BLANKS: tr("blanks"),
}
"""What separates columns."""


@dataclass(frozen=True)
class Form:
    """How a table is written: encoding, what separates its columns, its decimal sign, headings."""

    encoding: str
    delimiter: str
    decimal: str
    header: bool


TOLD_APART = Form("utf-8", "", ".", True)
"""Of a format that says which columns there are."""


def match(head: bytes, name: str) -> bool:
    """Never: text may be anything, and only the name says that it is a table."""
    return False


def read(data: bytes, name: str) -> Content:
    """The file as a table whose choices are still open; raises PlaceError where it is no text.

    A matrix of numbers whose name is one of weights holds weights: theta1.csv, W2.txt, b1.csv.
    """
    text_of(data, None)
    table, stem = Table(data, name), os.path.splitext(name)[0]
    if _WEIGHTS.fullmatch(stem):
        form, columns = laid_out(table, TableChoices())
        read = [_finite(column, form.decimal) for column in columns.cells]
        cells = [each for each in read if each is not None]
        if not form.header and len(cells) == len(read):
            why = tr("its name says so, and it holds numbers alone")
            guess = Guess(tr("the table"), tr("weights"), why)
            arrays = {stem: frozen(np.column_stack(cells))}
            return Content(tr("table of weights"), arrays=arrays, guesses=(guess,))
    return Content(tr("table of data"), table=table)


def _finite(column: Array | list[str], decimal: str) -> Array | None:
    """The numbers of a column; None where a cell is none."""
    if isinstance(column, np.ndarray):
        return column
    read = numbers(column, decimal)
    return None if read is None or read[1] or np.isnan(read[0]).any() else read[0]


def text_of(data: bytes, encoding: str | None) -> tuple[str, str]:
    """The text and its encoding; raises PlaceError where there is none."""
    found = decoded(data, encoding)
    if found is None:
        raise PlaceError(tr("the file is no text that can be read as a table"))
    if not found[0].strip():
        raise PlaceError(tr("the file is empty"))
    return found


Reads = Callable[[str, str], object]
"""Tells whether a cell holds a number, written with a decimal sign; None means that it does not."""


def form_of(data: bytes, choices: TableChoices, reads: Reads = number) -> tuple[str, Form]:
    """The text, and how it is most likely written where nobody has chosen."""
    text, encoding = text_of(data, choices.encoding)
    text, said = _without_preface(text)
    lines = [line for line in text[:200_000].splitlines()[: SAMPLE + 1] if line.strip()]
    lines = lines[:-1] if len(text) > 200_000 and len(lines) > 1 else lines
    candidates = [
        (delimiter, decimal)
        for delimiter in _first([choices.delimiter], [said], DELIMITERS)
        for decimal in _first([choices.decimal], DECIMALS)
    ]
    # max takes the first of several that are as good: the comma, and the decimal point.
    delimiter, decimal = max(candidates, key=lambda each: _score(lines, each[0], each[1], reads))
    rows = framed(rows_of("\n".join(lines), delimiter)).rows
    header = _has_header(rows, decimal, reads) if choices.header is None else choices.header
    return text, Form(encoding, delimiter, decimal, header)


def _without_preface(text: str) -> tuple[str, str | None]:
    """The text without what stands before the table, and the separator that Excel names there.

    Lines that begin with # and separate nothing are remarks; others of them may be headings.
    """
    said = _SAID.match(text)
    if said:
        return text[said.end() :], said[1]
    remarks = _REMARKS.match(text)
    return (text[remarks.end() :] if remarks else without_brackets(text)), None


def _first(*given: Sequence[str | None]) -> list[str]:
    """The first of several lists that says something."""
    return next(known for each in given if (known := [one for one in each if one]))


def rows_of(text: str, delimiter: str) -> list[list[str]]:
    """The cells row by row, blank lines and rules left out; raises PlaceError."""
    lines = text.splitlines(keepends=True)
    if delimiter == BLANKS:
        lines = [line.replace("\t", " ").strip() + "\n" for line in lines]
    rows: list[list[str]] = []
    try:
        for row in csv.reader(lines, delimiter=delimiter, skipinitialspace=True):
            if (len(row) > 1 or (row and row[0].strip())) and not is_rule(row):
                rows.append(row)
    except csv.Error as error:
        if text.count('"') % 2:
            raise _never_closed(len(rows) + 1) from error
        raise PlaceError(
            tr("cannot be read: {error}", error=error),
            tr("row {number:,}", number=len(rows) + 1),
            Cell(len(rows) + 1),
        ) from error
    return rows


def _never_closed(row: int) -> PlaceError:
    return PlaceError(
        tr("has a quotation mark that is never closed, so that all below it is one cell"),
        tr("row {number:,}", number=row),
        Cell(row),
    )


def laid_out(table: Table, choices: TableChoices, enough: int = 0) -> tuple[Form, Columns]:
    """How a table is written and its columns; of more than ``enough`` letters, the first rows.

    Raises PlaceError.
    """
    if table.columns is not None:
        return TOLD_APART, table.columns
    text, form = form_of(table.data, choices)
    if enough and len(text) > enough:
        text = text[: text.rfind("\n", 0, enough) + 1] or text
    return form, columns_of(text, form)


def columns_of(text: str, form: Form) -> Columns:
    """The columns of a table; raises PlaceError where a row has another number of cells.

    They are numbers already where the table is large and holds nothing else.
    """
    if len(text) > LARGE:
        quick = _all_numbers(text, form)
        if quick is not None:
            return quick
    found = framed(_whole_rows(text, form))
    total = _total(found.rows[form.header :])
    names, body = _body(found.rows[:-1] if total else found.rows, form, found.above)
    cells = [list(column) for column in zip(*body, strict=True)]
    return Columns(names, cells, total, found.beside)


def body_of(text: str, form: Form) -> tuple[list[str], list[list[str]]]:
    """Headings, and all rows below them; raises PlaceError as :func:`columns_of` does."""
    return _body(_whole_rows(text, form), form)


def _whole_rows(text: str, form: Form) -> list[list[str]]:
    """All rows, without a last column that is empty because each of them ends in a separator."""
    rows = rows_of(text, form.delimiter)
    if not rows:
        raise PlaceError(tr("the file holds no row"))
    if text.count('"') % 2 and any("\n" in cell for cell in rows[-1]):
        raise _never_closed(len(rows))
    if form.delimiter != BLANKS and all(len(row) and not row[-1].strip() for row in rows):
        rows = [row[:-1] for row in rows]
    if form.delimiter == BAR and all(len(row) > 1 and not row[0].strip() for row in rows):
        rows = [row[1:] for row in rows]  # as Markdown draws the frame
    return rows


def _total(body: list[list[str]]) -> str:
    """The word that says so where the last row sums up those above it."""
    if len(body) < 3:
        return ""
    for n, cell in enumerate(body[-1]):
        word = cell.strip()
        if word.lower().rstrip(":") in TOTALS:
            return "" if any(row[n : n + 1] == [cell] for row in body[:-1]) else word
    return ""


def _body(rows: list[list[str]], form: Form, above: int = 0) -> tuple[list[str], list[list[str]]]:
    body = rows[1:] if form.header else rows
    if not body:
        raise PlaceError(tr("it holds headings, but no row of data"))
    width = Counter(map(len, body)).most_common(1)[0][0]  # of several the first
    if width * len(body) > MAX_NUMBERS or width > MAX_COLUMNS:
        raise PlaceError(
            tr("the file holds more than {max_numbers:,} cells", max_numbers=MAX_NUMBERS)
        )
    for number_, row in enumerate(body, start=1 + above + form.header):
        if len(row) != width:
            cells = counted(len(row), "cell")
            raise PlaceError(
                tr("has {cells}, but others have {width:,}", cells=cells, width=width),
                tr("row {number:,}", number=number_),
                Cell(number_),
            )
    names = [name.strip() for name in rows[0]] if form.header else []
    if (
        form.header and len(names) == width - 1
    ):  # as R writes tables: no heading above the names of the rows
        names = ["", *names]
    if form.header and len(names) != width:
        raise PlaceError(
            tr(
                "has {names} for {columns}",
                names=counted(len(names), "heading"),
                columns=counted(width, "column"),
            ),
            tr("row {number:,}", number=1 + above),
            Cell(1 + above),
        )
    return names, body


def _all_numbers(text: str, form: Form) -> Columns | None:
    """A table of numbers alone, read by NumPy at once; None where it is not so plain."""
    first, _, rest = text.partition("\n")
    body = rest if form.header else text
    heads = rows_of(first, form.delimiter)
    cells = (body.count("\n") + 1) * max(map(len, heads), default=0)
    if "_" in body or cells > MAX_NUMBERS:
        return None
    if form.decimal != ".":
        if "." in body or form.decimal == form.delimiter:
            return None
        body = body.replace(form.decimal, ".")
    delimiter = None if form.delimiter == BLANKS else form.delimiter
    try:
        found = np.loadtxt(
            io.StringIO(body), delimiter=delimiter, quotechar='"', comments=None, ndmin=2
        )
        names = heads[0] if form.header else []
    except (ValueError, IndexError):
        return None
    plain = np.isfinite(found).all() and found.shape[1] > 1
    if not plain or (form.header and len(names) != found.shape[1]):
        return None
    return Columns([name.strip() for name in names], list(np.ascontiguousarray(found.T)))


def _score(lines: Sequence[str], delimiter: str, decimal: str, reads: Reads) -> tuple[float, float]:
    """How well a delimiter and a decimal sign explain the rows together, then the first one.

    The first may hold headings, so it tells only where the others do not.
    """
    try:
        rows = rows_of("\n".join(lines), delimiter)
    except PlaceError:
        return 0.0, 0.0
    if not rows:
        return 0.0, 0.0
    widths = Counter(map(len, rows))
    width, often = widths.most_common(1)[0]
    cells = [cell for row in rows[1:] or rows for cell in row]
    # Texts may be labels, but not ones that hold what would be a better delimiter.
    labels = sum(
        cell.replace("_", "").replace("-", "").replace(" ", "").isalpha() for cell in cells
    )
    consistent = (often / len(rows)) ** 2
    # One column alone may well be numbers, but not where something else separates cells.
    several = 1.0 if width > 1 else 0.1 if any(set("\t;") & set(line) for line in lines) else 0.4
    others = set("".join(DELIMITERS)) - {delimiter, BLANKS}
    torn = sum(reads(cell, decimal) is None and not others.isdisjoint(cell) for cell in cells)
    known = _numbers_among(cells, decimal, reads) + 0.7 * labels - 0.5 * torn
    first = _numbers_among(rows[0], decimal, reads)
    if delimiter == decimal:  # in cells between quotation marks, if nothing else reads them
        known, first = (
            each - 0.2 * sum(is_grouped(cell, ".") for cell in row)
            for each, row in ((known, cells), (first, rows[0]))
        )
    return consistent * several * known / max(1, len(cells)), first


def _numbers_among(cells: Sequence[str], decimal: str, reads: Reads) -> float:
    """How many cells a decimal sign explains; less for one that could be read in two ways."""
    good = sum(is_missing(cell) or reads(cell, decimal) is not None for cell in cells)
    return good - 0.1 * sum(is_grouped(cell, decimal) for cell in cells)


def _has_header(rows: Sequence[Sequence[str]], decimal: str, reads: Reads) -> bool:
    """True if the first row names columns: no number in it, where there are some below."""
    if not rows:
        return False
    first, body = rows[0], rows[1:]
    if any(reads(cell, decimal) is not None for cell in first):
        return _counts_columns(first, body, decimal, reads)
    if not body:
        return len(first) > 1  # the table is still to be filled in
    columns = list(zip(*(row for row in body if len(row) == len(body[0])), strict=True))
    if any(reads(cell, decimal) is not None for column in columns for cell in column):
        return True
    return all(cell not in column for cell, column in zip(first, columns, strict=False))


def _counts_columns(
    first: Sequence[str], body: Sequence[Sequence[str]], decimal: str, reads: Reads
) -> bool:
    """True for headings 0, 1, 2, …, as pandas has them where columns have no names.

    Names may stand among them above numbers; where there is none, the next row must not count on.
    """
    read = [reads(cell, decimal) for cell in first]
    counted_ = [each for each in read if each is not None]
    if not body or len(body[0]) != len(first) or counted_ != list(range(len(counted_))):
        return False
    names = [n for n, each in enumerate(read) if each is None]
    if any(first[n].strip() and reads(body[0][n], decimal) is None for n in names):
        return False
    return len(counted_) > 1 if names else len(first) > 3 and number(body[0][0], ".") != len(first)
