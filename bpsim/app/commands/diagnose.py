"""bpsim diagnose: which of somebody's own numbers are right, and which mistake gives the others."""

import argparse

from bpsim.app.commands.reading import add_json, document_with_examples, to_json
from bpsim.base.words import tr
from bpsim.formats.errors import FormatError, from_os
from bpsim.formats.registry import arrays_of
from bpsim.notation.numerals import number_text
from bpsim.teach.diagnosis.diagnose import KINDS, diagnose
from bpsim.teach.diagnosis.files import read_given
from bpsim.teach.diagnosis.given import GivenError
from bpsim.teach.diagnosis.words import left_out_words
from bpsim.teach.mistakes.kind import Problem

RIGHT, WRONG = 0, 1
MOST_LISTED = 20
DIGITS = 6


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--gradients, --of, --example and --json."""
    parser.add_argument(
        "--gradients",
        metavar="G",
        required=True,
        help=tr("a file with the numbers: text of any program, CSV, JSON, .npy, .npz or .mat"),
    )
    parser.add_argument(
        "--of", choices=KINDS, default="D", help=tr("what the numbers are (default D)")
    )
    parser.add_argument(
        "--example", metavar="N", type=int, help=tr("the numbers belong to example N alone, from 1")
    )
    add_json(parser)


def run(arguments: argparse.Namespace) -> tuple[str, int]:
    """The text and the exit status: 1 if a number is wrong."""
    document = document_with_examples(arguments)
    path = arguments.gradients
    try:
        readings, words = read_given(path, arguments.of, arrays_of)
        found = diagnose(
            Problem.of(document), readings, arguments.of, arguments.example,
            lecture=document.convention.sign == "lecture",
        )  # fmt: skip
    except OSError as error:
        raise from_os(path, error, tr("opened")) from error
    except GivenError as error:
        raise FormatError(path, str(error)) from error
    status = RIGHT if found.right else WRONG
    if arguments.json:
        return to_json(found.as_json()), status
    lines = [found.sentence]
    if found.layout.words:
        lines.append(tr("The numbers were read as {words}.", words=found.layout.words))
    if words:
        lines.append(left_out_words(words))
    if found.example is not None:
        lines.append(tr("They were held against example {example}.", example=found.example))
    for entry in found.wrong[:MOST_LISTED]:
        place, given, right = entry.place(found.of), _number(entry.given), _number(entry.right)
        if found.of == "delta" and found.example is None:
            lines.append(
                tr(
                    "  {place}, example {example}: {given}, right is {right}",
                    place=place, example=entry.i, given=given, right=right,
                )
            )  # fmt: skip
        else:
            lines.append(
                tr("  {place}: {given}, right is {right}", place=place, given=given, right=right)
            )
    if len(found.wrong) > MOST_LISTED:
        lines.append(tr("  … and {wrong:,} more", wrong=len(found.wrong) - MOST_LISTED))
    return "\n".join(lines), status


def _number(value: float) -> str:
    return number_text(value, DIGITS)
