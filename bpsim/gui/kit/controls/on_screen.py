"""A dialog is no larger than the screen, its frame included."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStyle, QWidget

EDGE = 6
"""What a frame takes of a side, about; only the window manager knows."""


def room_on_screen(window: QWidget) -> QSize:
    """What its screen has room for within the window's frame."""
    title = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
    room = window.screen().availableGeometry().size()
    return QSize(room.width() - 2 * EDGE, room.height() - title - 2 * EDGE)


def resize_on_screen(window: QWidget, width: int, height: int) -> None:
    """Make it that large, or as large as its screen has room for; if it is seen, all of it is."""
    window.resize(QSize(width, height).boundedTo(room_on_screen(window)))
    if window.isVisible():
        screen, frame = window.screen().availableGeometry(), window.frameGeometry()
        x = max(screen.left(), min(frame.left(), screen.right() + 1 - frame.width()))
        y = max(screen.top(), min(frame.top(), screen.bottom() + 1 - frame.height()))
        window.move(x, y)
