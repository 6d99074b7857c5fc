"""Where labels stand in the cost plot: beside the curves as far as there is room."""

from collections.abc import Iterable, Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF

from bpsim.core.arrays import Array

EVERY = 3.0
"""So many pixels apart it is asked where a curve runs."""


class Occupied:
    """What labels should leave free: curves, and boxes that stand already."""

    def __init__(self, curves: Iterable[tuple[Array, Array]] = ()) -> None:
        self._points = [_along(x, y) for x, y in curves]
        self.boxes: list[QRectF] = []

    def covered(self, box: QRectF) -> float:
        """How much ``box`` would hide; another box weighs more than any curve."""
        hidden = 0.0
        for x, y in self._points:
            inside = (x >= box.left()) & (x <= box.right())
            inside &= (y >= box.top() - 2) & (y <= box.bottom() + 2)
            hidden += float(np.count_nonzero(inside))
        return hidden + 1e6 * sum(box.intersects(other) for other in self.boxes)

    def place(self, size: QSizeF, corners: Sequence[QPointF], within: QRectF) -> QRectF:
        """A box of ``size``, the first of those with these upper left corners that hides least.

        Each is moved into ``within``. The box is one of those that stand from then on.
        """
        boxes = [_moved_into(QRectF(corner, size), within) for corner in corners]
        best = min(boxes, key=self.covered)
        self.boxes.append(best)
        return best


def _along(x: Array, y: Array) -> tuple[Array, Array]:
    """Points every few pixels along a line with gaps, where it is drawn."""
    if not len(x):
        return x, y
    at = np.unique(np.concatenate([np.arange(x[0], x[-1], EVERY), x]))
    with np.errstate(invalid="ignore"):
        heights = np.interp(at, x, y)
    return at, heights


def _moved_into(box: QRectF, within: QRectF) -> QRectF:
    left = max(min(box.left(), within.right() - box.width()), within.left())
    top = max(min(box.top(), within.bottom() - box.height()), within.top())
    return QRectF(QPointF(left, top), box.size())
