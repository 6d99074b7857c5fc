"""Where the network stands while it is alone in the window, before the rest is built."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

ABOVE, BELOW, RIGHT, RIGHT_SHARE, SEPARATOR = 66, 186, 440, 0.38, 6
"""What stands around the graph in a new window, in pixels and as a part of the width."""


def usual_margins(width: int) -> tuple[int, int, int, int]:
    """What is going to stand around the graph in a new window of that width, about."""
    return 0, ABOVE, min(RIGHT, round(RIGHT_SHARE * width)) + SEPARATOR, BELOW


def margins_around(graph: QWidget, window: QWidget) -> tuple[int, int, int, int]:
    """What stands around ``graph`` in ``window``: at the left, above, at the right and below."""
    at, size = graph.mapTo(window, QPoint(0, 0)), graph.size()
    right, bottom = window.width() - at.x() - size.width(), window.height() - at.y() - size.height()
    return at.x(), at.y(), max(0, right), max(0, bottom)
