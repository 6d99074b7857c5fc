"""What each column of a table is for: found by its heading and by what it holds, or chosen."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.formats.content import Guess
from bpsim.formats.errors import Cell, PlaceError, quoted
from bpsim.formats.tables.choices import TableChoices
from bpsim.formats.tables.numbers import number
from bpsim.formats.tables.patterns import (
    counts_the_rows,
    groups_the_rows,
    labels_a_picture,
    spread_classes,
)

Role = Literal["input", "target", "name", "ignored"]

_COUNTED = re.compile(
    r"^(|id|index|idx|no\.?|nr|row|rownames|unnamed: 0|#)$|(?-i:[a-z]I[dD]|[ _-](?i:id))$",
    re.IGNORECASE,
)
_MEASURED = re.compile(r"[-+−]?\d")
"""A number at the beginning, with its unit behind it."""
TARGETS = frozenset(
    ("class", "species", "label", "labels", "target", "targets", "y", "outcome", "diagnosis",
     "quality", "variety", "type", "output", "result", "survived")
)  # fmt: skip
NAMES = frozenset(("name", "names"))
MOST_KINDS = 20
FEW_ROWS = 5
"""In so few rows texts may differ by chance."""


@dataclass(frozen=True, eq=False)
class Column:
    """The ``number``-th column, from 1: numbers with NaN for what is missing, or texts with ""."""

    number: int
    name: str
    numbers: Array | None
    texts: list[str]

    @property
    def kinds(self) -> list[str]:
        """The texts that occur, in the order of the alphabet."""
        return sorted({text for text in self.texts if text})

    @property
    def shown(self) -> str:
        """The heading, or where there is none the place."""
        return self.name or tr("column {n}", n=self.number)

    @property
    def headed(self) -> bool:
        """True if it has a heading of its own."""
        return self.name not in ("", tr("column {n}", n=self.number))

    @property
    def is_mostly_missing(self) -> bool:
        """True if more than half of its cells are empty."""
        if self.numbers is not None:
            return int(np.isnan(self.numbers).sum()) * 2 > len(self.numbers)
        return self.texts.count("") * 2 > len(self.texts)

    @property
    def differs_by_row(self) -> bool:
        """True if it holds texts that are mostly different: names, and no classes."""
        kinds = len(self.kinds)
        return self.numbers is None and kinds > MOST_KINDS and kinds * 2 > len(self.texts)

    @property
    def names_every_row(self) -> bool:
        """True if no two rows have the same text, as with dates: no classes to learn."""
        return self.numbers is None and len(self.kinds) == len(self.texts) > 2


@dataclass(frozen=True)
class Roles:
    """The role of each column."""

    each: tuple[Role, ...]

    def places(self, role: Role) -> list[int]:
        """The columns of that role, from 0."""
        return [n for n, found in enumerate(self.each) if found == role]


def roles_of(columns: list[Column], choices: TableChoices, guesses: list[Guess]) -> Roles:
    """The roles; raises PlaceError where there can be no target or a column is not there."""
    names = _name_column(columns, choices, guesses)
    ignored = _ignored_columns(columns, names, choices, guesses)
    targets = _target_columns(columns, [*ignored, *names], choices, guesses)
    each: list[Role] = ["input"] * len(columns)
    for places, role in ((ignored, "ignored"), (names, "name"), (targets, "target")):
        for n in places:
            each[n] = role  # type: ignore[call-overload]
    return Roles(tuple(each))


def _named(columns: list[Column], names: tuple[str, ...]) -> list[int]:
    """The places of columns by heading or by number from 1; raises PlaceError for others."""
    places = []
    for name in names:
        found = [n for n, each in enumerate(columns) if each.name == name]
        if not found and name.isdigit() and 1 <= int(name[:9]) <= len(columns):
            found = [int(name) - 1]
        if not found:
            known = ", ".join(each.name or tr("(no heading)") for each in columns[:12])
            raise PlaceError(
                tr(
                    "there is no column {name}; the columns are: {known}",
                    name=quoted(name),
                    known=known,
                )
            )
        places.append(found[0])
    return places


def _name_column(columns: list[Column], choices: TableChoices, guesses: list[Guess]) -> list[int]:
    """The place of the column that names the examples, if there is one."""
    if choices.names is not None:
        return _named(columns, choices.names)[:1]
    taken = _named(columns, (*(choices.targets or ()), *(choices.ignored or ())))
    texts = [n for n, each in enumerate(columns) if each.numbers is None and n not in taken]
    called = [n for n in texts if columns[n].name.lower() in NAMES]
    own = [
        n
        for n in texts
        if columns[n].differs_by_row
        or (columns[n].names_every_row and columns[n].name.lower() not in TARGETS)
    ]
    found = (called or own)[:1]
    for n in found:
        why = tr("its heading says so") if called else tr("nearly each of its texts is another one")
        guesses.append(Guess(tr("the names of the examples"), columns[n].shown, why, (), "names"))
    return found


def _ignored_columns(
    columns: list[Column], names: list[int], choices: TableChoices, guesses: list[Guess]
) -> list[int]:
    if choices.ignored is not None:
        return _named(columns, choices.ignored)
    wanted = [*_named(columns, choices.targets or ()), *names]
    beside = headings_beside([each.name for each in columns])
    found = [
        n
        for n, each in enumerate(columns)
        if n not in wanted and (each.name in beside or _is_no_input(each, len(columns)))
    ]
    if found:
        shown = ", ".join(columns[n].shown for n in found)
        guesses.append(
            Guess(
                tr("the columns left out"),
                shown,
                tr(
                    "they number the rows, hold too many texts or what a network predicts, "
                    "or are mostly empty"
                ),
                (),
                "ignored",
            )
        )
    return found


def _is_no_input(column: Column, columns: int) -> bool:
    """True for a column, one of so many, that numbers the rows, holds names, or is mostly empty."""
    values = column.numbers
    if values is not None and _COUNTED.search(column.name):
        return len(set(values.tolist())) == len(values) and bool((values == np.round(values)).all())
    if column.differs_by_row or column.is_mostly_missing or _tells_nothing(column):
        return True
    if values is None or column.headed:
        return False
    return column.number == 1 and columns > 3 and counts_the_rows(values)


def _tells_nothing(column: Column) -> bool:
    """True for texts that no two of several rows share: an input for each would know its row."""
    several = column.names_every_row and len(column.texts) > FEW_ROWS
    return several and column.name.lower() not in TARGETS


def headings_beside(names: Iterable[str]) -> set[str]:
    """What stands above the columns that bpsim writes beside examples with columns of such names.

    In the language of the program and in English.
    """
    found = {"held out", tr("held out")}
    for each in names:
        found |= {f"predicted {each}", tr("predicted {each}", each=each)}
    return found


def _too_few(columns: list[Column]) -> PlaceError:
    """Why there are not two columns to learn from: which text is no number, such as 160 cm."""
    if len(columns) == 1:
        words = tr(
            "inputs and targets need two columns at least, but only one was found: "
            "does another sign separate them?"
        )
        return PlaceError(words)
    for each in columns:
        odd = [text for text in each.texts if text and number(text, ".") is None]
        measured = all(_MEASURED.match(text) for text in odd)
        if odd and (2 * len(odd) < len(each.texts) or measured):
            words = tr(
                "{text} in the column {name} is no number, so that no two columns are left for "
                "inputs and targets",
                text=quoted(odd[0]),
                name=quoted(each.name),
            )
            return PlaceError(words, cell=Cell(0, each.number))
    return PlaceError(tr("inputs and targets need two columns at least"))


def _target_columns(
    columns: list[Column], ignored: list[int], choices: TableChoices, guesses: list[Guess]
) -> list[int]:
    """The places of the targets, from 0; raises PlaceError where there can be none."""
    if choices.targets is not None:
        return _named(columns, choices.targets)
    free = [n for n in range(len(columns)) if n not in ignored]
    if len(free) < 2:
        raise _too_few(columns)
    places, why = _likely_targets(columns, free)
    guesses.append(
        Guess(
            tr("the targets"),
            ", ".join(columns[n].shown for n in places),
            why,
            tuple(columns[n].name for n in free if n not in places)[:MOST_KINDS],
            "targets",
        )
    )
    return places


def _likely_targets(columns: list[Column], free: list[int]) -> tuple[list[int], str]:
    """Which of the ``free`` columns are most likely the targets, and why."""
    named = [n for n in free if columns[n].name.lower() in TARGETS]
    several = [n for n in free if columns[n].name.lower().rstrip("0123456789") == "y"]
    texts = [n for n in free if columns[n].numbers is None]
    if several:
        return several, tr("their headings say so")
    if named:
        return named[-1:], tr("its heading says so")
    if len(texts) == 1 and not columns[texts[0]].names_every_row:
        return texts, tr("it is the only one that holds texts")
    values = [columns[n].numbers for n in free]
    if labels_a_picture(values):
        return (
            free[:1],
            tr("it holds labels, and the other {free:,} are a picture", free=len(free) - 1),
        )
    spread = spread_classes(values)
    if spread:
        return free[-spread:], tr("in each row exactly one of them is 1")
    if groups_the_rows(values) and not any(columns[n].headed for n in free):
        return free[:1], tr("it counts classes, one after the other")
    return free[-1:], tr("it is the last one")
