"""A formula painted before it is shown, so that showing it is copying it."""

import math
from typing import Final, NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap

from bpsim.gui.kit.formula.box import Box
from bpsim.gui.kit.formula.paint import draw
from bpsim.gui.looks.theme import Theme

STICKS_OUT: Final = 1


class Look(NamedTuple):
    """All that decides what a formula looks like: two pictures of equal looks are the same."""

    scale: float
    theme: Theme
    ground: int
    """The colour behind it, as QColor.rgba() has it: opaque."""
    ratio: float
    """Device pixels to a pixel."""


class Painted:
    """``box`` on its ground, ``width`` by ``height`` pixels with its corner at ``margins``."""

    def __init__(
        self, box: Box, look: Look, width: int, height: int, margins: tuple[float, float]
    ) -> None:
        self.box, self.look = box, look
        self._start = (margins[0], margins[1] + box.ascent * look.scale)
        self.pixmap = QPixmap(round(width * look.ratio), round(height * look.ratio))
        self.pixmap.setDevicePixelRatio(look.ratio)
        # Opaque, or text would be smoothed in another way than beside it.
        self.pixmap.fill(QColor.fromRgba(look.ground))
        with QPainter(self.pixmap) as painter:
            draw(painter, box, *self._start, look.theme, look.scale)

    def put(self, painter: QPainter, x: int, y: int, top: float, bottom: float) -> None:
        """Copy it so that its base line starts at (x, y), and nothing above or below a row."""
        above, below = round(y - self._start[1]), self.pixmap.deviceIndependentSize().height()
        first, last = max(above, math.ceil(top)), min(above + below, math.floor(bottom))
        ratio, width = self.look.ratio, self.pixmap.width()
        part = QRectF(0, (first - above) * ratio, width, (last - first) * ratio)
        place = QRectF(x - self._start[0], first, width / ratio, last - first)
        painter.drawPixmap(place, self.pixmap, part)

    def shows(self, box: Box, look: Look) -> bool:
        """True if this is what painting ``box`` would give."""
        return self.box is box and self.look == look


def on_base_line(box: Box, look: Look) -> Painted:
    """``box`` with its base line on a whole pixel, and room for letters that stick out."""
    scale = look.scale
    above = math.ceil(box.ascent * scale) + STICKS_OUT
    width = math.ceil(box.width * scale) + 2 * STICKS_OUT
    height = math.ceil(box.descent * scale) + above + STICKS_OUT
    return Painted(box, look, width, height, (STICKS_OUT, above - box.ascent * scale))
