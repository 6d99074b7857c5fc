"""Weights as Keras 3 keeps them: a group "vars" for each layer, with its arrays numbered in it."""

import re
from collections.abc import Sequence

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.formats.errors import PlaceError
from bpsim.formats.keras.config import Entry
from bpsim.formats.keras.hdf5 import Tree

_VARIABLE = re.compile(r"(?:(.*)/)?vars/(\d+)")
_OTHERS = re.compile(r"(^|/)(optimizer|metrics|seed_generator)(/|$)")


class Variables:
    """The groups by path; layers are found in them by their class and their order.

    A group is called dense, dense_1, … by the class, whatever the layer itself is called.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self.groups: dict[str, list[str]] = {}
        for path in tree.datasets:
            found = _VARIABLE.fullmatch(path)
            if found and not _OTHERS.search(found[1] or ""):
                self.groups.setdefault(found[1] or "", []).append(path)
        self._given: dict[str, int] = {}

    def arrays(self, group: str) -> Sequence[Array]:
        """The arrays of a group by their numbers."""
        return [self._tree.array(path) for path in self.groups[group]]

    def of_layer(self, entry: Entry) -> Sequence[Array]:
        """The arrays of a layer; to be asked once for each, in the model's order."""
        by_class = _snake(entry.kind)
        count = self._given.get(by_class, 0)
        self._given[by_class] = count + 1
        counted = f"{by_class}_{count}" if count else by_class
        for name in (counted, entry.name):
            found = [each for each in self.groups if each.rpartition("/")[2] == name]
            if len(found) == 1:
                return self.arrays(found[0])
        said = [each for each in self.groups if self._said(each) == entry.name]
        if len(said) == 1:
            return self.arrays(said[0])
        raise PlaceError(tr("has no weights in the file"), entry.place)

    def _said(self, group: str) -> str | None:
        """The name of the layer, which newer versions write beside its weights."""
        return self._tree.text(f"{group}/vars" if group else "vars", "name")


def _snake(name: str) -> str:
    first = re.sub(r"\W+", "", name)
    first = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", first)
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", first).lower()
