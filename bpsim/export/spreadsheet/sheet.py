"""The cells of one sheet before they are written."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_CELL = re.compile(r"(?:'((?:[^']|'')+)'!)?(\$[A-Z]+\$\d+)")

SMALL = 0.01


class Computed(str):
    """What a cell computes, without the "=" before it; any other text is words.

    ``value`` is the result, for what shows a file without computing it, such as a phone.
    """

    value: float

    def __new__(cls, formula: str, value: float) -> "Computed":
        made = super().__new__(cls, formula)
        made.value = value
        return made

    def needs(self, sheet: str, cells: set[tuple[str, str]]) -> bool:
        """True if it, on ``sheet``, is made of one of ``cells``; of a range its ends count."""
        found = _CELL.findall(self)
        return any((name.replace("''", "'") or sheet, cell) in cells for name, cell in found)


@dataclass
class Sheet:
    """The cells of one sheet: numbers, what they compute, and words, by row and column.

    ``asked`` are the cells of each kind that can be left blank.
    """

    name: str
    cells: dict[tuple[int, int], float | str] = field(default_factory=dict)
    asked: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    headings: set[tuple[int, int]] = field(default_factory=set)

    def put(self, row: int, column: int, content: float | str, kind: str = "") -> str:
        """Fill a cell; gives its address as other sheets write it."""
        self.cells[row, column] = content
        if kind:
            self.asked.setdefault(kind, []).append((row, column))
        return f"{quoted(self.name)}!{address(row, column)}"

    def compute(self, row: int, column: int, formula: str, value: float, kind: str = "") -> str:
        """Fill a cell with a formula, written without "=", and its result; gives its address."""
        return self.put(row, column, Computed(formula, float(value)), kind)

    def left_blank(self, blanks: Iterable[str]) -> set[tuple[int, int]]:
        """The cells of these kinds."""
        return {cell for kind in blanks for cell in self.asked.get(kind, ())}

    def shown(self, blanks: Iterable[str] = ()) -> dict[tuple[int, int], str | None]:
        """What the cells look like; None where one is left for the reader."""
        empty, out = self.left_blank(blanks), dict[tuple[int, int], str | None]()
        for cell, content in self.cells.items():
            value = content.value if isinstance(content, Computed) else content
            text = value if isinstance(value, str) else f"{value:.{6 if is_small(value) else 4}f}"
            out[cell] = None if cell in empty else text
        return out

    def head(self, row: int, column: int, words: Iterable[str]) -> None:
        """Words side by side, as headings."""
        for n, word in enumerate(words):
            self.cells[row, column + n] = word
            self.headings.add((row, column + n))


def is_small(value: float) -> bool:
    """True where four decimal places would leave little of a number."""
    return 0 < abs(value) < SMALL


def quoted(name: str) -> str:
    """The name of a sheet as formulas have it; an apostrophe in it is doubled."""
    return "'" + name.replace("'", "''") + "'"


def address(row: int, column: int) -> str:
    """Row and column from 0 as $B$3."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"${letters}${row + 1}"
