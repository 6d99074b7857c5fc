"""What a person may choose about a table of data, and the table while that is open."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bpsim.core.arrays import Array

Missing = Literal["drop", "mean"]
Scale = Literal["none", "standard", "range"]


@dataclass(frozen=True)
class TableChoices:
    """What a person says about a table; None leaves it to be guessed.

    Columns are named by their headings, or by their numbers from 1. The one in ``names`` names the
    examples. ``classes`` says whether whole
    numbers as targets are classes; ``zeros`` are the columns in which 0 means missing; ``held_out``
    is the share of the examples that is not trained with, drawn from ``seed``.
    """

    delimiter: str | None = None
    decimal: str | None = None
    encoding: str | None = None
    header: bool | None = None
    targets: tuple[str, ...] | None = None
    ignored: tuple[str, ...] | None = None
    names: tuple[str, ...] | None = None
    classes: bool | None = None
    missing: Missing = "drop"
    zeros: tuple[str, ...] = ()
    scale: Scale | None = None
    held_out: float = 0.0
    seed: int = 1


@dataclass(frozen=True)
class Columns:
    """Headings, if any, and columns, each of them texts or numbers with NaN for what is missing.

    ``total`` is the word in a last row that sums up those above it and is left out, ``beside`` are
    the words around the table, which are left out too.
    """

    names: list[str]
    cells: Sequence[Array | list[str]]
    total: str = ""
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Table:
    """The bytes of a data file; cells are made of them once it is known how.

    There are ``columns`` already where its format says which there are, and ``targets`` among them
    where these came from a file of their own.
    """

    data: bytes
    name: str
    columns: Columns | None = None
    targets: tuple[str, ...] = ()

    def asked(self, choices: TableChoices) -> TableChoices:
        """The choices, with the targets that the table knows where none are chosen."""
        known = choices.targets is None and self.targets
        return replace(choices, targets=self.targets) if known else choices


def table_of(names: Sequence[str], rows: Sequence[Sequence[str]], name: str) -> Table:
    """A table of rows of cells with a name for each column."""
    cells = [list(column) for column in zip(*rows, strict=True)]
    return Table(b"", name, Columns(list(names), cells))
