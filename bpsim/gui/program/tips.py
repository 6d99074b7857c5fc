"""Tool tips that show a name from a file as it is written, never as markup."""

from html import escape

from PySide6.QtGui import Qt, QTextDocumentFragment

LONG = 100
"""Signs of a line; a longer one would cover half the window."""


def tip(text: str) -> str:
    """``text`` for a tool tip: where Qt would take it for HTML, its signs are escaped.

    Markup in a name could make Qt read any file that it refers to. A text with a long line becomes
    HTML too, as Qt breaks no other.
    """
    long = any(len(line) > LONG for line in text.splitlines())
    if not text or not (long or Qt.mightBeRichText(text)):
        return text
    return f"<p style='white-space:pre-wrap'>{escape(text)}</p>"


def plain(words: str) -> str:
    """The text that a tool tip was made from."""
    return (
        QTextDocumentFragment.fromHtml(words).toPlainText() if Qt.mightBeRichText(words) else words
    )
