"""The options that say how an update is made of D: α, the method and its parameters."""

import argparse
from dataclasses import replace

from bpsim.base.words import tr
from bpsim.core.document import Document
from bpsim.core.errors import BpsimError, ModelError
from bpsim.core.methods.table import UPDATE_METHODS

PARAMETERS = {name: None for each in UPDATE_METHODS.values() for name in each.parameters}


def add_method(parser: argparse.ArgumentParser) -> None:
    """--alpha, --method and an option for each parameter of each method."""
    group = parser.add_argument_group(
        tr("in the place of what FILE says of the update, saved in OUT")
    )
    group.add_argument("--alpha", type=float, metavar="A", help=tr("the learning rate"))
    group.add_argument(
        "--method", choices=list(UPDATE_METHODS), help=tr("what makes an update of D")
    )
    for name in PARAMETERS:
        of = [each.name for each in UPDATE_METHODS.values() if name in each.parameters]
        usual = UPDATE_METHODS[of[0]].parameters[name]
        group.add_argument(
            f"--{name}",
            type=float,
            metavar="X",
            help=tr("of {of}, usually {usual:g}", of=tr(" and ").join(of), usual=usual),
        )


def with_method(document: Document, arguments: argparse.Namespace) -> Document:
    """The document trained as the options say. Raises BpsimError, which names the option."""
    training = document.training
    method = training.method
    if arguments.method is not None and arguments.method != method.name:
        method = UPDATE_METHODS[arguments.method]
    given = {name: getattr(arguments, name) for name in PARAMETERS}
    given = {name: value for name, value in given.items() if value is not None}
    for name in given:
        if name not in method.parameters:
            raise BpsimError(
                tr("--{name}: {method} has no such parameter", name=name, method=method.name)
            )
    try:
        method = replace(method, **given)
    except ModelError as error:
        raise BpsimError(f"--{error.place}: {error.reason}") from error
    try:
        alpha = training.learning_rate if arguments.alpha is None else arguments.alpha
        training = replace(training, method=method, learning_rate=alpha)
    except ModelError as error:
        raise BpsimError(f"--alpha: {error.reason}") from error
    return document if training == document.training else document.with_(training=training)
