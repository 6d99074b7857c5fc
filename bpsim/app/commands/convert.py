"""bpsim convert: a network or data in the format of another program."""

import argparse

from bpsim.app.commands.answering import opened_file, said_of
from bpsim.base.counted import counted
from bpsim.base.words import tr
from bpsim.core.sizes import sizes_text
from bpsim.formats.files import name_of
from bpsim.formats.registry import require_document, require_writable, write


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """OUT, whose suffix says which format."""
    parser.add_argument("output", metavar="OUT", help=tr("the file to write; its suffix decides"))


def run(arguments: argparse.Namespace) -> tuple[str, int]:
    """What was written, and what could not be carried over."""
    require_writable(arguments.output)
    found = opened_file(arguments)
    document = require_document(found, name_of(arguments.file))
    left_out = write(document, arguments.output)
    many = counted(len(document.examples), "example")
    lines = [
        tr(
            "saved as {name_of}: {layers}, {the_many}",
            name_of=name_of(arguments.output),
            layers=sizes_text(document.network.layers),
            the_many=many,
        )
    ]
    return "\n".join([*lines, *said_of(found), *left_out]), 0
