"""Octave's own text files, which ``save`` writes unless it is told otherwise."""

import re

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array, frozen
from bpsim.formats.errors import PlaceError, quoted
from bpsim.formats.limits import MAX_NESTED, Budget
from bpsim.formats.plain_text import text_of

_NAME = re.compile(r"^# name: (.*)$")
_KIND = re.compile(r"^# type: (.*)$")
_COUNT = re.compile(r"^# (rows|columns|length|ndims|elements|nz): (\d{1,15})$")


def match(head: bytes) -> bool:
    """A comment that says who made it, or the name of the first variable."""
    return head.startswith(b"# Created by Octave") or head.startswith(b"# name: ")


def read(data: bytes) -> tuple[dict[str, Array], list[str]]:
    """Arrays by name, and the names of what is no array; raises PlaceError."""
    lines = text_of(data).splitlines()
    reader = _Reader(lines)
    while reader.at < len(lines):
        reader.variable("", 0)
    return reader.arrays, reader.skipped


class _Reader:
    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._budget = Budget()
        self.at = 0
        self.arrays: dict[str, Array] = {}
        self.skipped: list[str] = []

    def variable(self, inside: str, depth: int, number: int = 0) -> bool:
        """The next variable, within ``inside``; False if there is none before a line of another."""
        if depth > MAX_NESTED:
            raise PlaceError(tr("lies too deep within others"), self._place())
        name = self._next(_NAME)
        if name is None:
            self.at += 1
            return False
        kind = self._next(_KIND)
        if kind is None:
            raise PlaceError(tr("must say of what type the variable is"), self._place())
        own = name if name != "<cell-element>" else str(number)
        name = f"{inside}.{own}" if inside else own
        self._budget.item(quoted(name))
        kind = kind.replace("global ", "")
        if kind.endswith("matrix") and "complex" not in kind and "sparse" not in kind:
            self._matrix(name)
        elif kind in ("scalar", "float scalar", "bool") or kind.endswith("int32 scalar"):
            self._scalar(name)
        elif kind in ("scalar struct", "struct"):
            self._struct(name, depth, plain=kind == "scalar struct")
        elif kind == "cell":
            self._cell(name, depth)
        else:
            self.skipped.append(name)
            self._skip()
        return True

    def _matrix(self, name: str) -> None:
        counts = self._counts()
        if "ndims" in counts:
            shape = [int(each) for each in self._line().split()]
            if len(shape) != counts["ndims"]:
                raise PlaceError(tr("has another number of dimensions than it says"), self._place())
            size = self._budget.take(shape, quoted(name))
            values = self._numbers(name, min(size, len(self._lines)), size)
            self.arrays[name] = frozen(values.reshape(shape, order="F"))
            return
        rows, columns = counts.get("rows", -1), counts.get("columns", -1)
        size = self._budget.take((rows, columns), quoted(name))
        if rows > len(self._lines) and size:
            raise PlaceError(tr("has more rows than the file has lines"), quoted(name))
        values = self._numbers(name, rows if size else 0, size)
        self.arrays[name] = frozen(values.reshape(rows, columns))

    def _scalar(self, name: str) -> None:
        self.arrays[name] = frozen(self._numbers(name, 1, 1).reshape(1, 1))

    def _struct(self, name: str, depth: int, *, plain: bool) -> None:
        counts = self._counts()
        if "ndims" in counts:
            self._line()
        length = counts.get("length")
        if length is None:
            length = self._counts().get("length", 0)
        if not plain:  # an array of structures: fields that are cells
            self.skipped.append(name)
            self._skip()
            return
        done = 0
        while done < length and self.at < len(self._lines):
            done += self.variable(name, depth + 1)

    def _cell(self, name: str, depth: int) -> None:
        counts = self._counts()
        size = self._budget.take((counts.get("rows", -1), counts.get("columns", -1)), quoted(name))
        done = 0
        while done < size and self.at < len(self._lines):
            done += self.variable(name, depth + 1, done + 1)

    def _numbers(self, name: str, lines: int, size: int) -> Array:
        texts = self._lines[self.at : self.at + lines]
        self.at += lines
        words = " ".join(texts).split()
        if len(words) != size:
            raise PlaceError(
                tr(
                    "has {words:,} numbers, but its shape says {size:,}",
                    words=len(words),
                    size=size,
                ),
                quoted(name),
            )
        try:
            return np.array([_number(word) for word in words], dtype=np.float64)
        except ValueError as error:
            raise PlaceError(tr("holds something that is no number"), quoted(name)) from error

    def _next(self, pattern: re.Pattern[str]) -> str | None:
        while self.at < len(self._lines) and not self._lines[self.at].strip():
            self.at += 1
        if self.at >= len(self._lines):
            return None
        found = pattern.match(self._lines[self.at].rstrip())
        if found is None:
            return None
        self.at += 1
        return found[1].strip()

    def _counts(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        while self.at < len(self._lines):
            found = _COUNT.match(self._lines[self.at].rstrip())
            if found is None:
                break
            counts[found[1]] = int(found[2])
            self.at += 1
            if found[1] in ("ndims", "length"):
                break
        return counts

    def _line(self) -> str:
        self.at += 1
        return self._lines[self.at - 1] if self.at <= len(self._lines) else ""

    def _skip(self) -> None:
        """To the next variable, over what is of no use here."""
        while self.at < len(self._lines) and not _NAME.match(self._lines[self.at]):
            self.at += 1

    def _place(self) -> str:
        return tr("line {at}", at=self.at + 1)


def _number(word: str) -> float:
    if word == "NA":
        return float("nan")
    return float(word)
