"""Patterns of SNNS and JavaNNS: examples, the inputs and the outputs of each in turn."""

import re
from collections.abc import Iterator

from bpsim.base.words import tr
from bpsim.formats.content import Content
from bpsim.formats.errors import PlaceError
from bpsim.formats.limits import MAX_NUMBERS
from bpsim.formats.plain_text import a_count, rows_of, text_of

KIND = tr("SNNS patterns")

_START = re.compile(rb"\s*SNNS pattern definition file")
_HEAD = re.compile(r"^No\. of ([\w ]+?) *: *(.*)$", re.MULTILINE)
_COMMENT = re.compile(r"#.*")


def match(head: bytes, name: str) -> bool:
    """The first words of the file."""
    return _START.match(head) is not None


def read(data: bytes, name: str) -> Content:
    """The examples; raises PlaceError."""
    text = text_of(data)
    said = {found[1].strip(): found[2] for found in _HEAD.finditer(text)}
    if any("variable" in key for key in said):
        raise PlaceError(tr("its patterns vary in size, which no layered network allows"))
    counts = [
        a_count(said.get(key, ""), tr("the number of {key}", key=key), MAX_NUMBERS)
        for key in ("patterns", "input units", "output units")
    ]
    if any("class" in key for key in said):
        raise PlaceError(tr("its patterns belong to classes of SNNS, which are not read"))
    last = list(_HEAD.finditer(text))[-1]
    x, y = rows_of(_words(text[last.end() :]), counts, tr("the file"))
    return Content(KIND, x=x, y=y)


def _words(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield from _COMMENT.sub("", line).split()
