"""Edits of a training set as a table: rows added, doubled, removed, pasted from a spreadsheet."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from PySide6.QtCore import QLocale

from bpsim.core.arrays import Array, frozen
from bpsim.core.errors import BpsimError
from bpsim.core.examples import Examples
from bpsim.gui.kit.entry.number_entry import NumberError, number_to_edit, parse_number

MOST_CELLS: Final = 4_000_000


class PasteError(BpsimError):
    """What was to be pasted does not fit; the text says where and why."""


def table(examples: Examples) -> Array:
    """Inputs and targets side by side, shape (m, s_1 + K)."""
    return np.hstack([examples.x, examples.y])


def with_table(examples: Examples, values: Array) -> Examples:
    """The training set with these rows, inputs first."""
    inputs = examples.x.shape[1]
    return Examples(
        frozen(values[:, :inputs]), frozen(values[:, inputs:]), examples.x_names, examples.y_names
    )


def with_new(examples: Examples) -> Examples:
    """One more example, all zeros, at the end."""
    blank = np.zeros((1, len(examples.x_names) + len(examples.y_names)))
    return with_table(examples, np.vstack([table(examples), blank]))


def with_doubled(examples: Examples, rows: Sequence[int]) -> Examples:
    """Copies of ``rows`` (from 0) behind the last of them."""
    values = table(examples)
    at = max(rows) + 1
    return with_table(examples, np.insert(values, at, values[sorted(rows)], axis=0))


def without(examples: Examples, rows: Sequence[int]) -> Examples:
    """The training set without ``rows`` (from 0)."""
    return with_table(examples, np.delete(table(examples), list(rows), axis=0))


def with_pasted(examples: Examples, block: Array, row: int, column: int) -> Examples:
    """``block`` written over the table from ``row`` and ``column`` (from 0) on.

    Whole rows that reach beyond the last example become new ones. Raises PasteError.
    """
    values = table(examples)
    height, width = block.shape
    columns = values.shape[1]
    if column + width > columns:
        room = columns - column
        raise PasteError(
            f"{_count(width, 'column')} cannot be pasted where there "
            f"{'is' if room == 1 else 'are'} only {room}."
        )
    beyond = row + height - len(values)
    if beyond > 0:
        if width < columns:
            raise PasteError(
                f"Only whole rows of {_count(columns, 'number')} can become new examples; "
                f"these have {width}."
            )
        values = np.vstack([values, np.zeros((beyond, columns))])
    values[row : row + height, column : column + width] = block
    return with_table(examples, values)


# --- text ----------------------------------------------------------------------------------


def read_rows(text: str, locale: QLocale | None = None) -> Array:
    """The numbers in tab-, semicolon- or comma-separated ``text``, as a spreadsheet copies them.

    A first line without any number is taken for headings and left out. Raises PasteError.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    if not lines:
        raise PasteError("There is no text to paste.")
    separator = _separator(lines)
    cells = [line.split(separator) for line in lines]
    skipped = len(cells) > 1 and not any(_is_number(cell, locale) for cell in cells[0])
    first = 1 if skipped else 0
    width = len(cells[first])
    if width * len(cells) > MOST_CELLS:
        raise PasteError(f"More than {MOST_CELLS:,} numbers cannot be pasted at once.")
    block = np.empty((len(cells) - first, width))
    for r, line in enumerate(cells[first:]):
        if len(line) != width:
            raise PasteError(
                f"Row {r + first + 1} of what was pasted has {_count(len(line), 'cell')}, "
                f"but row {first + 1} has {width}."
            )
        for c, cell in enumerate(line):
            try:
                block[r, c] = parse_number(cell, locale)
            except NumberError as error:
                place = f"row {r + first + 1}, column {c + 1}"
                if not cell.strip():
                    raise PasteError(f"The cell in {place} is empty; nothing was pasted.") from None
                raise PasteError(f"Nothing was pasted: in {place}, {_lowered(error)}") from None
    return block


def rows_text(values: Array) -> str:
    """Rows of numbers at full precision, separated by tabs."""
    return "\n".join("\t".join(map(number_to_edit, line)) for line in values.tolist())


def _separator(lines: Sequence[str]) -> str:
    """What stands between the cells: a tab if there is one, then a semicolon, then a comma."""
    for mark in "\t;":
        if any(mark in line for line in lines):
            return mark
    return ","


def _is_number(cell: str, locale: QLocale | None) -> bool:
    try:
        parse_number(cell, locale)
    except NumberError:
        return False
    return True


def _lowered(error: BpsimError) -> str:
    text = str(error)
    return text[:1].lower() + text[1:]


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
