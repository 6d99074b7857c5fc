"""The networks that come with the program, which File > New offers."""

import json
from dataclasses import dataclass
from pathlib import Path

from bpsim.base.bundled import DEFAULT, bundled_file
from bpsim.base.words import tr
from bpsim.core.document import Document
from bpsim.formats.native import file as native

# In the order of the menu: the lecture's network first, then from simple to large.
NETWORKS = (
    "lecture",
    "and",
    "or",
    "nor",
    "xnor",
    "xor",
    "worked-example",
    "moons",
    "overfitting",
    "iris",
)


@dataclass(frozen=True, slots=True)
class BundledNetwork:
    """A network that comes with the program: ``title`` is for the menu, ``description`` for people.

    ``name`` identifies it among the bundled ones.
    """

    name: str
    path: Path
    title: str
    description: str

    def load(self) -> Document:
        """The document as it was bundled; raises FormatError if the installation is damaged."""
        return native.load(self.path).with_(title=self.title)


def bundled_networks() -> tuple[BundledNetwork, ...]:
    """The bundled networks with their titles, in the order of the menu."""
    return tuple(bundled_network(name) for name in NETWORKS)


def bundled_network(name: str = DEFAULT) -> BundledNetwork:
    """One bundled network by name; raises KeyError for a name that is not in ``NETWORKS``."""
    if name not in NETWORKS:
        raise KeyError(name)
    path = bundled_file(name)
    heading = json.loads(path.read_bytes())
    title, description = (tr(heading.get(each, "")) for each in ("title", "description"))
    return BundledNetwork(name, path, title, description)
