"""Paints a formula that has been laid out, on a screen, a picture or paper alike."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPaintEngine, QPainter, QPainterPath, QTransform

from bpsim.gui.kit.controls.painting import mixed
from bpsim.gui.kit.formula.box import FAINT, TINT, UNDERLINE, Box, Placed, Role, Rule
from bpsim.gui.kit.formula.font import Text
from bpsim.gui.looks.theme import Theme

TINT_STRENGTH = 0.16
_AS_SHAPES = (QPaintEngine.Type.SVG, QPaintEngine.Type.Picture)
"""Devices that know text but no glyphs: they get outlines, which need no font to be read."""
LARGEST_GLYPH = 60.0
"""In pixels of the device: Qt keeps no pictures of larger glyphs, and leaves out those of a font
that it was handed as a file."""


def colour_of(role: Role, theme: Theme) -> QColor:
    """The colour that ``theme`` gives to a part of a formula."""
    if isinstance(role, int):
        return theme.term(role)
    if role == FAINT:
        return theme.colour("muted")
    if role == UNDERLINE:
        return theme.colour("accent")
    if role == TINT:
        # Opaque, because not every viewer of an SVG knows transparency.
        return mixed(theme.colour("accent"), theme.colour("surface"), TINT_STRENGTH)
    return theme.colour("text")


def draw(
    painter: QPainter,
    box: Box,
    x: float,
    y: float,
    theme: Theme,
    part: tuple[float, float] | None = None,
) -> None:
    """Paint ``box`` with its first base line starting at (x, y), in the colours of ``theme``.

    ``part`` are the top and the bottom of what has to be painted, from that base line; None for
    all of it.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    texts: list[tuple[float, float, Text, Role]] = []
    for left, base, node, outer in box.pieces if part is None else box.between(*part):
        for dx, dy, leaf, inner in node.leaves():
            role = outer if inner is None else inner
            if type(leaf) is Text:
                texts.append((left + dx, base + dy, leaf, role))
            else:
                _shape(painter, Placed(left + dx, base + dy, leaf, role), x, y, theme)
    if painter.paintEngine().type() in _AS_SHAPES:
        _outlines(painter, box, x, y, theme)
    else:
        painter.translate(x, y)
        raster = painter.paintEngine().type() == QPaintEngine.Type.Raster
        largest = LARGEST_GLYPH / painter.deviceTransform().m22() if raster else math.inf
        last: Role | None = None
        for left, base, text, role in texts:
            if role != last:
                last = role
                painter.setPen(colour_of(role, theme))
            if text.raw.pixelSize() > largest:
                painter.fillPath(_outline(text, left, base), colour_of(role, theme))
            else:
                painter.drawGlyphRun(QPointF(left, base), text.run())
    painter.restore()


def _shape(painter: QPainter, each: Placed, x: float, y: float, theme: Theme) -> None:
    colour = colour_of(each.role, theme)
    if isinstance(each.leaf, Rule):
        rect = QRectF(x + each.x, y + each.y, each.leaf.width, each.leaf.height)
        if each.role == TINT:
            path = QPainterPath()
            radius = min(rect.height(), rect.width()) * 0.16
            path.addRoundedRect(rect, radius, radius)
            painter.fillPath(path, colour)
        else:
            painter.fillRect(_on_pixels(rect, painter.deviceTransform()), colour)
    elif isinstance(each.leaf, QPainterPath):
        painter.fillPath(each.leaf.translated(x + each.x, y + each.y), colour)


def _on_pixels(rect: QRectF, transform: QTransform) -> QRectF:
    """``rect`` moved to whole device pixels, so that a thin rule is a sharp one."""
    if transform.isRotating():
        return rect
    device = transform.mapRect(rect)
    left, top = round(device.left()), round(device.top())
    sharp = QRectF(left, top, max(1, round(device.width())), max(1, round(device.height())))
    inverse, _ = transform.inverted()
    return inverse.mapRect(sharp)


def _outlines(painter: QPainter, box: Box, x: float, y: float, theme: Theme) -> None:
    paths: dict[Role, QPainterPath] = {}
    for each in box.placed:
        if isinstance(each.leaf, Text):
            path = paths.setdefault(each.role, QPainterPath())
            path.setFillRule(Qt.FillRule.WindingFill)
            path.addPath(_outline(each.leaf, x + each.x, y + each.y))
    for role, path in paths.items():
        painter.fillPath(path, colour_of(role, theme))


def _outline(text: Text, x: float, y: float) -> QPainterPath:
    """The shapes of a run of glyphs whose base line starts at (x, y)."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for glyph, at in zip(text.glyphs, text.xs, strict=True):
        path.addPath(text.raw.pathForGlyph(glyph).translated(x + at, y))
    return path
