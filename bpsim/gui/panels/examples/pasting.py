"""Text from the clipboard as rows of numbers, as spreadsheets and other programs copy them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.core.errors import BpsimError
from bpsim.formats.errors import PlaceError
from bpsim.formats.tables.choices import TableChoices
from bpsim.formats.tables.numbers import in_two_ways
from bpsim.formats.tables.table import BLANKS, Reads, body_of, form_of
from bpsim.gui.kit.entry.number_entry import NumberError, commas_are_decimal, parse_number

MOST_CELLS: Final = 4_000_000


class PasteError(BpsimError):
    """What was to be pasted does not fit; the text says where and why."""


@dataclass(frozen=True)
class Labels:
    """The names of classes, and how many columns stand before the targets.

    With two classes one target may tell them apart: it is 1 for the second.
    """

    classes: tuple[str, ...]
    inputs: int
    outputs: int

    def targets(self, cells: Sequence[str]) -> Array | None:
        """A row of targets for each label; None where one of the cells is no class."""
        places = {name.strip().lower(): n for n, name in enumerate(self.classes)}
        found = [places.get(cell.strip().lower()) for cell in cells]
        if not self.classes or None in found:
            return None
        each = np.eye(self.outputs) if self.outputs > 1 else np.arange(2.0).reshape(2, 1)
        targets: Array = each[np.array(found)]
        return targets


@dataclass(frozen=True, eq=False)
class Pasted:
    """Rows of numbers, and the headings above them; () where there were none."""

    names: tuple[str, ...]
    values: Array


def read_rows(text: str, comma: bool | None = None, labels: Labels | None = None) -> Pasted:
    """The numbers in ``text``, its cells told apart as in a file of data.

    A first line without any number is taken for headings. ``labels`` may stand in the column behind
    the inputs in place of the targets. Blanks that could be read as setting thousands apart are
    refused. A number to a line with a decimal comma is one where ``comma`` says so (default:
    ``commas_are_decimal``), else two cells. Raises PasteError.
    """
    if comma is None:
        comma = commas_are_decimal()
    lines = text.lstrip("\ufeff").splitlines()
    while lines and not lines[-1].strip():
        lines.pop()
    if not lines:
        raise PasteError(tr("There is no text to paste."))
    for n, line in enumerate(lines, start=1):
        if not line.strip():
            raise PasteError(tr("Row {n} of what was pasted is empty; nothing was pasted.", n=n))
    column = _column(lines) if comma else None
    names, rows = column or _cells("\n".join(lines), _reads)
    first, width = 2 if names else 1, len(rows[0])
    if width * len(rows) > MOST_CELLS:
        raise PasteError(
            tr("More than {most_cells:,} numbers cannot be pasted at once.", most_cells=MOST_CELLS)
        )
    targets = None
    last = [row[-1] for row in rows]
    if labels is not None and width == labels.inputs + 1:
        # Where one target stands there, numbers are what they say.
        texts = any(_reads(cell) is None for cell in last)
        targets = labels.targets(last) if texts or labels.outputs > 1 else None
    if targets is not None:
        rows, names = [row[:-1] for row in rows], []
    block = _numbers(rows, first, comma)
    if targets is not None:
        block = np.hstack([block, targets])
    return Pasted(tuple(names), block)


def _numbers(rows: list[list[str]], first: int, comma: bool) -> Array:
    """The cells as numbers, a row for each of ``rows``; ``first`` is the number of the first."""
    block = np.empty((len(rows), len(rows[0])))
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            try:
                block[r, c] = parse_number(cell, comma)
            except NumberError as error:
                place = tr("row {r}, column {c}", r=r + first, c=c + 1)
                raise PasteError(_why_refused(cell, place, error)) from None
    return block


def _why_refused(cell: str, place: str, error: NumberError) -> str:
    if not cell.strip():
        return tr("The cell in {place} is empty; nothing was pasted.", place=place)
    lowered = _lowered(error)
    words = tr("Nothing was pasted: in {place}, {lowered}", place=place, lowered=lowered)
    if _reads(cell) is None:
        words += tr(" “Import what was copied…” in the File menu takes labels and gaps.")
    return words


def _column(lines: list[str]) -> tuple[list[str], list[list[str]]] | None:
    """Heading and cells of a column with decimal commas; None where it is none."""
    heading = lines[:1] if _reads(lines[0]) is None else []
    rest = lines[len(heading) :]
    commas = any("," in line for line in rest) and not any("," in name for name in heading)
    if not commas or any(_reads(line) is None for line in rest):
        return None
    return heading, [[line] for line in rest]


def _cells(text: str, reads: Reads) -> tuple[list[str], list[list[str]]]:
    """Headings and rows of cells; raises PasteError where that cannot be told."""
    try:
        text, form = form_of(text.encode(errors="replace"), TableChoices(), reads)
        names, rows = body_of(text, form)
    except PlaceError as error:
        place = f"{error.place} " if error.place else ""
        raise PasteError(
            tr("Nothing was pasted: {place}{reason}.", place=place, reason=error.reason)
        ) from None
    twice = in_two_ways(text.splitlines()) if form.delimiter == BLANKS else ""
    if twice:
        raise PasteError(
            tr(
                "“{twice}” can be read as one number or as {split}: separate the "
                "columns with tabs or semicolons, or leave the blanks out.",
                twice=twice,
                split=len(twice.split()),
            )
        )
    return names, rows


def _reads(cell: str, _decimal: str = "") -> float | None:
    """The number in a cell; a comma that may be read in two ways makes one as well."""
    try:
        return parse_number(cell, comma=True)
    except NumberError:
        return None


def _lowered(error: BpsimError) -> str:
    text = str(error)
    return text[:1].lower() + text[1:]
