"""Text of a file, as editors and spreadsheets save it in one country or on one system."""

from bpsim.base.language import language

OF_OLD = {"zh": ("gb18030",)}
"""What spreadsheets save text in where a language is spoken, unless they are told otherwise."""
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
"""Marks of the byte order, and what is encoded in which way after them."""


def decoded(data: bytes, encoding: str | None = None) -> tuple[str, str] | None:
    """The text and its encoding: as its mark says, or else UTF-8, or else that of old programs.

    That is what they save in where the language is spoken, or else cp1252 of Windows.
    ``encoding`` is tried alone where it is given. None for what is no text.
    """
    marked = next((name for mark, name in MARKS if data.startswith(mark)), None)
    usual = [marked or "utf-8", *OF_OLD.get(language(), ()), "cp1252"]
    for name in [encoding] if encoding else usual:
        try:
            text = data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        return None if "\0" in text else (text, name)
    return None
