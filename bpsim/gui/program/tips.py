"""Tool tips that show a name from a file as it is written, never as markup."""

from html import escape

from PySide6.QtGui import Qt


def tip(text: str) -> str:
    """``text`` for a tool tip; where Qt would take it for HTML, its signs are escaped.

    Markup in a name could make Qt read any file that it refers to.
    """
    if not Qt.mightBeRichText(text):
        return text
    return f"<p style='white-space:pre-wrap'>{escape(text)}</p>"
