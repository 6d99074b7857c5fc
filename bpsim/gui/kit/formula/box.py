"""A formula laid out: glyphs, rules and shapes at their places, ready to be painted anywhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal, NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath

from bpsim.gui.kit.formula.font import Text
from bpsim.gui.kit.formula.room import Room
from bpsim.notation.formula import Symbol

Role = int | Literal["text", "faint", "tint", "underline"]
"""What colour a part takes: the number of a term, or a role that the theme knows."""

TEXT: Final = "text"
FAINT: Final = "faint"
TINT: Final = "tint"
UNDERLINE: Final = "underline"


@dataclass(frozen=True, slots=True)
class Rule:
    """A filled rectangle from (0, 0) to (width, height): fraction bars, brackets, backgrounds."""

    width: float
    height: float


Leaf = Text | Rule | QPainterPath


@dataclass(slots=True)
class Node:
    """A part of a formula: ``parts`` are (x, y, what) relative to the start of its base line.

    ``ascent`` is how far it reaches above the base line, ``descent`` how far below. ``role``
    colours all of it that has no role of its own. ``symbol`` is what it stands for, if it is one.
    """

    width: float
    ascent: float
    descent: float
    parts: Sequence[tuple[float, float, "Node | Leaf"]]
    role: Role | None = None
    symbol: Symbol | None = None
    _leaves: "list[tuple[float, float, Leaf, Role | None]] | None" = field(default=None, repr=False)

    def leaves(self) -> "list[tuple[float, float, Leaf, Role | None]]":
        """All leaves at their places, found once: most nodes are shared from step to step."""
        found = self._leaves
        if found is None:
            found, own = [], self.role
            for dx, dy, part in self.parts:
                if isinstance(part, Node):
                    for x, y, leaf, role in part.leaves():
                        found.append((dx + x, dy + y, leaf, own if role is None else role))
                else:
                    found.append((dx, dy, part, own))
            self._leaves = found
        return found


class Placed(NamedTuple):
    """One leaf of a finished formula; (x, y) is the start of its base line or its corner."""

    x: float
    y: float
    leaf: Leaf
    role: Role


@dataclass
class Box:
    """A finished formula, its first base line at y = 0: ``ascent`` above it, ``descent`` below.

    ``pieces`` are (x, y, what, role): a node with the start of its base line. ``lines`` are the y
    of all base lines. Nothing in it depends on colours, so that one Box serves every theme.
    """

    width: float
    ascent: float
    descent: float
    pieces: list[tuple[float, float, Node, Role]]
    lines: list[float]
    room: Room | None = None
    """What it was broken into lines for, if it was."""

    @property
    def height(self) -> float:
        """From the top of the first line to the bottom of the last."""
        return self.ascent + self.descent

    @cached_property
    def placed(self) -> list[Placed]:
        """Every leaf, in the order of the formula."""
        return [
            Placed(x + dx, y + dy, leaf, outer if role is None else role)
            for x, y, node, outer in self.pieces
            for dx, dy, leaf, role in node.leaves()
        ]

    def texts(self) -> Iterator[tuple[str, QRectF, Role]]:
        """Each run of glyphs with the rectangle it fills, for tests and hit tests."""
        for each in self.placed:
            if isinstance(each.leaf, Text):
                size = each.leaf.raw.pixelSize()
                rect = QRectF(each.x, each.y - 0.7 * size, each.leaf.width, 0.7 * size)
                yield each.leaf.text, rect, each.role

    def symbols(self) -> Iterator[tuple[Symbol, QRectF]]:
        """Each symbol with the rectangle it fills."""
        for x, y, node, _ in self.pieces:
            yield from _symbols(x, y, node)

    @cached_property
    def has_brackets(self) -> bool:
        """True where there are rules that are higher than wide, as those of a matrix are."""
        # Of the nodes: most formulas that are tried in a width are never placed.
        leaves = (leaf for _, _, node, _ in self.pieces for _, _, leaf, _ in node.leaves())
        return any(isinstance(leaf, Rule) and leaf.height > leaf.width for leaf in leaves)


def _symbols(x: float, y: float, node: Node) -> Iterator[tuple[Symbol, QRectF]]:
    if node.symbol is not None:
        yield node.symbol, QRectF(x, y - node.ascent, node.width, node.ascent + node.descent)
        return
    for dx, dy, part in node.parts:
        if isinstance(part, Node):
            yield from _symbols(x + dx, y + dy, part)
