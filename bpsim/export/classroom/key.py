"""The key of a class as a table: every number asked for, of every student."""

from collections.abc import Iterable

from bpsim.core.separated import form_to_fill_in, separated_text
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
    rows: list[tuple[object, ...]] = [(*HEADINGS, "fraction")]
    rows += [
        (
            variant.name, variant.number, variant.seed, network, short_name(answer),
            to_text(answer.symbol), answer.kind, answer.layer, answer.unit, answer.frm,
            answer.value, answer.fraction,
        )
        for variant, network in variants
        for answer in variant.blanks
    ]  # fmt: skip
    return separated_text(rows if exact else (row[:-1] for row in rows))


def answer_form(variants: Iterable[Variant]) -> bytes:
    """An empty table to be filled in: a row for each student, a column for each number."""
    chosen = list(variants)
    columns = list(dict.fromkeys(short_name(a) for each in chosen for a in each.blanks))
    forms = [(each.name, *[""] * len(columns)) for each in chosen]
    return form_to_fill_in([("student", *columns), *forms])
