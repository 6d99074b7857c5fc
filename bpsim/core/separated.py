"""Text of a table, as programs for spreadsheets save it in one country or another."""

import re

_QUOTED = re.compile(r'"[^"]*"')


def separator_of(text: str) -> str:
    """What separates its columns: a tab or semicolon if its first line has one, or a comma."""
    first = _QUOTED.sub("", text.lstrip("\ufeff").partition("\n")[0])
    return next((sign for sign in "\t;" if sign in first), ",")
