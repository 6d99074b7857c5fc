"""Questions for Moodle: a cloze text for each variant, its blanks numerical answers."""

from collections.abc import Iterable
from html import escape

from bpsim.base.words import led_in
from bpsim.export.classroom.variant import Variant
from bpsim.export.solution.content import Part
from bpsim.export.tolerance import tolerance
from bpsim.notation.mathml import to_mathml


def moodle_xml(variants: Iterable[Variant]) -> str:
    """The questions as Moodle's XML, to be imported into a question bank."""
    questions = "".join(map(_question, variants))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{questions}</quiz>\n'


def _question(variant: Variant) -> str:
    given = "".join(
        f"<p>{escape(led_in(words))} {to_mathml(formula)}</p>"
        for words, formula in variant.sheet.given
    )
    parts = "".join(_part(part) for section in variant.sheet.sections for part in section.parts)
    body = f"<p>{escape(variant.sheet.facts)}</p>{given}{parts}"
    # "]]>" would end the text early; no text of ours has it, and one of a file must not.
    text = body.replace("]]>", "]]&gt;")
    return (
        '<question type="cloze">\n'
        f"<name><text>{escape(variant.sheet.title)}</text></name>\n"
        f'<questiontext format="html"><text><![CDATA[{text}]]></text></questiontext>\n'
        "</question>\n"
    )


def _part(part: Part) -> str:
    if not part.blank:
        return f"<h4>{escape(part.title)}</h4>{to_mathml(part.formula)}{to_mathml(part.numbers)}"
    blanks = "".join(f"<p>{to_mathml(a.symbol)} = {_asked(a.value)}</p>" for a in part.answers)
    return (
        f"<h4>{escape(part.title)}</h4><p>{escape(part.sentence)}</p>"
        f"{to_mathml(part.formula)}{blanks}"
    )


def _asked(value: float) -> str:
    return f"{{1:NUMERICAL:={value:.8g}:{tolerance(value):.2g}}}"
