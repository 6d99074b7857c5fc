"""Cells of a table as numbers, and the words that mean that there is none."""

import re
from collections.abc import Sequence

import numpy as np

from bpsim.core.arrays import Array

FEW = 0.05
"""Up to this share of the cells of a column of numbers may hold something else."""
MISSING = frozenset(
    (
        "",
        "-",
        "--",
        "?",
        ".",
        "na",
        "n/a",
        "#n/a",
        "nan",
        "null",
        "none",
        "nil",
        "missing",
        "#value!",
    )
)
ENOUGH = 5
"""Among so many cells one may be a slip of the pen, however few they are."""
INFINITE = frozenset(("inf", "+inf", "-inf", "infinity", "+infinity", "-infinity"))
_APART = "[ \u00a0\u202f']"
_GROUPS = {
    decimal: re.compile(
        rf"[+-]?\d{{1,3}}(({_APART}\d{{3}})+|([{other}]\d{{3}})+)([{decimal}]\d+)?$"
    )
    for decimal, other in ((".", ","), (",", "."))
}
_UNIT = re.compile(r"^([+-]?)[$€£¥] ?|[ \u00a0\u202f]?[%$€£¥]$")
_PLAIN = re.compile(r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$")
_SIMPLE = re.compile(r"[+-]?\d{1,100}(?:\.\d{0,100})?$")
_LOOSE = re.compile(r"[-+−]?\d{1,3}(?: \d{3})+")


def in_two_ways(rows: Sequence[str]) -> str:
    """A row that is one number or several, such as "1 200 300", where all with blanks are so.

    Empty where no row is, or another one tells which is meant.
    """
    plain = [" ".join(row.split()) for row in rows]
    below = plain[1:] if len(plain) > 1 and not re.search(r"\d", plain[0]) else plain
    spaced = [row for row in below if " " in row]
    return spaced[0] if spaced and all(map(_LOOSE.fullmatch, spaced)) else ""


def is_missing(cell: str) -> bool:
    """True if the cell is empty or holds a word for a value that is not known."""
    return cell.strip().lower() in MISSING


def is_grouped(cell: str, decimal: str) -> bool:
    """True for thousands set apart by the other sign: 1,234 could be a number below 2 as well."""
    other = "," if decimal == "." else "."
    return other in cell and number(cell, decimal) is not None


def number(cell: str, decimal: str) -> float | None:
    """The finite number in a cell, None where there is none.

    Thousands may be set apart, and a percent sign or that of a currency may stand beside it.
    """
    text = cell.strip().replace("−", "-")  # as typeset tables have it
    text = _UNIT.sub(r"\1", text)
    if _GROUPS[decimal].match(text):
        text = re.sub(f"{_APART}|[{',' if decimal == '.' else '.'}]", "", text)
    if decimal != ".":
        if "." in text:
            return None
        text = text.replace(decimal, ".", 1)
    if not _PLAIN.match(text):
        return None
    value = float(text)
    return value if np.isfinite(value) else None


def _is_infinite(cell: str, decimal: str) -> bool:
    """True for the words, and for a number that is too large for a float64."""
    text = cell.strip().lower()
    return text in INFINITE or _PLAIN.match(text.replace(decimal, ".", 1)) is not None


def numbers(cells: Sequence[str], decimal: str) -> tuple[Array, list[str]] | None:
    """A column of numbers, NaN where one is missing, and cells that hold something else.

    None where these are more than a few that are not infinite, or where there is no number at all.
    """
    if decimal == ".":
        try:
            quick = np.array(list(map(float, cells)))
        except ValueError:
            pass
        else:
            if np.isfinite(quick).all() and not any("_" in cell for cell in cells):
                return quick, []
    values = np.empty(len(cells))
    known: dict[str, float] = {}  # columns with texts among the numbers repeat the texts
    odd: list[str] = []
    texts = 0
    point, simple = decimal == ".", _SIMPLE.match
    for n, cell in enumerate(cells):
        # Asked here, since most cells are no more than that and a call for each takes long.
        text = cell if point else cell.replace(decimal, ".", 1)
        if simple(text) and (point or "." not in cell):
            values[n] = float(text)
            continue
        value = known.get(cell)
        if value is None:
            found = number(cell, decimal)
            if found is None and not is_missing(cell):
                odd.append(cell)
                texts += not _is_infinite(cell, decimal)
                if texts > max(FEW * len(cells), len(cells) >= ENOUGH):
                    return None
            value = float("nan") if found is None else found
            if not odd or odd[-1] != cell:
                known[cell] = value
        values[n] = value
    return None if np.isnan(values).all() else (values, odd)
