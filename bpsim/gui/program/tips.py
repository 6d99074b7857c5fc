"""Tool tips that show a name from a file as it is written, never as markup."""

from html import escape

from PySide6.QtGui import Qt


def tip(text: str, wrapped: bool = False) -> str:
    """``text`` for a tool tip; where Qt would take it for HTML, its signs are escaped.

    Markup in a name could make Qt read any file that it refers to. With ``wrapped`` several
    sentences stand in lines below each other, and do not cover half the window in one.
    """
    if not text or not (wrapped or Qt.mightBeRichText(text)):
        return text
    return f"<p style='white-space:pre-wrap'>{escape(text)}</p>"
