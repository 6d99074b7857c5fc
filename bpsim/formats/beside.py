"""The networks that a text names: bundled ones by name, others as files beside it."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from bpsim.base.bundled import DEFAULT, bundled_file, resource
from bpsim.base.words import tr
from bpsim.core.document import Document
from bpsim.core.errors import BpsimError
from bpsim.formats.registry import read


def bundled_document(name: str = DEFAULT) -> Document:
    """A network that comes with the program, its title in the user's language.

    Raises FormatError if the installation is damaged.
    """
    document = read(bundled_file(name))
    return document.with_(title=tr(document.title))


def networks_beside(path: Path) -> Callable[[str], Document]:
    """Finds the networks of a lesson: bundled ones by name, others as files beside it.

    A copy of a lesson that comes with the program still finds those that it came with.
    """

    @cache
    def load(name: str) -> Document:
        bundled = bundled_file(name) if name.replace("-", "").isalnum() else None
        if bundled is not None and bundled.is_file():
            return bundled_document(name)
        for folder in (path.parent.resolve(), resource("lessons").resolve()):
            beside = (folder / name).resolve()
            if beside.parent == folder and beside.is_file():
                return read(beside)
        raise BpsimError(
            tr("“{name}” is neither a bundled network nor a file beside the lesson", name=name)
        )

    return load
