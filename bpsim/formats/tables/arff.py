"""ARFF, the tables of Weka: a line for each attribute, then rows of cells."""

import csv
import re

from bpsim.base.words import tr
from bpsim.formats.content import Content
from bpsim.formats.errors import PlaceError
from bpsim.formats.plain_text import text_of
from bpsim.formats.tables.choices import table_of

KIND = tr("ARFF data")
_START = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s*%[^\n]*\n)*\s*@relation\b", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"@attribute\s+(?:'([^']*)'|\"([^\"]*)\"|(\S+))\s+\S", re.IGNORECASE)


def match(head: bytes, name: str) -> bool:
    """The first line that is no remark names the relation."""
    return bool(_START.match(head))


def read(data: bytes, name: str) -> Content:
    """The rows with the names of the attributes above them; raises PlaceError."""
    heads: list[str] = []
    lines = enumerate(text_of(data).splitlines(), start=1)
    for number, line in lines:
        text = line.strip()
        if text.lower().startswith("@data"):
            break
        if text.lower().startswith("@attribute"):
            heads.append(_attribute(text, tr("line {number:,}", number=number)))
    rows = [
        _cells(text, len(heads), tr("line {number:,}", number=number))
        for number, line in lines
        if (text := line.strip()) and not text.startswith("%")
    ]
    if not rows:
        raise PlaceError(tr("the file holds no row of data below @data"))
    return Content(KIND, table=table_of(heads, rows, name))


def _attribute(text: str, place: str) -> str:
    """The name in a line that begins with @attribute."""
    found = _ATTRIBUTE.match(text)
    if found is None:
        raise PlaceError(tr("must give the attribute a name and a type"), place)
    return found[1] or found[2] or found[3]


def _cells(text: str, count: int, place: str) -> list[str]:
    """The cells of a row, which are to be ``count``."""
    if text.startswith("{"):
        raise PlaceError(tr("is sparse, which cannot be read"), place)
    mark = "'" if "'" in text and '"' not in text else '"'
    try:
        cells = next(csv.reader([text], quotechar=mark, skipinitialspace=True))
    except csv.Error as error:
        raise PlaceError(tr("cannot be read: {error}", error=error), place) from error
    if len(cells) != count:
        raise PlaceError(
            tr("has {cells:,} cells for {heads:,} attributes", cells=len(cells), heads=count), place
        )
    return cells
