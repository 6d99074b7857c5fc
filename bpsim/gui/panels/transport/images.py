"""A tier of the timeline as two pictures, all ahead and all behind: a step shows parts of both."""

import math
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap

from bpsim.gui.panels.transport.paint import AHEAD, BEHIND

Paint = Callable[[QPainter, float], None]
"""Paints a tier from (0, 0), with the share of colour that it is given."""


class TierImages:
    """Keeps both pictures as long as nothing else changes: a step copies instead of painting."""

    def __init__(self) -> None:
        self._key: tuple[Any, ...] = ()
        self._images: dict[float, QPixmap] = {}

    def draw(
        self, painter: QPainter, rect: QRectF, done: float, key: tuple[Any, ...], ground: QColor,
        paint: Paint,
    ) -> None:  # fmt: skip
        """Draw the tier into ``rect``: what ``paint`` makes, behind up to ``done``, then ahead.

        ``key`` is compared by equality and must say everything that the picture depends on but
        its size, ``ground`` and ``done``.
        """
        ratio = painter.device().devicePixelRatioF()
        whole = (*key, rect.width(), rect.height(), ratio, ground.rgba())
        if whole != self._key:
            self._key = whole
            self._images.clear()
        left = min(round(done), math.ceil(rect.width()))
        for share, start, end in ((BEHIND, 0, left), (AHEAD, left, math.ceil(rect.width()))):
            if end > start:
                image = self._image(painter, rect, ratio, share, ground, paint)
                part = QRectF(start * ratio, 0, (end - start) * ratio, image.height())
                place = QRectF(rect.x() + start, rect.y(), end - start, math.ceil(rect.height()))
                painter.drawPixmap(place, image, part)

    def _image(
        self, like: QPainter, rect: QRectF, ratio: float, share: float, ground: QColor, paint: Paint
    ) -> QPixmap:
        image = self._images.get(share)
        if image is None:
            size = QSize(math.ceil(rect.width()), math.ceil(rect.height()))
            image = self._images[share] = QPixmap(size * ratio)
            image.setDevicePixelRatio(ratio)
            image.fill(ground)
            with QPainter(image) as painter:
                painter.setFont(like.font())
                paint(painter, share)
        return image
