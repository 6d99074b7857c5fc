"""A solution as an HTML page that prints well; formulas are MathML."""

from html import escape
from importlib.resources import files

from bpsim.base.language import language
from bpsim.base.words import led_in
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.export.solution.content import GIVEN, Part, Section, Solution
from bpsim.export.solution.qr_code import qr_cells
from bpsim.export.walk.graph import graph_svg
from bpsim.notation.mathml import to_mathml

BLANK = '<span class="gap" role="img" aria-label="to be filled in"></span>'
QUIET = 4
"""Cells left free around a QR code."""


def to_html(solution: Solution, network: Network, examples: Examples) -> str:
    """The whole page; it needs nothing from outside."""
    style = (files("bpsim.export.walk") / "page.css").read_text(encoding="utf-8")
    own = (files("bpsim.export.solution") / "solution.css").read_text(encoding="utf-8")
    given = "".join(
        f"<li>{escape(led_in(words))} {to_mathml(formula)}</li>"
        for words, formula in solution.given
    )
    parts = [
        f'<!doctype html>\n<html lang="{language()}" class="light"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(solution.title)}</title><style>{style}{own}</style></head>",
        f'<body class="sheet"><h1>{escape(solution.title)}</h1>',
        _code(solution.code),
        f"<p>{escape(solution.facts)}</p>",
        f'<div class="picture">{graph_svg(network, examples)}</div>',
        f'<h2>{escape(GIVEN)}</h2><ul class="given">{given}</ul>',
        *map(_section, solution.sections),
        "</body></html>\n",
    ]
    return "".join(parts)


def _code(text: str) -> str:
    """The QR code as one path of cells, with room around it as scanners need."""
    cells = qr_cells(text)
    if not cells:
        return ""
    dark = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(cells, start=QUIET)
        for x, cell in enumerate(row, start=QUIET)
        if cell
    )
    size = len(cells) + 2 * QUIET
    return (
        f'<svg class="code" viewBox="0 0 {size} {size}" role="img"><title>{escape(text)}</title>'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{dark}"/></svg>'
    )


def _section(section: Section) -> str:
    parts = "".join(map(_part, section.parts))
    return f"<section><h2>{escape(section.heading)}</h2>{parts}</section>"


def _part(part: Part) -> str:
    numbers = _blanks(part) if part.blank else to_mathml(part.numbers)
    note = f'<p class="note">{escape(part.note)}</p>' if part.note else ""
    return (
        f"<article><h3>{escape(part.title)}</h3><p>{escape(part.sentence)}</p>"
        f'<div class="card">{to_mathml(part.formula)}{numbers}</div>{note}</article>'
    )


def _blanks(part: Part) -> str:
    return "".join(
        f'<div class="line">{to_mathml(answer.symbol)} = {BLANK}</div>' for answer in part.answers
    )
