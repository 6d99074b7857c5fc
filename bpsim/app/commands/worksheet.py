"""bpsim worksheet: sheets for a class, a network of its own for each student, with their keys."""

import argparse
from functools import partial

from bpsim.app.commands.answering import opened_file
from bpsim.app.commands.progress import progress
from bpsim.app.commands.sheets import add_numbers, pdf_of, require_digits
from bpsim.base.words import tr
from bpsim.core.errors import BpsimError
from bpsim.core.progress import Stages
from bpsim.export.classroom.folder import KINDS, class_files, class_variants
from bpsim.export.classroom.roster import numbered, roster_of
from bpsim.export.solution.making import Wanted
from bpsim.formats.files import from_text, name_of, require_new_folder, write_folder
from bpsim.formats.native.file import dumps
from bpsim.formats.registry import require_document
from bpsim.teach.practice.exercises import exercise_like


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--variants, --seed, --roster, --output, --blanks, --digits, --fractions, --no-pdf."""
    parser.add_argument(
        "--output", required=True, metavar="DIR", help=tr("a folder that does not exist yet")
    )
    parser.add_argument("--variants", type=int, metavar="N", help=tr("how many sheets"))
    parser.add_argument(
        "--roster", metavar="CSV", help=tr("a table with a name in each row, instead of --variants")
    )
    parser.add_argument("--seed", type=int, default=1, metavar="S", help=tr("draws the networks"))
    parser.add_argument(
        "--blanks",
        nargs="+",
        choices=KINDS,
        default=["output-delta", "hidden-delta"],
        help=tr("what the students fill in, output-delta and hidden-delta if nothing is said"),
    )
    add_numbers(parser)
    parser.add_argument("--no-pdf", action="store_true", help=tr("write pages of HTML only"))


def run(arguments: argparse.Namespace) -> tuple[str, int]:
    """The text and the exit status; the folder is there whole or not at all."""
    folder = arguments.output
    require_new_folder(folder)
    require_digits(arguments)
    if arguments.seed < 0:
        raise BpsimError(tr("--seed: a whole number ≥ 0 is expected"))
    names = _names(arguments)
    document = require_document(opened_file(arguments), name_of(arguments.file))
    wanted = Wanted(0, None, arguments.digits, arguments.fractions, tuple(arguments.blanks))

    with progress(tr("sheets")) as report:
        stages = Stages(report, 2)
        variants = class_variants(
            names,
            document.network.layers,
            arguments.seed,
            partial(exercise_like, document),
            wanted,
            stages.next(),
        )
        pdf = None if arguments.no_pdf else pdf_of
        write_folder(folder, class_files(variants, dumps, pdf, stages.next()))
    asked = len(variants[0].blanks)
    return tr(
        "{name_of}: {names} sheets with {asked} numbers to fill in each",
        name_of=name_of(folder),
        names=len(names),
        asked=asked,
    ), 0


def _names(arguments: argparse.Namespace) -> list[str]:
    if arguments.roster is None:
        if arguments.variants is None:
            raise BpsimError(tr("--variants or --roster is needed: for how many are the sheets?"))
        return numbered(arguments.variants)
    path = arguments.roster
    names = from_text(path, roster_of, 2**20)
    if arguments.variants not in (None, len(names)):
        raise BpsimError(
            tr(
                "--variants: {variants} sheets were asked for, but the roster is for {names}",
                names=len(names),
                variants=arguments.variants,
            )
        )
    return names
