"""The answers to a worksheet as a table that a spreadsheet opens."""

from collections.abc import Iterable

from bpsim.core.separated import separated_text
from bpsim.export.solution.content import Answer

HEADINGS = ("name", "value", "fraction")


def key_text(answers: Iterable[Answer]) -> str:
    """CSV with the name of each blank and its value, with all its digits; its fraction if any."""
    rows = [(answer.name, answer.value, answer.fraction) for answer in answers]
    exact = any(fraction for _, _, fraction in rows)
    table = [HEADINGS, *rows]
    return separated_text(table if exact else (row[:-1] for row in table))
