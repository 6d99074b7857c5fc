"""bpsim explain: a worked solution, or a worksheet with its key, written out to be read."""

import argparse
from pathlib import Path

from bpsim.app.commands.progress import progress
from bpsim.app.commands.reading import document_with_examples, require_apart
from bpsim.app.commands.sheets import add_numbers, pdf_of, require_digits
from bpsim.app.commands.walking import add_iteration, item_of, require_example, walk_of
from bpsim.base.counted import counted
from bpsim.base.words import tr
from bpsim.core.errors import BpsimError
from bpsim.core.progress import Stages
from bpsim.export.solution.content import BLANKS, Solution
from bpsim.export.solution.key import key_text
from bpsim.export.solution.making import SHEETS, SLIDES, Wanted, solution_of
from bpsim.formats.files import name_of, require_place, write_bytes, write_together
from bpsim.steps.trace import Trace

SPREADSHEET = ".xlsx"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--output, what to write out, and what to leave blank."""
    parser.add_argument(
        "--output",
        required=True,
        metavar="OUT",
        help=tr("the sheet: .html, .pdf, .tex, .md, or .xlsx"),
    )
    add_iteration(parser)
    parser.add_argument(
        "--example", type=int, metavar="N", help=tr("both passes of this example only")
    )
    parser.add_argument(
        "--delta",
        metavar="L,J",
        help=tr("the δ of unit J in layer L only, with all that it depends on"),
    )
    add_numbers(parser)
    parser.add_argument(
        "--blanks",
        nargs="+",
        choices=list(BLANKS),
        default=[],
        help=tr("a worksheet: what the reader fills in"),
    )
    parser.add_argument(
        "--slides",
        action="store_true",
        help=tr("one slide for each step: Beamer as .tex, or Markdown as .md"),
    )
    parser.add_argument(
        "--key", metavar="CSV", help=tr("a table of the answers to what is blank, with all digits")
    )


def run(arguments: argparse.Namespace) -> tuple[str, int]:
    """The text and the exit status; nothing is written unless all is well."""
    suffix = Path(arguments.output).suffix.lower()
    _require_sense(arguments, suffix)
    document = document_with_examples(arguments)
    require_example(document, arguments.iteration, arguments.example)
    trace = walk_of(document, arguments.iteration)
    if suffix == SPREADSHEET:
        return _spreadsheet(arguments, trace)
    with progress(tr("parts")) as report:
        stages = Stages(report, 2)
        solution = solution_of(trace, _wanted(arguments, trace), stages.next())
        if suffix == ".pdf":
            data = pdf_of(solution, stages.next())
        else:
            data = _text(arguments, solution.telling(stages.next()), trace)
    files = {arguments.output: data}
    if arguments.key:
        files[arguments.key] = key_text(solution.blanks).encode("utf-8")
    write_together(files)
    parts = sum(len(section.parts) for section in solution.sections)
    blanks = (
        tr(", {blanks} left blank", blanks=counted(len(solution.blanks), "number"))
        if arguments.blanks
        else ""
    )
    return tr(
        "{name_of}: {parts} written out{blanks}",
        name_of=name_of(arguments.output),
        parts=counted(parts, "step"),
        blanks=blanks,
    ), 0


def _require_sense(arguments: argparse.Namespace, suffix: str) -> None:
    """Raise BpsimError where options do not go together, or where nothing can be written."""
    if suffix not in (*SHEETS, ".pdf", SPREADSHEET):
        raise BpsimError(
            tr("--output: a name that ends in .html, .pdf, .tex, .md or .xlsx is expected")
        )
    if suffix == SPREADSHEET and (arguments.delta or arguments.key):
        raise BpsimError(
            tr("--output: a spreadsheet holds whole examples; leave --delta and --key out")
        )
    if suffix == SPREADSHEET and arguments.fractions:
        raise BpsimError(tr("--fractions: the cells of a spreadsheet compute decimals"))
    if arguments.slides and suffix not in SLIDES:
        raise BpsimError(tr("--slides: a name that ends in .tex or .md is expected"))
    require_digits(arguments)
    if arguments.key and not arguments.blanks:
        raise BpsimError(tr("--key: there is nothing to answer without --blanks"))
    for path in filter(None, (arguments.output, arguments.key)):
        require_place(path)
    written = {"--output": arguments.output, "--key": arguments.key}
    require_apart(written, [arguments.file, *arguments.also])


def _spreadsheet(arguments: argparse.Namespace, trace: Trace) -> tuple[str, int]:
    from bpsim.export.spreadsheet.workbook import workbook

    every = range(trace.values.batch.size)
    items = every if arguments.example is None else (item_of(trace, arguments.example),)
    with progress(tr("sheets")) as report:
        data = workbook(trace, items, tuple(arguments.blanks), report)
    write_bytes(arguments.output, data)
    return tr(
        "{name_of}: a spreadsheet of {items}",
        name_of=name_of(arguments.output),
        items=counted(len(items), "example"),
    ), 0


def _wanted(arguments: argparse.Namespace, trace: Trace) -> Wanted:
    one = arguments.example is not None
    return Wanted(
        item=item_of(trace, arguments.example) if one else None,
        delta=None if arguments.delta is None else _place(arguments.delta),
        digits=arguments.digits,
        fractions=arguments.fractions,
        blanks=tuple(arguments.blanks),
    )


def _place(words: str) -> tuple[int, int]:
    layer, comma, unit = words.partition(",")
    if not comma or not layer.strip().isdecimal() or not unit.strip().isdecimal():
        raise BpsimError(tr("--delta: a layer and a unit such as 3,1 are expected"))
    return int(layer), int(unit)


def _text(arguments: argparse.Namespace, solution: Solution, trace: Trace) -> bytes:
    suffix = Path(arguments.output).suffix.lower()
    return (SLIDES if arguments.slides else SHEETS)[suffix](solution, trace).encode("utf-8")
