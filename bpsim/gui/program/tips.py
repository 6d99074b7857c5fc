"""Tool tips that show a name from a file as it is written, never as markup."""

import re
from html import escape

from PySide6.QtGui import Qt, QTextDocumentFragment

ACCESS_KEY = re.compile(r"\(&\w\)|&")
"""Chinese has its letter in brackets behind the words."""
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


def bare(text: str) -> str:
    """The words of a menu's entry or a tab, without its access key and its "…"."""
    return ACCESS_KEY.sub("", text).rstrip("….")


def plain(words: str) -> str:
    """The text that a tool tip was made from."""
    return (
        QTextDocumentFragment.fromHtml(words).toPlainText() if Qt.mightBeRichText(words) else words
    )
