"""What a wrong algorithm leaves out or puts in, on the graph: struck out, or underlined."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from bpsim.gui.graph.paint.scene import Scene, rect
from bpsim.gui.graph.paint.units import line_width
from bpsim.steps.places import EdgePlace, UnitPlace
from bpsim.teach.break_it.marks import Mark


def paint_wrong_marks(painter: QPainter, scene: Scene, marks: Sequence[Mark]) -> None:
    """Paint those that are in the picture."""
    for mark in marks:
        if not scene.layout.shows(mark.place):
            continue
        if mark.struck or mark.put_in:
            _chip(painter, scene, mark)
        elif isinstance(mark.place, EdgePlace):
            _cross(painter, scene, mark.place)


def _chip(painter: QPainter, scene: Scene, mark: Mark) -> None:
    fonts, colours, thick = scene.fonts, scene.colours, 1.3 * line_width(scene)
    high = 1.15 * scene.layout.frame.sizes.chip_h
    pad = gap = 0.4 * high
    struck, put_in = fonts.small.width(mark.struck), fonts.small_bold.width(mark.put_in)
    wide = struck + put_in + 2 * pad + (gap if mark.struck and mark.put_in else 0.0)
    at = _where(scene, mark.place, high)
    box = QRectF(at.x() - wide / 2, at.y() - high / 2, wide, high)
    painter.setPen(QPen(colours["warning"], thick))
    painter.setBrush(colours["surface"])
    painter.drawRoundedRect(box, high / 4, high / 4)
    x, middle = box.left() + pad, box.center().y()
    if mark.struck:
        painter.setPen(colours["muted"])
        fonts.small.draw(painter, x, middle + fonts.small.rise, mark.struck)
        painter.setPen(QPen(colours["warning"], thick))
        painter.drawLine(QLineF(x - 0.1 * high, middle, x + struck + 0.1 * high, middle))
        x += struck + gap
    if mark.put_in:
        painter.setPen(colours["text"])
        fonts.small_bold.draw(painter, x, middle + fonts.small_bold.rise, mark.put_in)
        painter.setPen(QPen(colours["warning"], thick))
        below = box.bottom() - 0.14 * high
        painter.drawLine(QLineF(x, below, x + put_in, below))


def _where(scene: Scene, place: UnitPlace | EdgePlace, high: float) -> QPointF:
    """The middle of a chip: below a unit and its δ, or on an edge."""
    if isinstance(place, EdgePlace):
        return _middle(scene, place)
    chip = rect(scene.layout.chip_box(place.layer, place.unit))
    return QPointF(chip.center().x(), chip.bottom() + 0.7 * high)


def _middle(scene: Scene, place: EdgePlace) -> QPointF:
    return QLineF(*scene.layout.edge_line(place)).pointAt(0.5)


def _cross(painter: QPainter, scene: Scene, place: EdgePlace) -> None:
    """Two strokes over an edge whose term is not taken."""
    middle, size = _middle(scene, place), 0.35 * scene.layout.frame.sizes.chip_h
    for ink, width in (("surface", 5.0), ("warning", 2.2)):
        painter.setPen(QPen(scene.colours[ink], width * line_width(scene)))
        for angle in (math.pi / 4, -math.pi / 4):
            way = QPointF(size * math.cos(angle), size * math.sin(angle))
            painter.drawLine(QLineF(middle - way, middle + way))
