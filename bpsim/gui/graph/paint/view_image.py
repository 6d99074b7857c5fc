"""A picture of the whole view that is painted and copied in parts, none of them a pixel off.

Where a pixel of the view is 1.25 of the screen's, only every fourth one begins where one of the
screen does. A part that begins between two of them would be copied a pixel off what is beside it.
"""

from fractions import Fraction
from math import ceil, floor

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPixmap

FINEST = 16
"""Ratios are taken as fractions with no larger denominator: screens have 1.25, 1.5 and 1.75."""


class ViewImage:
    """Its parts lie on the grid on which pixels of the view and of the screen begin together."""

    def __init__(self) -> None:
        self.pixmap = QPixmap()
        self._size, self._ratio, self._step = QSize(), 1.0, 1

    def fit(self, size: QSize, ratio: float) -> bool:
        """Be as large as the view, at ``ratio`` pixels of the screen to one of it.

        True if it is another picture now, with nothing in it.
        """
        if (self._size, self._ratio) == (size, ratio):
            return False
        self._size, self._ratio = size, ratio
        self._step = Fraction(ratio).limit_denominator(FINEST).denominator
        self.pixmap = QPixmap(self.whole.size() * ratio)
        self.pixmap.setDevicePixelRatio(ratio)
        return True

    @property
    def whole(self) -> QRect:
        """All of it: the view, and what its last pixels lack to the grid."""
        return self.around(QRect(0, 0, self._size.width(), self._size.height()))

    def near(self, x: float) -> int:
        """The line of the grid that is the nearest to ``x``."""
        return self._step * round(x / self._step)

    def below(self, x: float) -> int:
        """The last line of the grid that is not beyond ``x``."""
        return self._step * floor(x / self._step)

    def around(self, area: QRect) -> QRect:
        """The smallest area on the grid that holds ``area``."""
        left, top = self.below(area.left()), self.below(area.top())
        right = self._step * ceil((area.left() + area.width()) / self._step)
        bottom = self._step * ceil((area.top() + area.height()) / self._step)
        return QRect(left, top, right - left, bottom - top)

    def copy(self, painter: QPainter, part: QRect) -> None:
        """Draw a part of it, which lies on the grid, where it is in the view."""
        source = QRect(part.topLeft() * self._ratio, part.size() * self._ratio)
        painter.drawPixmap(part, self.pixmap, source)
