"""The answers to a worksheet as a table that a spreadsheet opens."""

import csv
import io
from collections.abc import Iterable

from bpsim.export.solution.content import Answer

HEADINGS = ("name", "value")


def key_text(answers: Iterable[Answer]) -> str:
    """CSV with the name of each blank and its value, with all its digits; its fraction if any."""
    chosen = list(answers)
    exact = any(answer.fraction for answer in chosen)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*HEADINGS, "fraction"] if exact else HEADINGS)
    for answer in chosen:
        row = [answer.name, repr(answer.value)]
        writer.writerow([*row, answer.fraction] if exact else row)
    return out.getvalue()
