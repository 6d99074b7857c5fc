"""What the commands share: reading the file, refusing what cannot be computed, writing JSON."""

import argparse
import json
import os
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from bpsim.app.commands.answering import opened_file
from bpsim.base.words import tr
from bpsim.core.document import Document
from bpsim.core.errors import BpsimError, NotFiniteError
from bpsim.core.propagation import require_finite
from bpsim.formats.files import name_of
from bpsim.formats.registry import require_document


def add_json(parser: argparse._ActionsContainer) -> None:
    """The switch --json."""
    parser.add_argument("--json", action="store_true", help=tr("one JSON object on stdout"))


def document_with_examples(arguments: argparse.Namespace) -> Document:
    """Read FILE; raises BpsimError where it holds no examples or its numbers overflow."""
    path = arguments.file
    document = require_document(opened_file(arguments), name_of(path))
    examples = document.examples
    if not len(examples):
        raise BpsimError(
            tr(
                "{path}: examples: there is no training example to compute with; "
                "--also adds a file of data",
                path=path,
            )
        )
    try:
        require_finite(
            document.network, document.cost, examples.x, examples.y, document.training.lam
        )
    except NotFiniteError as error:
        raise NotFiniteError(f"{path}: {error}") from error
    return document


def require_apart(written: Mapping[str, str | None], read: Sequence[str] = ()) -> None:
    """Raise BpsimError where a file would be lost: one that is read, or one that is written twice.

    ``written`` are the files by the options that name them.
    """
    taken = {os.path.realpath(path): "" for path in read}
    for option, path in written.items():
        other = taken.setdefault(os.path.realpath(path), option) if path else option
        if not other:
            raise BpsimError(
                tr("{option}: {path} is read and would be lost", option=option, path=path)
            )
        if other != option:
            raise BpsimError(
                tr(
                    "{other} and {option} name the same file: one would be lost",
                    other=other,
                    option=option,
                )
            )


def to_json(value: dict[str, Any]) -> str:
    """One JSON object; NumPy arrays become lists, and NaN or infinity is an error."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, default=_plain)


def _plain(value: object) -> Any:
    if isinstance(value, np.ndarray | np.generic):
        return value.tolist()
    raise TypeError(type(value).__name__)


def matrix_lines(name: str, array: np.ndarray[Any, Any]) -> list[str]:
    """A matrix as text, its name in front of the first row."""
    rows = [" ".join(f"{v:>13.6g}" for v in row) for row in array]
    pad = " " * len(name)
    return [f"{name if n == 0 else pad} [{row} ]" for n, row in enumerate(rows)]
