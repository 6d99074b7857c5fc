"""Room for widgets whose height depends on their width, and the words in it."""

import re

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import QSizePolicy, QWidget

CHARACTER_ON = QTextCursor.MoveOperation.NextCharacter
FAMILIES = QTextFormat.Property.FontFamilies
KEEPING = QTextCursor.MoveMode.KeepAnchor
LEFT = Qt.AlignmentFlag.AlignLeft
_BEFORE_A_NUMBER = re.compile(r"(?<=[^\W\d_]) (?=\d)")
"""The space in "layer 1", "Schicht 1" or "第 1 层"."""
_SLOPE_OF = re.compile(r"′(?=\()")
"""What Qt would part from the parenthesis in g′(z)."""
_ENDLESS = re.compile(r"[^\s\u2e80-\uffff]{40}(?=[^\s\u2e80-\uffff])")
"""A part of a word that no line may have room for, such as the name of a file; Chinese breaks."""


def height_by_width() -> QSizePolicy:
    """The policy of a widget that layouts are to ask for its height at each width."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    return policy


def together(text: str) -> str:
    """``text`` as it is wrapped: a number stays on the line of the word before it, (z) on g′'s.

    A word without end may be broken.
    """
    whole = _SLOPE_OF.sub("′\u2060", _BEFORE_A_NUMBER.sub("\u00a0", text))
    return _ENDLESS.sub(_breakable, whole)


def _breakable(found: re.Match[str]) -> str:
    return f"{found[0]}\u200b"


def keep_together(document: QTextDocument) -> None:
    """Let the pages of ``document`` break as :func:`together` has texts break, but in no code."""
    cursor, block = QTextCursor(document), document.begin()
    while block.isValid():
        text = block.text()
        for found in _BEFORE_A_NUMBER.finditer(text):
            before = len(text[: found.start()].encode("utf-16-le")) // 2  # as Qt counts
            cursor.setPosition(block.position() + before)
            cursor.movePosition(CHARACTER_ON, KEEPING)
            if not cursor.charFormat().hasProperty(FAMILIES):  # Markdown gives code its own
                cursor.insertText("\u00a0", cursor.charFormat())
        block = block.next()


def wrapped_size(metrics: QFontMetrics, width: int, text: str) -> QSize:
    """What ``text`` takes at that width, over as many lines as it needs."""
    room = QRect(0, 0, max(1, width), 0)  # Qt goes on below it
    return metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, together(text)).size()


def draw_wrapped(
    painter: QPainter, room: QRect | QRectF, text: str, align: Qt.AlignmentFlag = LEFT
) -> None:
    """Draw ``text`` in ``room`` as :func:`wrapped_size` measures it."""
    painter.drawText(QRectF(room), int(align) | int(Qt.TextFlag.TextWordWrap), together(text))


def ask_for_room(widget: QWidget) -> None:
    """Have the layout done again where ``widget`` is not as high as it has to be at its width.

    To be called when what it shows is another thing, and when its size is another one: layouts
    remember heights by width, and at another one, with a scroll bar or without, it may be given
    that of what it showed before.
    """
    if widget.heightForWidth(widget.width()) != widget.height():
        widget.updateGeometry()
