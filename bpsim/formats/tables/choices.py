"""What a person may choose about a table of data, and the table while that is open."""

from dataclasses import dataclass
from typing import Literal

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


@dataclass(frozen=True, eq=False)
class Table:
    """The bytes of a data file; cells are made of them once it is known how."""

    data: bytes
    name: str
