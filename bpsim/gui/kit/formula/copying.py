"""A formula for the clipboard: as LaTeX, as text, and as a picture that stays sharp."""

import math

from PySide6.QtCore import QMimeData, QSize
from PySide6.QtGui import QFont, QImage, QPainter

from bpsim.gui.kit.formula.box import Box
from bpsim.gui.kit.formula.paint import draw
from bpsim.gui.kit.formula.typesetter import layout
from bpsim.gui.looks.theme import LIGHT
from bpsim.gui.program import clipboard
from bpsim.gui.program.picture_bytes import svg_bytes
from bpsim.notation.formula import Expr, to_text

MARGIN = 6
PICTURE_SCALE = 4.0
"""Pixels per unit of the screen, so that a pasted picture can be printed."""


def plain_text(expr: Expr) -> str:
    """The formula as text, its lines with no space around them."""
    return "\n".join(line.strip() for line in to_text(expr).split("\n"))


def picture(expr: Expr, font: QFont, width: float) -> QImage:
    """The formula in the light theme's colours on white, ``PICTURE_SCALE`` times as fine."""
    box = layout(expr, font, width)
    image = QImage(_size(box) * PICTURE_SCALE, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(PICTURE_SCALE)
    image.fill(LIGHT.colour("surface"))
    with QPainter(image) as painter:
        draw(painter, box, MARGIN, MARGIN + box.ascent, LIGHT)
    return image


def svg(expr: Expr, font: QFont, width: float) -> bytes:
    """The same as an SVG document made of outlines, which needs no font to be seen."""
    box = layout(expr, font, width)

    def paint(painter: QPainter) -> None:
        draw(painter, box, MARGIN, MARGIN + box.ascent, LIGHT)

    return svg_bytes(_size(box), paint, plain_text(expr))


def picture_data(expr: Expr, font: QFont, width: float) -> QMimeData:
    """Picture and SVG together."""
    return clipboard.picture_data(picture(expr, font, width), svg(expr, font, width))


def _size(box: Box) -> QSize:
    return QSize(math.ceil(box.width) + 2 * MARGIN, math.ceil(box.height) + 2 * MARGIN)
