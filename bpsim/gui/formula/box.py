"""A formula laid out: glyphs, rules and shapes at their places, ready to be painted anywhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QGlyphRun, QPainterPath, QRawFont

from bpsim.gui.formula.font import Text

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
    colours all of it that has no role of its own.
    """

    width: float
    ascent: float
    descent: float
    parts: Sequence[tuple[float, float, "Node | Leaf"]]
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """One leaf of a finished formula; (x, y) is the start of its base line or its corner."""

    x: float
    y: float
    leaf: Leaf
    role: Role


@dataclass(slots=True)
class Box:
    """A finished formula, its first base line at y = 0: ``ascent`` above it, ``descent`` below.

    ``lines`` are the y of all base lines. Nothing in it depends on colours, so that one Box
    serves every theme.
    """

    width: float
    ascent: float
    descent: float
    placed: list[Placed]
    lines: list[float]
    _runs: list[tuple[Role, QGlyphRun]] | None = field(default=None, repr=False)

    @property
    def height(self) -> float:
        """From the top of the first line to the bottom of the last."""
        return self.ascent + self.descent

    def texts(self) -> Iterator[tuple[str, QRectF, Role]]:
        """Each run of glyphs with the rectangle it fills, for tests and hit tests."""
        for each in self.placed:
            if isinstance(each.leaf, Text):
                size = each.leaf.raw.pixelSize()
                rect = QRectF(each.x, each.y - 0.7 * size, each.leaf.width, 0.7 * size)
                yield each.leaf.text, rect, each.role

    def runs(self) -> list[tuple[Role, QGlyphRun]]:
        """All glyphs, gathered into as few runs as colours and sizes allow."""
        if self._runs is None:
            self._runs = _gathered(self.placed)
        return self._runs


def placed(node: Node, x: float, y: float, role: Role, into: list[Placed]) -> None:
    """Append the leaves of ``node`` with its base line starting at (x, y)."""
    if node.role is not None:
        role = node.role
    for dx, dy, part in node.parts:
        if isinstance(part, Node):
            placed(part, x + dx, y + dy, role, into)
        else:
            into.append(Placed(x + dx, y + dy, part, role))


def _gathered(leaves: list[Placed]) -> list[tuple[Role, QGlyphRun]]:
    groups: dict[tuple[Role, int], tuple[QRawFont, list[int], list[QPointF]]] = {}
    for each in leaves:
        leaf = each.leaf
        if type(leaf) is not Text:
            continue
        key = (each.role, id(leaf.raw))
        group = groups.get(key)
        if group is None:
            group = groups[key] = (leaf.raw, [], [])
        group[1].extend(leaf.glyphs)
        x, y = each.x, each.y
        group[2].extend([QPointF(x + at, y) for at in leaf.xs])
    out = []
    for (role, _), (raw, glyphs, points) in groups.items():
        run = QGlyphRun()
        run.setRawFont(raw)
        run.setGlyphIndexes(glyphs)
        run.setPositions(points)
        out.append((role, run))
    return out
