"""What stands around a table: brackets, rules, # before headings, a title above, remarks below."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bpsim.formats.tables.numbers import is_missing, number

Row = Sequence[str]
WIDE = 3
"""Of so many columns, a row with a single text in it is none of data."""
_RULE = re.compile(r"[-=:+_]{3,}$")
# As in array([[1, 2]], dtype=float32), tensor([1, 2]), np.array([…]) and A = [1 2; 3 4];
_BRACKETED = re.compile(
    r"\s*(?:[\w.]+(?:\(| *= *)){0,3}(\[.*\])(?:, *\w+=[\w.'<>]+)*\)?[;,\s]*", re.DOTALL
)
_BETWEEN_ROWS = re.compile(r"\][,;\s]*\[|;[ \t]*(?=\n)|;")
_AROUND_ROWS = re.compile(r"[\[\]]|,[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Framed:
    """The ``rows`` of the table, how many stand ``above`` it, and the words around it."""

    rows: list[list[str]]
    above: int
    beside: tuple[str, ...] = ()


def without_brackets(text: str) -> str:
    """The rows of a matrix as Python, NumPy or MATLAB prints it; other text as it is."""
    whole = _BRACKETED.fullmatch(text)
    return _AROUND_ROWS.sub("", _BETWEEN_ROWS.sub("\n", whole[1])) if whole else text


def is_rule(row: Row) -> bool:
    """True for a row of nothing but dashes, as they stand below headings in plain text."""
    filled = [cell.strip() for cell in row if cell.strip()]
    return bool(filled) and all(map(_RULE.match, filled))


def framed(rows: list[list[str]]) -> Framed:
    """The rows of the table and what stands around them; a row of headings is one of the table."""
    marked = next((n for n, row in enumerate(rows) if not _is_marked(row)), len(rows))
    rows = [*map(_without_mark, rows[:marked]), *rows[marked:]]
    width = Counter(map(len, rows)).most_common(1)[0][0] if rows else 0
    first = _run(rows, width)
    last = len(rows) - _run(rows[::-1], width)
    if first >= last:
        return Framed(rows, 0)
    beside = [" ".join(" ".join(row).split()) for row in (*rows[:first], *rows[last:])]
    return Framed(rows[first:last], first, tuple(filter(None, beside)))


def _run(rows: Sequence[Row], width: int) -> int:
    """How many of the first rows hold nothing, or words that are none of a table's."""
    count = 0
    for row in rows:
        filled = [cell for cell in row if cell.strip()]
        alone = len(filled) == 1 and width >= WIDE and not is_missing(filled[0])
        # A row of headings may have one cell less, above the names of the rows.
        if any(map(_is_number, filled)) or (filled and not alone and width - len(row) in (0, 1)):
            break
        count += 1
    return count


def _is_marked(row: Row) -> bool:
    return row[0].lstrip().startswith("#") and not is_missing(row[0])


def _without_mark(row: list[str]) -> list[str]:
    """Headings without the # that NumPy writes before them."""
    first = row[0].lstrip().lstrip("#").strip()
    return [first, *row[1:]] if first else row[1:]


def _is_number(cell: str) -> bool:
    return number(cell, ".") is not None or number(cell, ",") is not None
