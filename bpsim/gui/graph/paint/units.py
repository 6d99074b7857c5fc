"""Painting units: ellipses with symbols at rest, and the numbers and marks of a step on them."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from bpsim.gui.graph.layout.box import Box
from bpsim.gui.graph.layout.sizes import STACKED_ROOM, Form
from bpsim.gui.graph.paint.faces import Face
from bpsim.gui.graph.paint.scene import Scene, rect
from bpsim.gui.kit.controls.painting import mixed
from bpsim.gui.kit.small_text import draw_centred, draw_symbol
from bpsim.notation.numerals import UNKNOWN
from bpsim.steps.places import TargetPlace, UnitPlace

NEW, KNOWN = 0.16, 0.08
"""How much of its colour the ground of a δ has: of one that the step computes, and of others."""


def line_width(scene: Scene) -> float:
    """The width of outlines."""
    return max(1.0, min(2.0, 1.25 * scene.layout.frame.scale))


def paint_unit(
    painter: QPainter, scene: Scene, layer: int, unit: int, fill: QColor, line: QColor
) -> None:
    """A unit without its numbers."""
    colours, layout = scene.colours, scene.layout
    box = layout.unit_box(layer, unit)
    painter.setPen(QPen(line, line_width(scene)))
    painter.setBrush(fill)
    painter.drawEllipse(rect(box))
    if unit == 0:
        painter.setPen(colours["muted"])
        draw_centred(painter, "+1", scene.fonts.body, rect(box))
        return
    captions, stacked = layout.frame.sizes.captions, layout.frame.sizes.form is Form.STACKED
    if layer > 1 and not stacked:
        inset = (0.12 if captions else 0.36) * box.h
        painter.setPen(QPen(mixed(line, fill, 0.45), 1.0))
        painter.drawLine(QLineF(box.cx, box.y + inset, box.cx, box.y + box.h * 0.8))
    painter.setPen(colours["muted"])
    if stacked and layer > 1:
        for name, number_box in zip("za", layout.number_boxes(layer, unit), strict=True):
            left = box.x + 0.5 * (1 - STACKED_ROOM) * box.w
            at = QPointF((left + number_box.x) / 2, number_box.cy)
            draw_symbol(painter, at, scene.fonts, name, str(unit))
        return
    if captions:
        sub, sup, y = str(unit), f"({layer})", box.cy - 0.2 * box.h
    else:
        sub, sup, y = "", "", box.cy - 0.28 * box.h
    if layer == 1:  # its number alone would be read as its value
        draw_symbol(painter, QPointF(box.cx, y), scene.fonts, "a", str(unit), sup)
        return
    if not captions:
        number = QRectF(box.x, box.y + 0.06 * box.h, box.w, 0.3 * box.h)
        draw_centred(painter, str(unit), scene.fonts.small, number)
    for name, number_box in zip("za", layout.number_boxes(layer, unit), strict=True):
        toward = (0.12 if captions else 0.2) * (box.cx - number_box.cx)
        draw_symbol(painter, QPointF(number_box.cx + toward, y), scene.fonts, name, sub, sup)


def paint_target(painter: QPainter, scene: Scene, unit: int, fill: QColor, line: QColor) -> None:
    """The frame around a target with its name, and the dotted way from the output to it."""
    colours, layout = scene.colours, scene.layout
    box, part = layout.target_box(unit), layout.frame.sizes
    start = layout.frame.edge(layout.frame.depth, 1) + part.clear
    painter.setPen(QPen(colours["line"], line_width(scene), Qt.PenStyle.DotLine))
    painter.drawLine(QLineF(start, box.cy, box.x - part.clear, box.cy))
    painter.setPen(QPen(line, line_width(scene)))
    painter.setBrush(fill)
    painter.drawRoundedRect(rect(box), 0.25 * box.h, 0.25 * box.h)
    painter.setPen(colours["muted"])
    small = scene.fonts.small
    room = box.w - part.target_value_w - 0.5 * box.h
    name = small.elided(scene.y_names[unit - 1], 1.1 * room)
    small.draw(painter, box.x + 0.25 * box.h, box.cy + small.rise, name)


def paint_face(painter: QPainter, scene: Scene, face: Face) -> None:
    """A unit's or target's numbers and marks, on top of what is painted at rest."""
    colours = scene.colours
    accent = colours["accent"]
    width = line_width(scene)
    if face.selected:
        _ring(painter, face, QPen(accent, 1.2 * width, Qt.PenStyle.DashLine), 3.2 * width)
    if face.computed:
        _ring(painter, face, QPen(colours.blend(accent, 0.28), 3.2 * width), 1.6 * width)
    match face.place:
        case UnitPlace(layer, unit):
            if face.computed:
                fill = colours.blend(accent, 0.13, "unit_fill")
                paint_unit(painter, scene, layer, unit, fill, accent)
            if unit:
                _numbers(painter, scene, face, scene.layout.number_boxes(layer, unit))
            if face.chip is not None:
                paint_bias_delta(painter, scene, face, face.chip)
            elif face.delta is not None:
                paint_delta(painter, scene, face)
        case TargetPlace(unit):
            if face.computed:
                paint_target(painter, scene, unit, colours["surface"], accent)
            box = face.box
            room = scene.layout.frame.sizes.target_value_w
            value = Box(box.x + box.w - room - 0.15 * box.h, box.y, room, box.h)
            _numbers(painter, scene, face, (value,))
    if face.broken:
        _breakpoint(painter, scene, face.box)


def _ring(painter: QPainter, face: Face, pen: QPen, grown: float) -> None:
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    box = rect(face.box.grown(grown))
    if isinstance(face.place, TargetPlace):
        painter.drawRoundedRect(box, 0.28 * box.height(), 0.28 * box.height())
    else:
        painter.drawEllipse(box)


def _numbers(painter: QPainter, scene: Scene, face: Face, boxes: tuple[Box, ...]) -> None:
    font = scene.fonts.body_bold if face.fresh else scene.fonts.body
    for text, box in zip(face.values, boxes, strict=True):
        painter.setPen(scene.colours["muted" if text == UNKNOWN else "text"])
        draw_centred(painter, text, font, rect(box))


def paint_delta(painter: QPainter, scene: Scene, face: Face) -> None:
    """δ across the lower edge of its unit, in the colour of the way back."""
    assert isinstance(face.place, UnitPlace)
    assert face.delta is not None
    colours = scene.colours
    box = rect(scene.layout.chip_box(face.place.layer, face.place.unit))
    ink = colours["backward"]
    unknown = face.delta == UNKNOWN
    new = face.computed and not face.fresh
    painter.setPen(QPen(colours.blend(ink, 0.45 if unknown else 1.0), line_width(scene) * 0.85))
    painter.setBrush(colours.blend(ink, NEW if new else KNOWN))
    radius = box.height() / 2
    painter.drawRoundedRect(box, radius, radius)
    small = scene.fonts.small_bold if new else scene.fonts.small
    label, gap = scene.fonts.small_bold, small.width(" ")
    before = label.width("δ") + gap
    number = min(small.width(face.delta), box.width() - 2 * gap - before)
    x = box.center().x() - (before + number) / 2
    painter.setPen(ink)
    label.draw(painter, x, box.center().y() + label.rise, "δ")
    painter.setPen(colours["muted" if unknown else "text"])
    draw_centred(painter, face.delta, small, QRectF(x + before, box.y(), number, box.height()))


def paint_bias_delta(painter: QPainter, scene: Scene, face: Face, place: Box) -> None:
    """δ of a bias unit, grey and in a broken line: it is computed and not used."""
    colours, fonts = scene.colours, scene.fonts
    box, grey = rect(place), colours["muted"]
    pen = QPen(colours.blend(grey, 0.75), line_width(scene) * 0.85)
    pen.setDashPattern([3.0, 2.5])
    painter.setPen(pen)
    painter.setBrush(colours["surface"])
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    assert face.delta is not None
    x = box.x() + 0.45 * box.height()
    painter.setPen(grey)
    fonts.small_bold.draw(painter, x, box.center().y() + fonts.small_bold.rise, "δ")
    x += fonts.small_bold.width("δ") + fonts.small.width(" ")
    end = box.right() - 0.45 * box.height() - fonts.small.width(face.unused)
    draw_centred(painter, face.delta, fonts.small, QRectF(x, box.y(), end - x, box.height()))
    fonts.small.draw(painter, end, box.center().y() + fonts.small.rise, face.unused)


def _breakpoint(painter: QPainter, scene: Scene, box: Box) -> None:
    """A stop sign at the unit's upper left: its eight corners tell it as well as its red."""
    size = 0.13 * scene.layout.frame.sizes.unit_h
    cx, cy = box.cx - 0.36 * box.w, box.cy - 0.36 * box.h
    a, b = size, size * 0.414
    corners = [(-b, -a), (b, -a), (a, -b), (a, b), (b, a), (-b, a), (-a, b), (-a, -b)]
    painter.setPen(QPen(scene.colours["surface"], 1.0))
    painter.setBrush(scene.colours["warning"])
    painter.drawPolygon(QPolygonF([QPointF(cx + x, cy + y) for x, y in corners]))
