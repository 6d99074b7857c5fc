"""The networks that a text names: bundled ones by name, others as files beside it."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from bpsim.base.bundled import resource
from bpsim.base.words import tr
from bpsim.core.document import Document
from bpsim.core.errors import BpsimError
from bpsim.formats.bundled import NETWORKS, bundled_network
from bpsim.formats.registry import read


def networks_beside(path: Path) -> Callable[[str], Document]:
    """Finds the networks of a lesson: bundled ones by name, others as files beside it.

    A copy of a lesson that comes with the program still finds those that it came with.
    """

    @cache
    def load(name: str) -> Document:
        if name in NETWORKS:
            return bundled_network(name).load()
        for folder in (path.parent.resolve(), resource("lessons").resolve()):
            beside = (folder / name).resolve()
            if beside.parent == folder and beside.is_file():
                return read(beside)
        raise BpsimError(
            tr("“{name}” is neither a bundled network nor a file beside the lesson", name=name)
        )

    return load
