"""bpsim grade: the answers of a class marked with follow-through, their mistakes named."""

import argparse
from pathlib import Path

from bpsim.app.commands.reading import require_apart
from bpsim.base.words import tr
from bpsim.core.document import Document
from bpsim.core.errors import BpsimError
from bpsim.formats.files import from_text, require_place, write_bytes
from bpsim.formats.native.file import load
from bpsim.teach.marking import (
    Pupil,
    marked,
    marks_table,
    read_answers,
    read_key,
    report,
    require_asked,
)

TAKES_FILE = False
MOST_BYTES = 32 * 2**20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """KEY, ANSWERS and --output."""
    parser.add_argument("key", metavar="KEY", help=tr("the key.csv that bpsim worksheet wrote"))
    parser.add_argument(
        "answers",
        metavar="ANSWERS",
        help=tr(
            "a table with a row for each student, or with the columns student, name and answer"
        ),
    )
    parser.add_argument("--output", metavar="CSV", help=tr("the marks as a table"))


def run(arguments: argparse.Namespace) -> tuple[str, int]:
    """The report and the exit status."""
    if arguments.output:
        require_place(arguments.output)
        require_apart({"--output": arguments.output}, [arguments.key, arguments.answers])
    pupils = from_text(arguments.key, read_key, MOST_BYTES)
    answers = from_text(arguments.answers, lambda text: read_answers(text, pupils), MOST_BYTES)
    folder = Path(arguments.key).absolute().parent
    results = [
        marked(pupil, _network(folder, pupil), answers.get(pupil.name, {})) for pupil in pupils
    ]
    if arguments.output:
        write_bytes(arguments.output, marks_table(results).encode("utf-8"))
    return report(results).rstrip("\n"), 0


def _network(folder: Path, pupil: Pupil) -> Document:
    """The network of a pupil's sheet, which lies beside the key and nowhere else."""
    path = (folder / pupil.network).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise BpsimError(
            tr("the key names “{network}”, which is not beside it", network=pupil.network)
        )
    document = load(path)
    require_asked(pupil, document)
    return document
