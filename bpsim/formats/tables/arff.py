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
        word = line.strip().lower()
        if word.startswith("@data"):
            break
        if word.startswith("@attribute"):
            found = _ATTRIBUTE.match(line.strip())
            if found is None:
                raise PlaceError(
                    tr("line {number:,}", number=number),
                    tr("must give the attribute a name and a type"),
                )
            heads.append(found[1] or found[2] or found[3])
    rows: list[list[str]] = []
    for number, line in lines:
        text = line.strip()
        if not text or text.startswith("%"):
            continue
        if text.startswith("{"):
            raise PlaceError(
                tr("line {number:,}", number=number), tr("is sparse, which cannot be read")
            )
        mark = "'" if "'" in text and '"' not in text else '"'
        try:
            cells = next(csv.reader([text], quotechar=mark, skipinitialspace=True))
        except csv.Error as error:
            raise PlaceError(
                tr("line {number:,}", number=number), tr("cannot be read: {error}", error=error)
            ) from error
        if len(cells) != len(heads):
            raise PlaceError(
                tr("line {number:,}", number=number),
                tr(
                    "has {cells:,} cells for {heads:,} attributes",
                    cells=len(cells),
                    heads=len(heads),
                ),
            )
        rows.append(cells)
    if not rows:
        raise PlaceError("", tr("the file holds no row of data below @data"))
    return Content(KIND, table=table_of(heads, rows, name))
