"""bpsim walk: one iteration as a page to step through on any phone or computer."""

import argparse

from bpsim.app.commands.progress import progress
from bpsim.app.commands.reading import document_with_examples, require_apart
from bpsim.app.commands.walking import add_iteration, walk_of
from bpsim.base.words import tr
from bpsim.core.errors import BpsimError
from bpsim.export.walk.page import BLANKS, walk_page
from bpsim.formats.files import name_of, require_place, write_bytes


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--output, --iteration and --blanks."""
    parser.add_argument("--output", required=True, metavar="OUT", help=tr("the page: .html"))
    add_iteration(parser)
    parser.add_argument(
        "--blanks",
        nargs="+",
        choices=list(BLANKS),
        default=[],
        help=tr("what the reader is asked for before it is shown"),
    )


def run(arguments: argparse.Namespace) -> tuple[str, int]:
    """The text and the exit status; nothing is written unless all is well."""
    if not arguments.output.lower().endswith((".html", ".htm")):
        raise BpsimError(tr("--output: a name that ends in .html is expected"))
    require_place(arguments.output)
    require_apart({"--output": arguments.output}, [arguments.file, *arguments.also])
    document = document_with_examples(arguments)
    trace = walk_of(document, arguments.iteration)
    with progress(tr("steps")) as report:
        page = walk_page(trace, tuple(arguments.blanks), report)
    data = page.encode("utf-8")
    write_bytes(arguments.output, data)
    size = tr("{data:,.0f}\u00a0kB", data=len(data) / 1000)
    return tr(
        "{name_of}: the walk of one iteration, {size}", name_of=name_of(arguments.output), size=size
    ), 0
