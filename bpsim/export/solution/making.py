"""A solution as it is wanted, and as the text of a file: what the command and the window share."""

from collections.abc import Callable
from dataclasses import dataclass

from bpsim.core.progress import Report, Stages, silent
from bpsim.export.slides import to_beamer, to_markdown_slides
from bpsim.export.solution import content
from bpsim.export.solution.content import Solution
from bpsim.export.solution.fractions import in_fractions
from bpsim.export.solution.html import to_html
from bpsim.export.solution.latex import to_latex_document
from bpsim.export.solution.markdown import to_markdown
from bpsim.steps.trace import Trace


@dataclass(frozen=True)
class Wanted:
    """Which solution: of the whole iteration, of the example at ``item``, or of one ``delta``.

    ``item`` counts from 0 within the batch and is None for all; ``delta`` is a layer and a unit,
    ``blanks`` what is left to the reader.
    """

    item: int | None = None
    delta: tuple[int, int] | None = None
    digits: int = 4
    fractions: bool = False
    blanks: tuple[str, ...] = ()


def solution_of(trace: Trace, wanted: Wanted, report: Report = silent) -> Solution:
    """The solution; raises BpsimError where it would be too long, or has no fractions."""
    whole = wanted.delta is None and wanted.item is None
    stages = Stages(report, 1 + whole + wanted.fractions)
    item = wanted.item or 0
    items = range(trace.schedule.batch) if whole else range(item, item + 1)
    if wanted.delta is not None:
        solution = content.of_delta(trace, item, *wanted.delta)
    elif whole:
        solution = content.of_iteration(trace, stages.next())
    else:
        solution = content.of_example(trace, item)
    solution = solution.telling(stages.next()).with_digits(wanted.digits)
    if wanted.fractions:
        solution = in_fractions(solution.telling(stages.next()), trace, items)
    return solution.with_blanks(wanted.blanks)


def _page(solution: Solution, trace: Trace) -> str:
    return to_html(solution, trace.values.network, trace.values.examples)


SHEETS: dict[str, Callable[[Solution, Trace], str]] = {
    ".html": _page,
    ".htm": _page,
    ".tex": lambda solution, _: to_latex_document(solution),
    ".md": lambda solution, _: to_markdown(solution),
}
SLIDES: dict[str, Callable[[Solution, Trace], str]] = {
    ".tex": lambda solution, _: to_beamer(solution),
    ".md": lambda solution, _: to_markdown_slides(solution),
}
"""What writes a solution as text, by the suffix of the file."""
