"""The answers to a worksheet as a table that a spreadsheet opens."""

import csv
import io
from collections.abc import Iterable

from bpsim.export.solution.content import Answer

HEADINGS = ("name", "value")


def key_text(answers: Iterable[Answer]) -> str:
    """CSV with the name of each blank and its value, with all its digits."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADINGS)
    writer.writerows((answer.name, repr(answer.value)) for answer in answers)
    return out.getvalue()
