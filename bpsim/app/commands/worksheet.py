"""bpsim worksheet: sheets for a class, a network of its own for each student, with their keys."""

import argparse
import os
import tempfile
from pathlib import Path

from bpsim.app.commands.answering import opened_file
from bpsim.app.commands.progress import Report, progress
from bpsim.core.document import Document
from bpsim.core.errors import BpsimError, ModelError
from bpsim.export.classroom.code import qr_svg
from bpsim.export.classroom.key import answer_form, class_key
from bpsim.export.classroom.moodle import moodle_xml
from bpsim.export.classroom.roster import file_name, numbered, roster_of
from bpsim.export.classroom.variant import Variant, variant_of
from bpsim.export.solution.content import BLANKS, Solution
from bpsim.export.solution.html import to_html
from bpsim.formats.errors import from_os
from bpsim.formats.files import name_of, read_bytes, require_place, write_bytes
from bpsim.formats.native.file import dumps
from bpsim.formats.registry import require_document
from bpsim.teach.practice.exercises import exercise

# The update needs every example, and a sheet has one.
KINDS = tuple(name for name in BLANKS if name not in ("D", "weights"))
MOST_UNITS = 8
SEEDS_APART = 100_003
"""Between the seeds of two classes, so that their variants share none."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--variants, --seed, --roster, --output, --blanks, --digits and --no-pdf."""
    parser.add_argument(
        "--output", required=True, metavar="DIR", help="a folder that does not exist yet"
    )
    parser.add_argument("--variants", type=int, metavar="N", help="how many sheets")
    parser.add_argument(
        "--roster", metavar="CSV", help="a table with a name in each row, instead of --variants"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="draws the networks")
    parser.add_argument(
        "--blanks",
        nargs="+",
        choices=KINDS,
        default=["output-delta", "hidden-delta"],
        help="what the students fill in, output-delta and hidden-delta if nothing is said",
    )
    parser.add_argument(
        "--digits", type=int, default=4, metavar="N", help="decimal places of the numbers"
    )
    parser.add_argument("--no-pdf", action="store_true", help="write pages of HTML only")


def run(arguments: argparse.Namespace) -> tuple[str, int]:
    """The text and the exit status; the folder is there whole or not at all."""
    folder = Path(arguments.output)
    if folder.exists():
        raise BpsimError(f"--output: {name_of(folder)} exists already; name a new folder")
    require_place(folder)
    if not 1 <= arguments.digits <= 12:
        raise BpsimError("--digits: a whole number from 1 to 12 is expected")
    if arguments.seed < 0:
        raise BpsimError("--seed: a whole number ≥ 0 is expected")
    names = _names(arguments)
    document = require_document(opened_file(arguments), name_of(arguments.file))
    variants = [
        _variant(number, name, arguments, document) for number, name in enumerate(names, start=1)
    ]
    try:
        with tempfile.TemporaryDirectory(dir=folder.absolute().parent) as beside:
            made = Path(beside) / "made"
            with progress("sheets") as report:
                _write(made, variants, not arguments.no_pdf, report)
            os.replace(made, folder)
    except OSError as error:
        raise from_os(name_of(folder), error, "written") from error
    asked = len(variants[0].blanks)
    return f"{name_of(folder)}: {len(variants)} sheets with {asked} numbers to fill in each", 0


def _names(arguments: argparse.Namespace) -> list[str]:
    if arguments.roster is None:
        if arguments.variants is None:
            raise BpsimError("--variants or --roster is needed: for how many are the sheets?")
        return numbered(arguments.variants)
    path = arguments.roster
    try:
        names = roster_of(read_bytes(path, 2**20).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BpsimError(f"{name_of(path)}: the roster is not text in UTF-8") from error
    except BpsimError as error:
        raise BpsimError(f"{name_of(path)}: {error}") from error
    if arguments.variants not in (None, len(names)):
        raise BpsimError(
            f"--variants: the roster has {len(names)} names, but {arguments.variants} sheets were "
            "asked for"
        )
    return names


def _variant(number: int, name: str, arguments: argparse.Namespace, document: Document) -> Variant:
    layers = document.network.layers
    if max(layers) > MOST_UNITS:
        raise BpsimError(
            f"A sheet to be filled in by hand has at most {MOST_UNITS} units a layer, but this "
            f"network is {'-'.join(map(str, layers))}"
        )
    hidden = document.network.activations[0].name
    output = document.network.activations[-1].name
    seed = arguments.seed * SEEDS_APART + number
    try:
        drawn = exercise(layers, hidden, seed, output)
    except (ModelError, KeyError) as error:
        raise BpsimError(f"No exercise of this shape can be drawn: {error}") from error
    return variant_of(number, name, seed, drawn, tuple(arguments.blanks), arguments.digits)


def _write(folder: Path, variants: list[Variant], pdf: bool, report: Report) -> None:
    """Sheets, solved sheets, networks, key, form of answers and questions, below ``folder``."""
    for part in ("sheets", "solutions", "networks"):
        (folder / part).mkdir(parents=True)
    key = []
    for done, variant in enumerate(variants, start=1):
        name = file_name(variant.number, variant.name)
        network = f"networks/{name}.bpsim"
        write_bytes(folder / network, dumps(variant.document))
        key.append((variant, network))
        for part, solution in (("sheets", variant.sheet), ("solutions", variant.solved)):
            page = _page(variant, solution, part == "sheets")
            write_bytes(folder / part / f"{name}.html", page.encode("utf-8"))
            if pdf:
                write_bytes(folder / part / f"{name}.pdf", _pdf(solution))
        report(done, len(variants))
    write_bytes(folder / "key.csv", class_key(key).encode("utf-8"))
    write_bytes(folder / "answers.csv", answer_form(variants).encode("utf-8"))
    write_bytes(folder / "moodle.xml", moodle_xml(variants).encode("utf-8"))


def _page(variant: Variant, solution: Solution, sheet: bool) -> str:
    page = to_html(solution, variant.document.network, variant.document.examples)
    code = qr_svg(variant.code) if sheet else ""
    return page.replace("</h1>", f"</h1>{code}", 1)


def _pdf(solution: Solution) -> bytes:
    from bpsim.app.display import draw_without_display

    draw_without_display()
    from bpsim.gui.picture.paper import solution_pdf
    from bpsim.gui.picture.without_window import drawing_application

    drawing_application()
    return solution_pdf(solution)
