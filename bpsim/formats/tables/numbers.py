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
_GROUPS = re.compile(r"^[+-]?\d{1,3}([ \u00a0\u202f']\d{3})+([.,]\d+)?$")
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


def number(cell: str, decimal: str) -> float | None:
    """The finite number in a cell, None where there is none."""
    text = cell.strip().replace("−", "-")  # as typeset tables have it
    if _GROUPS.match(text):
        text = re.sub(r"[ \u00a0\u202f']", "", text)
    if decimal != ".":
        if "." in text:
            return None
        text = text.replace(decimal, ".", 1)
    if not _PLAIN.match(text):
        return None
    value = float(text)
    return value if np.isfinite(value) else None


def numbers(cells: Sequence[str], decimal: str) -> tuple[Array, list[str]] | None:
    """A column of numbers, NaN where one is missing, and cells that hold something else.

    None where these are more than a few, or where there is no number at all.
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
                if len(odd) > FEW * len(cells):
                    return None
            value = float("nan") if found is None else found
            if not odd or odd[-1] != cell:
                known[cell] = value
        values[n] = value
    return None if np.isnan(values).all() else (values, odd)
