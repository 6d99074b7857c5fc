"""bpsim explain: a worked solution, or a worksheet with its key, written out to be read."""

import argparse
from pathlib import Path

from bpsim.app.commands.progress import progress
from bpsim.app.commands.reading import document_with_examples
from bpsim.app.commands.walking import item_of, require_example, walk_of
from bpsim.core.document import Document
from bpsim.core.errors import BpsimError
from bpsim.export.slides import to_beamer, to_markdown_slides
from bpsim.export.solution import content
from bpsim.export.solution.html import to_html
from bpsim.export.solution.key import key_text
from bpsim.export.solution.latex import to_latex_document
from bpsim.export.solution.markdown import to_markdown
from bpsim.formats.files import name_of, require_place, write_bytes
from bpsim.steps.trace import Trace

SUFFIXES = (".html", ".htm", ".pdf", ".tex", ".md")
SPREADSHEET = ".xlsx"
SLIDES = {".tex": to_beamer, ".md": to_markdown_slides}
MOST_DIGITS = 12


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--output, what to write out, and what to leave blank."""
    parser.add_argument(
        "--output", required=True, metavar="OUT", help="the sheet: .html, .pdf, .tex, .md, or .xlsx"
    )
    parser.add_argument(
        "--iteration", type=int, default=0, metavar="K", help="0 is the file's own weights"
    )
    parser.add_argument("--example", type=int, metavar="N", help="both passes of this example only")
    parser.add_argument(
        "--delta",
        metavar="L,J",
        help="the δ of unit J in layer L only, with all that it depends on",
    )
    parser.add_argument(
        "--digits", type=int, default=4, metavar="N", help="decimal places of the numbers"
    )
    parser.add_argument(
        "--blanks",
        nargs="+",
        choices=list(content.BLANKS),
        default=[],
        help="a worksheet: what the reader fills in",
    )
    parser.add_argument(
        "--slides",
        action="store_true",
        help="one slide for each step: Beamer as .tex, or Markdown as .md",
    )
    parser.add_argument(
        "--key", metavar="CSV", help="a table of the answers to what is blank, with all digits"
    )


def run(arguments: argparse.Namespace) -> tuple[str, int]:
    """The text and the exit status; nothing is written unless all is well."""
    suffix = Path(arguments.output).suffix.lower()
    if suffix not in (*SUFFIXES, SPREADSHEET):
        raise BpsimError(
            "--output: a name that ends in .html, .pdf, .tex, .md or .xlsx is expected"
        )
    if suffix == SPREADSHEET and (arguments.delta or arguments.key):
        raise BpsimError(
            "--output: a spreadsheet holds whole examples; leave --delta and --key out"
        )
    if arguments.slides and suffix not in SLIDES:
        raise BpsimError("--slides: a name that ends in .tex or .md is expected")
    if not 1 <= arguments.digits <= MOST_DIGITS:
        raise BpsimError(f"--digits: a whole number from 1 to {MOST_DIGITS} is expected")
    if arguments.key and not arguments.blanks:
        raise BpsimError("--key: there is nothing to answer without --blanks")
    for path in filter(None, (arguments.output, arguments.key)):
        require_place(path)
    document = document_with_examples(arguments)
    require_example(document, arguments.iteration, arguments.example)
    trace = walk_of(document, arguments.iteration)
    if suffix == SPREADSHEET:
        return _spreadsheet(arguments, document, trace)
    solution = _solution(arguments, document, trace)
    sheet = SLIDES[suffix](solution).encode() if arguments.slides else None
    write_bytes(arguments.output, sheet or _sheet(suffix, solution, trace))
    if arguments.key:
        write_bytes(arguments.key, key_text(solution.blanks).encode("utf-8"))
    parts = sum(len(section.parts) for section in solution.sections)
    blanks = f", {len(solution.blanks)} numbers left blank" if arguments.blanks else ""
    return f"{name_of(arguments.output)}: {parts} steps written out{blanks}", 0


def _spreadsheet(
    arguments: argparse.Namespace, document: Document, trace: Trace
) -> tuple[str, int]:
    from bpsim.export.spreadsheet.workbook import workbook

    every = range(trace.values.batch.size)
    items = every if arguments.example is None else (item_of(trace, arguments.example),)
    data = workbook(document, trace, items, tuple(arguments.blanks))
    write_bytes(arguments.output, data)
    return f"{name_of(arguments.output)}: a spreadsheet of {len(items)} examples", 0


def _solution(arguments: argparse.Namespace, document: Document, trace: Trace) -> content.Solution:
    item = 0 if arguments.example is None else item_of(trace, arguments.example)
    if arguments.delta is not None:
        solution = content.of_delta(document, trace, item, *_place(arguments.delta))
    elif arguments.example is not None:
        solution = content.of_example(document, trace, item)
    else:
        solution = content.of_iteration(document, trace)
    return solution.with_digits(arguments.digits).with_blanks(tuple(arguments.blanks))


def _place(words: str) -> tuple[int, int]:
    layer, comma, unit = words.partition(",")
    if not comma or not layer.strip().isdecimal() or not unit.strip().isdecimal():
        raise BpsimError("--delta: a layer and a unit such as 3,1 are expected")
    return int(layer), int(unit)


def _sheet(suffix: str, solution: content.Solution, trace: Trace) -> bytes:
    if suffix == ".pdf":
        return _pdf(solution)
    if suffix == ".tex":
        return to_latex_document(solution).encode("utf-8")
    if suffix == ".md":
        return to_markdown(solution).encode("utf-8")
    return to_html(solution, trace.values.network, trace.values.examples).encode("utf-8")


def _pdf(solution: content.Solution) -> bytes:
    from bpsim.app.display import draw_without_display

    draw_without_display()
    from bpsim.gui.picture.paper import solution_pdf
    from bpsim.gui.picture.without_window import drawing_application

    drawing_application()
    with progress("parts") as report:
        return solution_pdf(solution, report)
