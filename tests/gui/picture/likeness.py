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
    return not difference(one, other, EDGE)


def difference(one: QImage, other: QImage, most: int = 0) -> str:
    """Where two pictures are further apart than ``most`` of 255, "" where they are nowhere."""
    if one.isNull() or one.size() != other.size():
        return f"{one.size().toTuple()} for {other.size().toTuple()} pixels"
    rgb = [each.convertToFormat(QImage.Format.Format_RGB32) for each in (one, other)]
    if rgb[0] == rgb[1]:  # as most are, which Qt finds in a tenth of the time
        return ""
    shape = (one.height(), one.width(), 4)
    first, second = (np.frombuffer(each.constBits(), np.uint8).reshape(shape) for each in rgb)
    apart = np.abs(first.astype(np.int16) - second).max(axis=2)
    y, x = np.nonzero(apart > most)
    if not len(y):
        return ""
    return (
        f"{len(y)} pixels from ({x.min()}, {y.min()}) to ({x.max()}, {y.max()}), "
        f"up to {apart.max()} apart"
    )
