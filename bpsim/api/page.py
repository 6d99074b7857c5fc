"""A check's result as HTML for a notebook: the sentence, the step's edges, both sides of it."""

from html import escape

from bpsim.api.show import framed
from bpsim.base.words import tr
from bpsim.core.examples import Examples
from bpsim.export.walk.graph import graph_svg
from bpsim.notation.mathml import to_mathml
from bpsim.notation.numerals import number_text
from bpsim.steps.step import Step
from bpsim.teach.diagnosis.first_step import ComparedLine, StepPlace, compared, step_at
from bpsim.teach.diagnosis.result import Diagnosis
from bpsim.teach.mistakes.kind import Problem

MOST_LINES = 20
CELL = 'style="padding:2px 12px;text-align:right"'


def result_html(problem: Problem, found: Diagnosis, place: StepPlace | None) -> str:
    """The whole result; without a wrong step it is the sentence alone."""
    parts = [f"<p><strong>{escape(found.sentence)}</strong></p>"]
    if place is not None:
        step = step_at(problem, place)
        graph = graph_svg(step.network, Examples.of(problem.x, problem.y), step)
        parts += [_step_html(step), graph]
        if found.made:
            parts.append(_table(compared(problem, found.made[0], place)))
        else:
            lines = [
                ComparedLine(str(each.place(found.of)), each.right, each.given)
                for each in found.wrong
            ]
            parts.append(_table(tuple(lines)))
    return framed("".join(parts))


def _step_html(step: Step) -> str:
    words = tr("The first step that differs: {step}.", step=step.position)
    return f"<p>{escape(words)}</p>{to_mathml(step.formula)}{to_mathml(step.numbers)}"


def _table(lines: tuple[ComparedLine, ...]) -> str:
    rows = "".join(
        f"<tr><td {CELL}>{escape(each.symbol)}</td><td {CELL}>{number_text(each.right)}</td>"
        f"<td {CELL}>{'—' if each.theirs is None else number_text(each.theirs)}</td>"
        f"<td {CELL}>{'' if each.same else '≠'}</td></tr>"
        for each in lines[:MOST_LINES]
    )
    more = ""
    if len(lines) > MOST_LINES:
        left = tr("… and {more:,} more", more=len(lines) - MOST_LINES)
        more = f"<p>{left}</p>"
    right, yours = tr("right"), tr("yours")
    head = f"<tr><th></th><th {CELL}>{right}</th><th {CELL}>{yours}</th><th></th></tr>"
    return f"<table>{head}{rows}</table>{more}"
