"""FILE and the options that say what its format leaves open, alike for every command."""

import argparse
from collections.abc import Iterator
from shlex import quote
from typing import TYPE_CHECKING, Any

from bpsim.base.words import tr
from bpsim.core.sizes import sizes_in

if TYPE_CHECKING:
    from bpsim.formats.content import Answers, Guess, Opened

TABLE = {
    "delimiter": "delimiter",
    "decimal": "decimal",
    "encoding": "encoding",
    "header": "header",
    "targets": "targets",
    "ignored": "ignore",
    "names": "names",
    "classes": "classes",
    "missing": "missing",
    "zeros": "zeros",
    "scale": "scale-inputs",
    "held_out": "hold-out",
    "seed": "hold-out-seed",
}
"""The choices about a table of data, and the words on the command line for them."""
OWN = ("holds", "activations", "orientation", "layers", "cost", "bias", "scaling")
OPTIONS = {
    **{name: name for name in OWN},
    **TABLE,
}


def add_file(parser: argparse.ArgumentParser) -> None:
    """FILE, others to be added to it, and the options."""
    parser.add_argument("file", metavar="FILE", help=tr("a network or data in any format"))
    group = parser.add_argument_group(
        tr("where FILE does not say (what is guessed otherwise, bpsim show tells)")
    )
    add = group.add_argument
    add("--also", action="append", default=[], metavar="FILE2", help=tr("what belongs to it"))
    add("--holds", choices=("weights", "data"), help=tr("what arrays without names are"))
    add("--activations", type=_names, metavar="A,B", help=tr("for each layer, or hidden,output"))
    add("--orientation", choices=("out-in", "in-out"), help=tr("which way weights lie"))
    add("--layers", type=sizes_in, metavar="N,N,…", help=tr("how many units each layer has"))
    add("--cost", metavar="NAME", help=tr("the cost"))
    add("--bias", choices=("first", "last", "apart", "none"), help=tr("where biases stand"))
    add("--scaling", type=_flag, metavar="yes|no", help=tr("scale the inputs as the file says"))
    table = parser.add_argument_group(tr("where FILE is a table of data"))
    add = table.add_argument
    add(
        "--delimiter",
        type=_delimiter,
        metavar="CHAR",
        help=tr("what separates columns; tab, blank"),
    )
    add("--decimal", choices=(".", ","), help=tr("the decimal sign"))
    add("--encoding", metavar="NAME", help=tr("how characters are coded, such as utf-8"))
    add(
        "--header", type=_flag, metavar="yes|no", help=tr("whether the first row names the columns")
    )
    add("--targets", type=_names, metavar="A,B", help=tr("columns to be learnt"))
    add("--names", type=_names, metavar="A", help=tr("the column that names the examples"))
    add("--ignore", type=_names, metavar="A,B", help=tr("columns left out"))
    add("--classes", type=_flag, metavar="yes|no", help=tr("whether whole numbers are classes"))
    add("--missing", choices=("drop", "mean"), help=tr("leave such rows out, or put the mean in"))
    add("--zeros", type=_names, metavar="A,B", help=tr("columns in which 0 means missing"))
    add(
        "--scale-inputs",
        choices=("none", "standard", "range"),
        help=tr("what is done to the inputs"),
    )
    add("--hold-out", type=float, metavar="SHARE", help=tr("of the examples, not trained with"))
    add("--hold-out-seed", type=int, metavar="N", help=tr("which ones chance takes"))


def opened_file(arguments: argparse.Namespace) -> "Opened":
    """What came of FILE and those beside it; raises BpsimError."""
    from bpsim.app.commands.progress import waiting
    from bpsim.formats.files import name_of
    from bpsim.formats.registry import opened

    with waiting(tr("Reading {name_of}", name_of=name_of(arguments.file))):
        return opened([arguments.file, *arguments.also], answers_of(arguments))


def answers_of(arguments: argparse.Namespace) -> "Answers | None":
    """What was said on the command line; None where nothing was."""
    from bpsim.formats.content import Answers
    from bpsim.formats.tables.choices import TableChoices

    table = _given(arguments, TABLE)
    own = _given(arguments, {name: name for name in OPTIONS if name not in TABLE})
    if table:
        own["table"] = TableChoices(**table)
    return Answers(**own) if own else None


def _given(arguments: argparse.Namespace, options: dict[str, str]) -> dict[str, Any]:
    found = ((name, getattr(arguments, word.replace("-", "_"))) for name, word in options.items())
    return {name: value for name, value in found if value is not None}


def said_of(found: "Opened") -> Iterator[str]:
    """Lines about what was guessed, noticed and left out."""
    for guess in found.guesses:
        yield _guessed(guess)
    yield from found.notices
    yield from found.left_out


def _guessed(guess: "Guess") -> str:
    """What was guessed, why, and the option that would settle it, with what else it may be."""
    if not guess.option:
        return tr(
            "guessed: {what}: {guess} ({reason})",
            what=guess.what,
            guess=guess.value,
            reason=guess.reason,
        )
    option = f"--{OPTIONS[guess.option]}"
    if guess.alternatives:
        option += f" {'|'.join(map(quote, guess.alternatives[:4]))}"
    return tr(
        "guessed: {what}: {guess} ({reason}); {option} says otherwise",
        what=guess.what,
        guess=guess.value,
        reason=guess.reason,
        option=option,
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split(",") if each.strip())


def _flag(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError(text)
    return text == "yes"


def _delimiter(text: str) -> str:
    found = {"tab": "\t", "\\t": "\t", "blank": " ", "blanks": " ", "space": " "}.get(text, text)
    if len(found) != 1:
        raise ValueError(text)
    return found


# What argparse calls a value that it cannot read.
_names.__name__ = tr("list of names")
_flag.__name__, _delimiter.__name__ = tr("yes or no"), tr("delimiter")
