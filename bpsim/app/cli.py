"""The command line: parses the words, runs one command, and turns errors into one sentence."""

import argparse
import gc
import io
import os
import re
import sys
from collections.abc import Sequence
from importlib import import_module

from bpsim import __version__
from bpsim.app.commands.answering import add_file
from bpsim.app.parser import BAD_INPUT, Parser
from bpsim.base.words import tr
from bpsim.core.errors import BpsimError
from bpsim.core.unexpected import attempted
from bpsim.formats.errors import os_reason

COMMANDS = {
    "show": tr("layers, activations, cost, number of examples and J(Θ)"),
    "trace": tr("every step of one example, with terms and numbers"),
    "gradients": tr("J, Δ and D over the whole training set"),
    "check": tr("analytic against central-difference gradients for every weight"),
    "diagnose": tr("which of your own numbers are right, and which mistake gives the others"),
    "train": tr("J before and after gradient descent, and saves the trained network"),
    "render": tr("a picture of one step, as PNG, SVG or PDF, or a film, as GIF, WebP or MP4"),
    "explain": tr("a worked solution or a worksheet, as HTML, PDF, LaTeX or Markdown"),
    "worksheet": tr("sheets for a class, a network for each student, with their keys"),
    "grade": tr("the points of a class, with follow-through, and the mistakes that were made"),
    "convert": tr("a network or data in another format"),
    "lesson": tr("every anchor of a lesson that does not exist, and every number that is not true"),
    "walk": tr("one iteration as an HTML page to step through on any phone or computer"),
}
DRAWN = ("render",)
WRITTEN = ("convert", "explain", "walk", "worksheet")
"""Commands that do not print what they make."""
DONE, FAILED = 0, 1
STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Signs that move the cursor, ring the bell or turn the direction of what follows."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run bpsim with ``argv`` (without the program's name); returns the exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words and words[0] in COMMANDS:
        return _run_command(words)
    return _open_window(words)


def _run_command(words: list[str]) -> int:
    name = words[0]
    command = import_module(f"bpsim.app.commands.{name}")
    parser = Parser(prog=f"bpsim {name}", description=_does(name))
    if getattr(command, "TAKES_FILE", True):
        add_file(parser)
    command.add_arguments(parser)
    try:
        arguments = parser.parse_args(words[1:])
        text, status = attempted(lambda: command.run(arguments))
    except BpsimError as error:
        return _refuse(str(error))
    except KeyboardInterrupt:
        return _refuse(tr("interrupted"))
    return _print(text) or int(status)


def _does(name: str) -> str:
    """What a command does, as a sentence."""
    what = COMMANDS[name]
    if name in DRAWN:
        return tr("Draws {what}.", what=what)
    return tr("Writes {what}.", what=what) if name in WRITTEN else tr("Prints {what}.", what=what)


def _print(text: str) -> int:
    """Print ``text``; the exit status where that is impossible, else 0.

    What a file holds must not steer the terminal.
    """
    text = STEERING.sub(lambda sign: sign[0].encode("unicode_escape").decode(), text)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal or a pipe that knows no Greek gets \u0398 and not an error.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        print(text, flush=True)
    except OSError as error:
        # What is left to be written would fail once more when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):  # the reader, head perhaps, has seen enough
            reason = os_reason(error)
            return _refuse(tr("the output cannot be written: {reason}", reason=reason))
    return DONE


def _open_window(words: list[str]) -> int:
    file = _file_to_open(words) if words else None  # who says nothing need not be understood
    gc.disable()  # nothing that is made while starting is garbage; the window turns it on again
    try:
        return int(import_module("bpsim.app.window").open_window(file))
    except BpsimError as error:
        return _refuse(str(error))
    finally:
        gc.enable()


def _file_to_open(words: list[str]) -> str | None:
    lines = [f"  {name:10} {text}" for name, text in COMMANDS.items()]
    parser = Parser(
        prog="bpsim",
        description=tr("Opens the window, with FILE if given."),
        epilog=tr("commands that need no window (bpsim COMMAND --help says more):\n")
        + "\n".join(lines),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", nargs="?", help=tr("a network file"))
    parser.add_argument(
        "--version",
        action="version",
        version=f"bpsim {__version__}",
        help=tr("show program's version number and exit"),
    )
    command = _meant(words[0])
    if command:
        parser.error(
            tr(
                "there is neither a file nor a command “{word}”; perhaps {command} is meant",
                word=words[0],
                command=command,
            )
        )
    file: str | None = parser.parse_args(words).file
    return file


def _meant(word: str) -> str:
    """The command that a misspelt word is nearly; "" where there is none, or such a file."""
    if word.startswith("-") or os.path.lexists(word):
        return ""
    from difflib import get_close_matches  # few words are misspelt

    return next(iter(get_close_matches(word.lower(), COMMANDS, 1)), "")


def _refuse(sentence: str) -> int:
    sys.stderr.write(tr("bpsim: {sentence}\n", sentence=sentence))
    return BAD_INPUT
