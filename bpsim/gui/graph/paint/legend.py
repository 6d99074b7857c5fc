"""What the lines of the graph mean, in a corner where nothing else is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from bpsim.gui.graph.paint.edges import edge_pen
from bpsim.gui.looks.theme import SMALL, sized
from bpsim.steps.shown.gradient import edges_tell

if TYPE_CHECKING:
    from bpsim.gui.graph.paint.picture import Picture
    from bpsim.steps.step import Step

SIGNS = (("above 0", "positive", False), ("below 0", "negative", True))
LINE = 2.2
"""How long a sample is, in heights of a line."""


def paint_legend(painter: QPainter, picture: Picture, step: Step, font: QFont, size: QSize) -> None:
    """The two signs at the lower left of a view of that size, and what stands on the edges.

    The signs give way where the graph reaches down there, but not what the numbers are.
    """
    scene, words = picture.scene, edges_tell(step)
    lowest = max((face.box.y + face.box.h for face in picture.faces.values()), default=0.0)
    lowest += scene.layout.frame.sizes.chip_drop
    font = sized(font, SMALL)
    metrics = QFontMetricsF(font)
    line = metrics.height()
    top = size.height() - 1.7 * line
    signs = SIGNS if top >= lowest else ()
    samples = [LINE * line + metrics.horizontalAdvance(name) + 1.2 * line for name, *_ in signs]
    told = metrics.horizontalAdvance(words) if words else -line / 2
    chip = QRectF(0.6 * line, top, sum(samples) + told + line, 1.3 * line)
    if not (signs or words) or chip.right() > size.width():
        return
    colours = scene.colours
    painter.save()
    painter.setFont(font)
    painter.setPen(colours["line"])
    painter.setBrush(colours["surface"])
    painter.drawRoundedRect(chip, line / 3, line / 3)
    x, middle = chip.left() + line / 2, chip.center().y()
    for (name, ink, dashed), room in zip(signs, samples, strict=True):
        painter.setPen(edge_pen(colours[ink], 2.0, 1.0, dashed))
        painter.drawLine(QLineF(QPointF(x, middle), QPointF(x + (LINE - 0.4) * line, middle)))
        painter.setPen(colours["text"])
        place = QRectF(x + LINE * line, chip.top(), room, chip.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), name)
        x += room
    painter.setPen(colours["text"])
    place = QRectF(x, chip.top(), chip.right() - x, chip.height())
    painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), words)
    painter.restore()
