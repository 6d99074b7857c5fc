"""The painted map, kept in layers so that only what changed is painted anew."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from bpsim.core.network import Network
from bpsim.gui.looks.theme import Theme
from bpsim.gui.panels.map.field import class_pixels, unit_pixels
from bpsim.gui.panels.map.labels import paint_legend, paint_regions
from bpsim.gui.panels.map.marks import paint_marks
from bpsim.gui.panels.map.paint import (
    MapPicture,
    contours,
    paint_around,
    paint_contour,
    paint_plane,
)
from bpsim.gui.panels.map.values import MapValues
from bpsim.gui.panels.map.view import lead_scale


class MapImages:
    """What lies around the plane, the examples' marks, and both together with the plane."""

    def __init__(self) -> None:
        self._around: QPixmap | None = None
        self._marks: QPixmap | None = None
        self._whole: QPixmap | None = None
        self._ratio = 1.0

    def forget(self) -> None:
        """Paint everything anew next time: the layout, the theme or the examples changed."""
        self._around = self._marks = self._whole = None

    def forget_values(self) -> None:
        """Paint the plane anew next time."""
        self._whole = None

    def whole(
        self, picture: MapPicture, network: Network, found: MapValues, theme: Theme, ratio: float
    ) -> QPixmap:
        """The map with everything but the rings, for a screen with ``ratio`` device pixels."""
        if ratio != self._ratio:
            self.forget()
            self._ratio = ratio
        if self._whole is not None:
            return self._whole
        if self._around is None:
            self._around = self._painted(
                picture,
                theme.colour("surface"),
                lambda p: paint_legend(p, picture, theme, paint_around(p, picture, theme)),
            )
        if self._marks is None:
            fills = picture.fills(theme)
            self._marks = self._painted(
                picture,
                Qt.GlobalColor.transparent,
                lambda p: paint_marks(
                    p,
                    picture.pixels,
                    picture.classes,
                    fills,
                    picture.radius,
                    theme,
                    picture.trained,
                ),
            )
        whole, marks = QPixmap(self._around), self._marks
        with QPainter(whole) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            _paint_values(painter, picture, network, found, theme)
            painter.drawPixmap(0, 0, marks)
        self._whole = whole
        return whole

    def _painted(
        self,
        picture: MapPicture,
        ground: QColor | Qt.GlobalColor,
        paint: Callable[[QPainter], None],
    ) -> QPixmap:
        image = QPixmap(picture.size * self._ratio)
        image.setDevicePixelRatio(self._ratio)
        image.fill(ground)
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint(painter)
        return image


def _paint_values(
    painter: QPainter, picture: MapPicture, network: Network, found: MapValues, theme: Theme
) -> None:
    if picture.scale is None:
        most = lead_scale(network, found.values)
        pixels = class_pixels(found.values, most, theme)
    else:
        pixels = unit_pixels(found.values, picture.scale, theme)
    paint_plane(painter, picture, found.plane, pixels)
    pieces = contours(found.values, picture.scale, found.plane)
    paint_contour(painter, picture, pieces, theme)
    if picture.scale is None:
        paint_regions(painter, picture, found.values, found.plane, theme)
