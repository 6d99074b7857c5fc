"""The examples in a table that was typed or pasted, or in a file of data."""

from bpsim.base.words import tr
from bpsim.core.examples import Examples
from bpsim.formats.content import Answers, Content, Guess
from bpsim.formats.errors import FormatError, said_of
from bpsim.formats.files import PathLike, name_of
from bpsim.formats.lone import as_data
from bpsim.formats.registry import contents
from bpsim.formats.tables.choose import chosen
from bpsim.formats.tables.table import read

Found = tuple[Content, Examples, Examples | None]


def examples_in_text(text: str) -> Found:
    """What a table holds and its examples, those held out apart; raises FormatError."""
    name = tr("the table")
    if not text.strip():
        raise FormatError(name, tr("type or paste rows of numbers, the targets in the last column"))
    with said_of(name):
        return _found(read(text.encode(), name), name)


def examples_in_file(path: PathLike) -> Found:
    """The same for a file of any format that holds examples; raises FormatError."""
    name = name_of(path)
    with said_of(name):
        return _found(contents(path), name)


def _found(content: Content, name: str) -> Found:
    if content.document is not None:
        document = content.document
        return content, document.examples, document.held_out
    content = as_data(content)
    if content.table is not None:
        guesses: list[Guess] = []
        notices: list[str] = []
        content = chosen(content, Answers(), guesses, notices)
    if content.x is None or content.y is None:
        raise FormatError(name, tr("there are no examples in it, inputs with their targets"))
    examples = Examples.of(content.x, content.y, content.x_names, content.y_names, content.names)
    apart = content.held_out
    both = examples.x_names, examples.y_names
    held_out = None if apart is None else Examples.of(*apart, *both, content.held_out_names)
    return content, examples, held_out
