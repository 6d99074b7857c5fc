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


def draw(painter: QPainter, box: Box, x: float, y: float, theme: Theme, scale: float = 1.0) -> None:
    """Paint ``box`` with its first base line starting at (x, y), in the colours of ``theme``.

    ``scale`` is how many times as large as it was laid out.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(x, y)
    painter.scale(scale, scale)
    for each in box.placed:
        if not isinstance(each.leaf, Text):
            _shape(painter, each, theme)
    if painter.paintEngine().type() in _AS_SHAPES:
        _outlines(painter, box, theme)
    else:
        _glyphs(painter, box, theme)
    painter.restore()


def _glyphs(painter: QPainter, box: Box, theme: Theme) -> None:
    raster = painter.paintEngine().type() == QPaintEngine.Type.Raster
    largest = LARGEST_GLYPH / painter.deviceTransform().m22() if raster else math.inf
    last: Role | None = None
    for x, y, text, role in box.placed:
        if type(text) is not Text:
            continue
        if role != last:
            last = role
            painter.setPen(colour_of(role, theme))
        if text.raw.pixelSize() > largest:
            painter.fillPath(_outline(text, x, y), colour_of(role, theme))
        else:
            painter.drawGlyphRun(QPointF(x, y), text.run())


def _shape(painter: QPainter, each: Placed, theme: Theme) -> None:
    colour = colour_of(each.role, theme)
    if isinstance(each.leaf, Rule):
        rect = QRectF(each.x, each.y, each.leaf.width, each.leaf.height)
        if each.role == TINT:
            path = QPainterPath()
            radius = min(rect.height(), rect.width()) * 0.16
            path.addRoundedRect(rect, radius, radius)
            painter.fillPath(path, colour)
        else:
            painter.fillRect(_on_pixels(rect, painter.deviceTransform()), colour)
    elif isinstance(each.leaf, QPainterPath):
        painter.fillPath(each.leaf.translated(each.x, each.y), colour)


def _on_pixels(rect: QRectF, transform: QTransform) -> QRectF:
    """``rect`` moved to whole device pixels, so that a thin rule is a sharp one."""
    if transform.isRotating():
        return rect
    device = transform.mapRect(rect)
    left, top = round(device.left()), round(device.top())
    sharp = QRectF(left, top, max(1, round(device.width())), max(1, round(device.height())))
    inverse, _ = transform.inverted()
    return inverse.mapRect(sharp)


def _outlines(painter: QPainter, box: Box, theme: Theme) -> None:
    paths: dict[Role, QPainterPath] = {}
    for each in box.placed:
        if isinstance(each.leaf, Text):
            path = paths.setdefault(each.role, QPainterPath())
            path.setFillRule(Qt.FillRule.WindingFill)
            path.addPath(_outline(each.leaf, each.x, each.y))
    for role, path in paths.items():
        painter.fillPath(path, colour_of(role, theme))


def _outline(text: Text, x: float, y: float) -> QPainterPath:
    """The shapes of a run of glyphs whose base line starts at (x, y)."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for glyph, at in zip(text.glyphs, text.xs, strict=True):
        path.addPath(text.raw.pathForGlyph(glyph).translated(x + at, y))
    return path
