"""How a table would be read: its form, its first rows, and what each column would be for."""

from dataclasses import dataclass

from bpsim.base.words import tr
from bpsim.formats.content import Guess
from bpsim.formats.tables.choices import Table, TableChoices
from bpsim.formats.tables.choose import column_of
from bpsim.formats.tables.roles import Role, roles_of
from bpsim.formats.tables.table import Form, laid_out

ROWS = 50
ENOUGH = 1_000_000
"""So many letters tell what the columns are for."""


@dataclass(frozen=True)
class Preview:
    """``rows`` are the first ones, as they stand; ``roles`` has one for each heading."""

    form: Form
    names: tuple[str, ...]
    roles: tuple[Role, ...]
    rows: tuple[tuple[str, ...], ...]
    guesses: tuple[Guess, ...]

    def named(self, role: Role) -> tuple[str, ...]:
        """The columns of that role, as TableChoices names them: by number where need be."""
        return tuple(
            name if name and self.names.count(name) == 1 else str(n)
            for n, (name, each) in enumerate(zip(self.names, self.roles, strict=True), start=1)
            if each == role
        )


def preview_of(table: Table, choices: TableChoices) -> Preview:
    """The table as it would be read with ``choices``; raises PlaceError where it cannot be."""
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


def _shown(cell: object) -> str:
    return cell.strip() if isinstance(cell, str) else f"{cell:g}"
