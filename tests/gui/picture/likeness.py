"""Whether two pictures show the same, pixel by pixel."""

import numpy as np
from PySide6.QtGui import QImage

EDGE = 48
"""How far apart, of 255, an edge that is a fifth of a pixel off may be."""


def alike(one: QImage, other: QImage) -> bool:
    """Whether two pictures are the same but for the edges of large glyphs.

    Qt has those from FreeType as outlines, off by a part of a pixel that depends on which glyphs
    were loaded before: `FT_Set_Transform` is given the place of a glyph, and keeps it.
    """
    rgb = QImage.Format.Format_RGB32
    first, second = one.convertToFormat(rgb), other.convertToFormat(rgb)
    if first.isNull() or first.size() != second.size():
        return False
    pixels, others = (np.frombuffer(each.constBits(), np.uint8) for each in (first, second))
    return int(np.abs(pixels.astype(np.int16) - others).max()) <= EDGE
