"""Where the terms and the results of a formula stand: to be pointed at, or covered for a while."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from bpsim.gui.kit.controls.painting import mixed
from bpsim.gui.kit.formula.box import TEXT, TINT, Box, Node, Role, Rule
from bpsim.gui.kit.formula.paint import colour_of
from bpsim.gui.looks.theme import Theme

MARK: Final = 0.22
"""How much of a term's colour lies behind it while it is pointed at."""
AROUND: Final = 1.5


def places(box: Box) -> Iterator[tuple[int, QRectF]]:
    """The parts of terms, each with the number of its term's colour."""
    for x, y, node, outer in box.pieces:
        yield from _within(node, x, y, outer)


def _within(node: Node, x: float, y: float, outer: Role) -> Iterator[tuple[int, QRectF]]:
    """The same for one piece: what stands in brackets that were not broken is one."""
    role = outer if node.role is None else node.role
    if isinstance(role, int):
        yield role, QRectF(x, y - node.ascent, node.width, node.ascent + node.descent)
        return
    for dx, dy, part in node.parts:
        if isinstance(part, Node):
            yield from _within(part, x + dx, y + dy, role)


def colour_at(box: Box, scale: float, point: QPointF) -> int | None:
    """The term at ``point``, from the upper left corner of the formula drawn at ``scale``."""
    at = QPointF(point.x() / scale, point.y() / scale - box.ascent)
    return next((colour for colour, place in places(box) if place.contains(at)), None)


def paint_marks(
    painter: QPainter, box: Box, scale: float, margins: tuple[float, float], colour: int,
    theme: Theme,
) -> None:  # fmt: skip
    """A ground in the colour of the term behind every part of it."""
    painter.save()
    painter.translate(*margins)
    painter.scale(scale, scale)
    painter.translate(0.0, box.ascent)
    ground = mixed(theme.term(colour), theme.colour("surface"), MARK)
    for each, place in places(box):
        if each == colour:
            painter.fillRect(place.adjusted(-AROUND, -AROUND, AROUND, AROUND), ground)
    painter.restore()


def result_places(box: Box) -> list[QRectF]:
    """The grounds of results, and their digits wherever they are used again, as z is in g(z)."""
    grounds = [
        QRectF(each.x, each.y, each.leaf.width, each.leaf.height)
        for each in box.placed
        if isinstance(each.leaf, Rule) and each.role == TINT
    ]
    covered: set[str] = set()
    free: list[tuple[str, QRectF]] = []
    for text, rect, role in box.texts():
        if role == TEXT and len(text) > 1:
            if any(each.contains(rect.center()) for each in grounds):
                covered.add(text)
            else:
                free.append((text, rect))
    around = (-AROUND, -AROUND, AROUND, AROUND)
    return grounds + [rect.adjusted(*around) for text, rect in free if text in covered]


def cover_results(
    painter: QPainter, box: Box, scale: float, margins: tuple[float, float], theme: Theme
) -> None:
    """The ground of each result over its digits: there is one, but it is not there yet."""
    painter.save()
    painter.translate(*margins)
    painter.scale(scale, scale)
    painter.translate(0.0, box.ascent)
    for place in result_places(box):
        painter.fillRect(place, colour_of(TINT, theme))
    painter.restore()
