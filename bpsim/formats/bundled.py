"""The networks that come with the program, which File > Examples offers and texts name."""

import json
from dataclasses import dataclass
from pathlib import Path

from bpsim.base.bundled import resource
from bpsim.base.words import tr
from bpsim.core.document import Document
from bpsim.formats.registry import read

NETWORKS = (
    "lecture", "and", "or", "nor", "xnor", "xor", "worked-example", "moons", "overfitting", "iris",
)  # fmt: skip
"""In the order of the menu: the one that the window opens on first, then from simple to large."""


@dataclass(frozen=True, slots=True)
class BundledNetwork:
    """A network that comes with the program.

    ``name`` identifies it among the bundled ones; ``title`` is for the menu and ``description`` for
    people, both in the user's language.
    """

    name: str
    path: Path
    title: str
    description: str

    def load(self) -> Document:
        """The document under its title; raises FormatError if the installation is damaged."""
        return read(self.path).with_(title=self.title)


def bundled_networks() -> tuple[BundledNetwork, ...]:
    """All of them, in the order of the menu."""
    return tuple(map(bundled_network, NETWORKS))


def bundled_network(name: str = NETWORKS[0]) -> BundledNetwork:
    """One of them by its name; raises KeyError for a name that is not in ``NETWORKS``."""
    if name not in NETWORKS:
        raise KeyError(name)
    path = resource("networks", f"{name}.bpsim")
    heading = json.loads(path.read_bytes())
    return BundledNetwork(name, path, tr(heading["title"]), tr(heading["description"]))
