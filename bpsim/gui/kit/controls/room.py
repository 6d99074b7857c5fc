"""Room for widgets whose height depends on their width."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QSizePolicy, QWidget


def height_by_width() -> QSizePolicy:
    """The policy of a widget that layouts are to ask for its height at each width."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    return policy


def wrapped_size(metrics: QFontMetrics, width: int, text: str) -> QSize:
    """What ``text`` takes at that width, over as many lines as it needs."""
    room = QRect(0, 0, max(1, width), 0)  # Qt goes on below it
    return metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, text).size()


def ask_if_cut_off(widget: QWidget) -> None:
    """Have the layout done again where ``widget`` is lower than it has to be at its width.

    Layouts remember heights by width, and what changes is laid out anew only for the width of that
    moment: another one, with a scroll bar or without, may be given the height of an earlier text.
    """
    if widget.heightForWidth(widget.width()) > widget.height():
        widget.updateGeometry()
