"""The key of a class as a table: every number asked for, of every student."""

import csv
import io
from collections.abc import Iterable

from bpsim.export.classroom.variant import Variant, short_name
from bpsim.notation.formula import to_text

HEADINGS = (
    "student", "variant", "seed", "network", "name", "symbol", "kind", "layer", "unit", "from",
    "value",
)  # fmt: skip


def class_key(variants: Iterable[tuple[Variant, str]]) -> str:
    """CSV; each variant comes with the path of its network, beside the key.

    Where sheets are in fractions the last column has them.
    """
    variants = list(variants)
    exact = any(answer.fraction for variant, _ in variants for answer in variant.blanks)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*HEADINGS, "fraction"] if exact else HEADINGS)
    for variant, network in variants:
        for answer in variant.blanks:
            frm = "" if answer.frm is None else answer.frm
            row = (
                variant.name, variant.number, variant.seed, network, short_name(answer),
                to_text(answer.symbol), answer.kind, answer.layer, answer.unit, frm,
                repr(answer.value),
            )  # fmt: skip
            writer.writerow([*row, answer.fraction] if exact else row)
    return out.getvalue()


def answer_form(variants: Iterable[Variant]) -> str:
    """An empty table to be filled in: a row for each student, a column for each number."""
    chosen = list(variants)
    columns = list(dict.fromkeys(short_name(a) for each in chosen for a in each.blanks))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("student", *columns))
    writer.writerows((each.name, *[""] * len(columns)) for each in chosen)
    return out.getvalue()
