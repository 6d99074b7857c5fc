"""What the matrices panel shows, as plain values: matrices, the signs between them, their light."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.notation.formula import EMPTY, Expr, to_text
from bpsim.steps.places import EdgePlace, Place, TargetPlace, UnitPlace


class Light(Enum):
    """How a cell is lit that has no term's colour."""

    RESULT = "result"
    """What the step computes."""
    PART = "part"
    """Part of the sum, but not written out in the formula, or not this term's turn."""


Lit = Callable[[int, int], "int | Light | None"]
"""The light of the cell in row r and column c: a term's colour, a Light, None for none."""

Focus = tuple[int | None, int | None]
"""The row and the column to have in view, None where it does not matter."""

AIM: Final = "step"
"""What stands for a letter of the matrix that α is multiplied by, where it has no letter."""
WEIGHTS: Final = frozenset((*"ΘΔDvm", AIM))
"""Letters of matrices whose cells belong to edges."""
SLOPES: Final = "∂a/∂z"
"""What stands for a letter of softmax's Jacobian, whose cells belong to two units each."""


def dark(row: int, column: int) -> None:
    """No cell is lit."""


def whole(row: int, column: int) -> Light:
    """The matrix is, as a whole, what the step computes."""
    return Light.RESULT


@dataclass(frozen=True, slots=True)
class Axis:
    """The rows or columns of a matrix: the units of ``layer`` from ``first`` (0 is the bias) on.

    Matrices with an axis in common are scrolled along it together.
    """

    layer: int
    first: int
    count: int

    def label(self, place: int) -> str:
        """What stands at the ``place``-th row or column, from 0."""
        return str(self.first + place) if self.first + place else "bias"


@dataclass(frozen=True, eq=False)
class Block:
    """One matrix between brackets: ``values`` of shape (rows, columns), or a vector's (n, 1).

    Of its rows the first ``known`` have been computed, None for all. ``letter`` is Θ, Δ, D, z, a,
    δ, g′ or y, v or m for a method's memory, a − y for the error, AIM or SLOPES; those of WEIGHTS
    are shaped as Θ^(layer). A matrix is
    ``transposed`` where it stands so. A vector that lies down has ``columns`` and no ``rows``.
    ``focus`` is what to have in view. The numbers of the cells in ``hidden`` are not shown.
    """

    letter: str
    layer: int
    caption: Expr
    values: Array
    rows: Axis | None
    columns: Axis | None = None
    known: int | None = None
    transposed: bool = False
    round: bool = False
    editable: bool = False
    lit: Lit = dark
    focus: Focus = (None, None)
    hidden: frozenset[tuple[int, int]] = frozenset()

    def without(self, cells: Iterable[tuple[int, int]]) -> "Block":
        """The same, the numbers of ``cells`` hidden and not even in it."""
        hidden = frozenset(cells)
        if not hidden:
            return self
        values = self.values.astype(np.float64)
        for row, column in hidden:
            values[row, column] = np.nan
        return replace(self, values=values, hidden=hidden)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        rows, columns = self.values.shape
        return rows, columns

    @property
    def name(self) -> str:
        """The caption on one line of text."""
        return to_text(self.caption)

    def value(self, row: int, column: int) -> float | None:
        """The number in a cell, None for one that is not known yet or not shown."""
        if (self.known is not None and row >= self.known) or (row, column) in self.hidden:
            return None
        return float(self.values[row, column])

    def place(self, row: int, column: int) -> Place:
        """The unit, edge or target that a cell belongs to."""
        across = column if self.columns is None else self.columns.first + column
        down = row if self.rows is None else self.rows.first + row
        if self.letter in WEIGHTS:
            to, frm = (across, down) if self.transposed else (down, across)
            return EdgePlace(self.layer, to, frm)
        unit = across if self.rows is None else down
        return TargetPlace(unit) if self.letter == "y" else UnitPlace(self.layer, unit)

    def cell_of(self, place: Place | None) -> tuple[int, int] | None:
        """The cell that belongs to ``place``, None if none does."""
        match place:
            case EdgePlace(layer, to, frm) if self.letter in WEIGHTS and layer == self.layer:
                down, across = (frm, to) if self.transposed else (to, frm)
            case UnitPlace(layer, unit) if (
                self.letter not in (*WEIGHTS, "y", SLOPES) and layer == self.layer
            ):
                down = across = unit
            case TargetPlace(unit) if self.letter == "y":
                down = across = unit
            case _:
                return None
        row = 0 if self.rows is None else down - self.rows.first
        column = 0 if self.columns is None else across - self.columns.first
        inside = 0 <= row < self.shape[0] and 0 <= column < self.shape[1]
        return (row, column) if inside else None

    def words(self, row: int, column: int) -> str:
        """A cell in words: "Θ₁₂⁽²⁾ from unit 2 of layer 2 to unit 1 of layer 3"."""
        place = self.place(row, column)
        if self.letter == SLOPES:  # transposed: z's unit is the row's
            assert self.columns is not None
            out = UnitPlace(self.layer, self.columns.first + column)
            return tr("∂a of {out} by z of {place}", out=out, place=place)
        if isinstance(place, EdgePlace):
            symbol = place.symbol_of(self.letter)
            return f"{symbol} {place}"
        return (
            tr("{letter} of {place}", letter=self.letter, place=place)
            if self.letter != "y"
            else str(place)
        )


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands between two matrices: = := + − .* g or 1/m. A line may be broken before it."""

    expr: Expr = EMPTY


Item = Block | Sign


@dataclass(frozen=True, eq=False)
class Sheet:
    """Equations one after the other, each a row of matrices and signs."""

    equations: tuple[tuple[Item, ...], ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The matrices in the order in which they stand."""
        return tuple(item for line in self.equations for item in line if isinstance(item, Block))

    @property
    def form(self) -> tuple[object, ...]:
        """Equal for sheets that are laid out alike."""
        return tuple(
            tuple(
                item.expr if isinstance(item, Sign)
                else (item.caption, item.rows, item.columns, item.round)
                for item in line
            )
            for line in self.equations
        )  # fmt: skip

    @property
    def text(self) -> str:
        """The equations on one line, for those who cannot see them."""
        lines = (
            " ".join(
                item.name if isinstance(item, Block) else to_text(item.expr).strip()
                for item in line
            )
            for line in self.equations
        )
        return "; ".join(line.replace("( ", "(").replace(" )", ")") for line in lines)


NOTHING: Final = Sheet(())


def lit_like(block: Block, item: Block) -> Block:
    """``block``, a matrix as it stands by itself, lit like ``item``, the same in an equation."""
    lit, focus = item.lit, item.focus
    if lit is whole:
        return replace(block, lit=whole)
    if item.transposed:  # its rows are columns here, and the bias comes first
        turned = (focus[1], None if focus[0] is None else focus[0] + 1)
        return replace(block, lit=lambda r, c: lit(c - 1, r) if c else None, focus=turned)
    assert item.rows is not None and block.rows is not None
    skip = item.rows.first - block.rows.first
    row_focus = None if focus[0] is None else focus[0] + skip
    return replace(block, lit=lambda r, c: lit(r - skip, c), focus=(row_focus, focus[1]))


def across(focus: Focus) -> Focus:
    """What to have in view of the vector behind a matrix with ``focus``."""
    return focus[1], None
