"""bpsim lesson check: every anchor of a lesson that does not exist, every number not true."""

import argparse
from pathlib import Path

from bpsim.base.words import tr, tr_n
from bpsim.formats.beside import networks_beside
from bpsim.formats.files import from_text
from bpsim.teach.lessons.check import faults
from bpsim.teach.lessons.reading import read_lesson

TAKES_FILE = False
"""The file comes after the word check, so this command asks for it itself."""
SOUND, FAULTY = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """check FILE."""
    parser.add_argument("check", choices=["check"], help=tr("what to do with the lesson"))
    parser.add_argument("file", metavar="FILE", help=tr("a lesson, a Markdown file"))


def run(arguments: argparse.Namespace) -> tuple[str, int]:
    """The text and the exit status: 1 if anything is wrong."""
    path = Path(arguments.file)
    lesson = from_text(path, read_lesson)
    found = faults(lesson, networks_beside(path))
    if not found:
        stops = len(lesson.stops)
        return tr_n(
            "sound: {stops} stop, every anchor exists",
            "sound: {stops} stops, every anchor exists",
            stops,
            stops=stops,
        ), SOUND
    return "\n".join(f"{arguments.file}: {each}" for each in found), FAULTY
