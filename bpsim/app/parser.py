"""A parser of command lines that speaks the user's language, its errors one sentence on stderr."""

import argparse
from typing import Any, NoReturn

from bpsim.base.words import tr

BAD_INPUT = 2
SAID = (
    tr("usage: "),
    tr("positional arguments"),
    tr("options"),
    tr("show this help message and exit"),
    tr("argument %(argument_name)s: %(message)s"),
    tr("the following arguments are required: %s"),
    tr("unrecognized arguments: %s"),
    tr("expected one argument"),
    tr("expected at least one argument"),
    tr("ambiguous option: %(option)s could match %(matches)s"),
    tr("ignored explicit argument %r"),
    tr("not allowed with argument %s"),
    tr("one of the arguments %s is required"),
    tr("invalid %(type)s value: %(value)r"),
    tr("invalid choice: %(value)r (choose from %(choices)s)"),
)
"""What argparse says of the commands, word for word, so that the catalogues have it."""

# argparse asks gettext, which would look for other catalogues, and in the system's language alone.
vars(argparse)["_"] = tr


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one sentence on stderr."""

    def __init__(self, **words: Any) -> None:
        super().__init__(**words)
        # By the types alone argparse would speak of ints and floats.
        self.register("type", int, _whole_number)
        self.register("type", float, _number)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the words given and leave with status 2."""
        self.exit(
            BAD_INPUT,
            tr("{prog}: {message} (see {prog} --help)\n", prog=self.prog, message=message),
        )


def _whole_number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        words = tr("“{text}” is no whole number", text=text)
        raise argparse.ArgumentTypeError(words) from None


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        words = tr("“{text}” is no number such as 0.5", text=text)
        raise argparse.ArgumentTypeError(words) from None
