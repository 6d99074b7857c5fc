"""The window's icons: Tabler's line drawings, coloured with the theme when they are drawn."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from bpsim.base.bundled import resource
from bpsim.gui.looks.theme import Theme

# What toolbars, buttons and menus ask for, at 100 % and on finer screens; Qt scales between them.
EXTENTS = (16, 20, 24, 32, 48)
DISABLED_OPACITY = 0.38


def names() -> tuple[str, ...]:
    """Every icon there is, in alphabetical order."""
    return tuple(sorted(path.stem for path in resource("icons").glob("*.svg")))


@lru_cache(maxsize=256)
def icon(name: str, theme: Theme, colour: str = "text") -> QIcon:
    """The icon called ``name`` in ``theme``'s colour ``colour``, paler where it is disabled.

    Raises FileNotFoundError where there is no such drawing.
    """
    out = QIcon()
    for extent in EXTENTS:
        drawing = pixmap(name, theme.colour(colour), extent)
        out.addPixmap(drawing, QIcon.Mode.Normal)
        out.addPixmap(_faded(drawing), QIcon.Mode.Disabled)
    return out


def pixmap(name: str, colour: QColor, extent: int, ratio: float = 1.0) -> QPixmap:
    """The drawing as a square of ``extent`` logical pixels on a screen of ``ratio``."""
    out = QPixmap(QSize(extent, extent) * ratio)
    out.setDevicePixelRatio(ratio)
    out.fill(Qt.GlobalColor.transparent)
    with QPainter(out) as painter:
        draw(painter, QRectF(0, 0, extent, extent), name, colour)
    return out


def draw(painter: QPainter, rect: QRectF, name: str, colour: QColor) -> None:
    """Draw the icon into ``rect``, sharp at any size."""
    _renderer(name, colour.name()).render(painter, rect)


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    svg = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(svg.replace("currentColor", colour).encode()))


def _faded(drawing: QPixmap) -> QPixmap:
    out = QPixmap(drawing.size())
    out.fill(Qt.GlobalColor.transparent)
    with QPainter(out) as painter:
        painter.setOpacity(DISABLED_OPACITY)
        painter.drawPixmap(0, 0, drawing)
    return out
