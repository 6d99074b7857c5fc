"""Text from the clipboard as rows of numbers, as spreadsheets and other programs copy them."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QLocale

from bpsim.core.arrays import Array
from bpsim.core.errors import BpsimError
from bpsim.gui.kit.entry.number_entry import NumberError, parse_number

MOST_CELLS: Final = 4_000_000
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_GROUPED = re.compile(r"[-+−]?\d{1,3}(?: \d{3})+")


class PasteError(BpsimError):
    """What was to be pasted does not fit; the text says where and why."""


@dataclass(frozen=True, eq=False)
class Pasted:
    """Rows of numbers, and the headings above them; () where there were none."""

    names: tuple[str, ...]
    values: Array


def read_rows(text: str, locale: QLocale | None = None) -> Pasted:
    """The numbers in ``text``, separated by tabs, semicolons, commas or blanks, quoted or not.

    A first line without any number is taken for headings. Blanks that could be read as setting
    thousands apart are refused. Raises PasteError.
    """
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    if not lines:
        raise PasteError("There is no text to paste.")
    cells = _cells(lines)
    headed = len(cells) > 1 and not any(_is_number(cell, locale) for cell in cells[0])
    first = 1 if headed else 0
    width = len(cells[first])
    if width * len(cells) > MOST_CELLS:
        raise PasteError(f"More than {MOST_CELLS:,} numbers cannot be pasted at once.")
    block = np.empty((len(cells) - first, width))
    for r, line in enumerate(cells[first:]):
        if len(line) != width:
            raise PasteError(
                f"Row {r + first + 1} of what was pasted has {count(len(line), 'cell')}, "
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
    names = tuple(cell.strip() for cell in cells[0]) if headed else ()
    return Pasted(names if len(names) == width else (), block)


def count(number: int, thing: str) -> str:
    """ "1 column", "2 columns"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _cells(lines: Sequence[str]) -> list[list[str]]:
    """The cells of each line, without their quotation marks."""
    separator = _separator(lines)
    if separator == " ":
        _refuse_thousands(lines)
        lines = [" ".join(line.split()) for line in lines]
    try:
        reader = csv.reader(lines, delimiter=separator, skipinitialspace=separator != "\t")
        return list(reader)
    except csv.Error as error:
        raise PasteError(f"Nothing was pasted: the text is no table ({error}).") from None


def _separator(lines: Sequence[str]) -> str:
    """What stands between cells: a tab if there is one, else a semicolon, a comma, or blanks.

    A comma within a number that has a blank beside it is a decimal one.
    """
    bare = [_QUOTED.sub('""', line).strip(" ") for line in lines]
    for mark in "\t;":
        if any(mark in line for line in bare):
            return mark
    blanks = any(" " in line for line in bare)
    if any("," in line for line in bare):
        decimal = blanks and all(" " in line for line in bare)
        beside = any(", " in line or " ," in line for line in bare)
        return " " if decimal and not beside else ","
    return " " if blanks else ","


def _refuse_thousands(lines: Sequence[str]) -> None:
    """Leave it to the user whether "1 200 300" is one number or three."""
    plain = [" ".join(line.split()) for line in lines]
    numbers = plain[1:] if len(plain) > 1 and not re.search(r"\d", plain[0]) else plain
    if all(_GROUPED.fullmatch(line) for line in numbers if " " in line):
        example = next(line for line in numbers if " " in line)
        raise PasteError(
            f"“{example}” can be read as one number or as {len(example.split())}: separate the "
            "columns with tabs or semicolons, or leave the blanks out."
        )


def _is_number(cell: str, locale: QLocale | None) -> bool:
    try:
        parse_number(cell, locale)
    except NumberError:
        return False
    return True


def _lowered(error: BpsimError) -> str:
    text = str(error)
    return text[:1].lower() + text[1:]
