"""How a table would be read: its form, its first rows, and what each column would be for."""

from collections.abc import Sequence
from dataclasses import dataclass

from bpsim.base.words import in_local_signs, tr
from bpsim.formats.content import Guess
from bpsim.formats.errors import WHOLE, Cell, PlaceError
from bpsim.formats.tables.choices import Table, TableChoices
from bpsim.formats.tables.choose import column_of
from bpsim.formats.tables.roles import Role, roles_of
from bpsim.formats.tables.table import TOLD_APART, Form, form_of, laid_out, rows_of

ROWS = 50
FIRST, BESIDE = 3, 10
"""Of a table that is refused: its first rows, and those before and behind the one refused."""
LONGEST = 200
"""So many letters of a cell are shown."""
UNREAD = Form("", "", "", False)
"""Of what is not even text."""
ENOUGH = 1_000_000
"""So many letters tell what the columns are for."""


@dataclass(frozen=True)
class Preview:
    """``rows`` are the first ones, as they stand; ``roles`` has one for each heading.

    Of a table that is refused there are no roles, rows are as long as they are, and ``numbers``
    are their places in the file, headings included; ``refused`` is what it is refused for.
    """

    form: Form
    names: tuple[str, ...]
    roles: tuple[Role, ...]
    rows: tuple[tuple[str, ...], ...]
    guesses: tuple[Guess, ...]
    numbers: tuple[int, ...] = ()
    refused: Cell = WHOLE

    def named(self, role: Role) -> tuple[str, ...]:
        """The columns of that role, as TableChoices names them: by number where need be."""
        return tuple(
            name if name and self.names.count(name) == 1 else str(n)
            for n, (name, each) in enumerate(zip(self.names, self.roles, strict=True), start=1)
            if each == role
        )


def preview_of(table: Table, choices: TableChoices) -> Preview:
    """The table as it would be read with ``choices``; raises PlaceError where it cannot be."""
    choices = table.asked(choices)
    form, found = laid_out(table, choices, ENOUGH)
    heads, cells = found.names, found.cells
    names = [heads[n] if heads else tr("column {n}", n=n + 1) for n in range(len(cells))]
    columns = [
        column_of(n, name, column, form, choices, [])
        for n, (name, column) in enumerate(zip(names, cells, strict=True), start=1)
    ]
    guesses: list[Guess] = []
    roles = roles_of(columns, choices, guesses)
    rows = zip(*([_shown(cell) for cell in column[:ROWS]] for column in cells), strict=True)
    return Preview(form, tuple(names), roles.each, tuple(rows), tuple(guesses))


def preview_of_refused(table: Table, choices: TableChoices, refused: Cell) -> Preview:
    """What was read of a table that makes no examples, and the rows around the refused one."""
    try:
        form, rows = _as_they_stand(table, choices)
    except PlaceError:
        return Preview(UNREAD, (), (), (), (), refused=refused)
    around = range(refused.row - BESIDE, refused.row + BESIDE + 1) if refused.row else range(ROWS)
    numbers = [n for n in range(1, len(rows) + 1) if n <= FIRST or n in around]
    shown = [tuple(map(_shown, rows[n - 1])) for n in numbers]
    names = [tr("column {n}", n=n + 1) for n in range(max(map(len, shown), default=0))]
    return Preview(form, tuple(names), (), tuple(shown), (), tuple(numbers), refused)


def _as_they_stand(table: Table, choices: TableChoices) -> tuple[Form, Sequence[Sequence[object]]]:
    """The rows with their headings; those that can be told apart, where a row cannot be read."""
    if table.columns is not None:
        body = zip(*(column[:ROWS] for column in table.columns.cells), strict=True)
        return TOLD_APART, [table.columns.names, *body]
    text, form = form_of(table.data, choices)
    try:
        return form, rows_of(text, form.delimiter)
    except PlaceError:  # a quotation mark that is never closed
        return form, [line.split(form.delimiter) for line in text.splitlines() if line.strip()]


def _shown(cell: object) -> str:
    """A cell on one line, and no longer than can be seen."""
    if not isinstance(cell, str):
        return in_local_signs(f"{cell:g}")
    words = " ".join(cell[: 2 * LONGEST].split())
    return words if len(words) <= LONGEST else words[:LONGEST] + "…"
