"""Words at the lower edge of the graph: that what it shows is not so."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter

from bpsim.gui.graph.paint.scene import Scene
from bpsim.gui.kit.small_text import Type, draw_centred

Free = Callable[[int, int, int], QPoint | None]
"""Where something of a width and a height covers nothing, that far from the edges."""


class Remark(NamedTuple):
    """Where it is said, and in which type."""

    chip: QRect
    ink: Type


def remark_of(words: str, scene: Scene, view: QSize, free: Free) -> Remark:
    """Where nothing is covered, as small as the graph is if need be, or else low in the middle."""
    for ink in (scene.words, scene.fonts.small):
        line = ink.height
        wide, high = min(ink.width(words) + 2 * line, view.width() - line), 1.6 * line
        size, margin = QSize(round(wide), round(high)), round(line / 2)
        at = free(size.width(), size.height(), margin)
        if at is not None:
            return Remark(QRect(at, size), ink)
    at = QPoint((view.width() - size.width()) // 2, view.height() - size.height() - margin)
    return Remark(QRect(at, size), ink)


def paint_remark(painter: QPainter, scene: Scene, words: str, view: QRect, remark: Remark) -> None:
    """A chip, and a frame around the whole view."""
    colours, chip = scene.colours, QRectF(remark.chip)
    painter.setPen(colours["update"])
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(view).adjusted(0.5, 0.5, -0.5, -0.5))
    painter.setBrush(colours["surface"])
    painter.drawRoundedRect(chip, remark.ink.height / 3, remark.ink.height / 3)
    painter.setPen(colours["text"])
    draw_centred(painter, words, remark.ink, chip)
