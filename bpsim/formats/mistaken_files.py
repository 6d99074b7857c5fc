"""Files that are not what their names say: what was downloaded or saved in place of the file."""

import re

from bpsim.base.words import tr
from bpsim.formats.errors import FormatError

_OFFICE = tr("it is a file of an office program, which is not read: save its table as CSV there")
_STARTS = (
    (
        re.compile(rb"version https://git-lfs"),
        tr("it only points to the file, which Git LFS keeps elsewhere: “git lfs pull” fetches it"),
    ),
    (
        re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)", re.IGNORECASE),
        tr("it is a web page and not the file itself: download it again"),
    ),
    (re.compile(rb"PK\x03\x04.{26}(?:\[Content_Types\]|mimetypeapp)", re.DOTALL), _OFFICE),
    (re.compile(rb"PK\x03\x04.{26}(?:_rels/|docProps/|xl/)", re.DOTALL), _OFFICE),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), _OFFICE),
    (re.compile(rb"$(?!\n)"), tr("the file is empty")),
)


def require_itself(head: bytes, name: str) -> None:
    """Raise FormatError where the first bytes are those of another thing than a network or data."""
    for start, reason in _STARTS:
        if start.match(head):
            raise FormatError(name, reason)
