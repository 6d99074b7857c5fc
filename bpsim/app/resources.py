"""The files that come with the program, and the networks among them that File > New offers."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

import bpsim
from bpsim.core.document import Document
from bpsim.formats import native

# In the order of the menu: the lecture's network first, then from simple to large.
NETWORKS = ("lecture", "and", "or", "nor", "xnor", "xor", "worked-example", "moons", "iris")
DEFAULT = "lecture"


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
        return native.load(self.path)


class _Heading(msgspec.Struct):
    """What a menu needs of a file, read without making anything of the rest."""

    title: str = ""
    description: str = ""


@cache
def folder() -> Path:
    """Where the bundled files are: in the package, or beside it in a checkout.

    Raises FileNotFoundError where neither exists.
    """
    package = Path(bpsim.__file__).parent
    for candidate in (package / "resources", package.parent / "resources"):
        if (candidate / "networks").is_dir():
            return candidate
    raise FileNotFoundError(f"the resources of bpsim are missing beside {package}")


def resource(*parts: str) -> Path:
    """The path of one bundled file or folder, for example ``resource("icons")``."""
    return folder().joinpath(*parts)


def bundled_networks() -> tuple[BundledNetwork, ...]:
    """The bundled networks with their titles, in the order of the menu."""
    return tuple(bundled_network(name) for name in NETWORKS)


def bundled_network(name: str = DEFAULT) -> BundledNetwork:
    """One bundled network by name; raises KeyError for a name that is not in ``NETWORKS``."""
    if name not in NETWORKS:
        raise KeyError(name)
    path = resource("networks", f"{name}.bpsim")
    heading = msgspec.json.decode(path.read_bytes(), type=_Heading)
    return BundledNetwork(name, path, heading.title, heading.description)
