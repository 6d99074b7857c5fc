"""What somebody has named, as a menu shows it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

WIDEST = 64
"""Characters of usual width: a menu as wide as the longest name would hide its keys."""


def in_menu(words: str) -> str:
    """``words`` with what is too much left out in the middle, and no & taken for an access key."""
    metrics = QFontMetrics(QApplication.font())
    room = WIDEST * metrics.averageCharWidth()
    return metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, room).replace("&", "&&")
