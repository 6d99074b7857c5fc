"""What assistive technology says aloud wherever the focus is."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from bpsim.notation.aloud import aloud


def listened_to() -> bool:
    """True if a screen reader or the like listens, so that nobody else pays for the words."""
    return QAccessible.isActive()


def announce(source: QObject, text: str) -> None:
    """Have ``text`` said, its signs in words; ``source`` is the widget that it comes from."""
    if text and listened_to():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(source, aloud(text)))
