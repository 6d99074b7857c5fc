"""How high the house is, and who connects panels: rules that take more than an import to break."""

import ast
from collections.abc import Iterator

from tests.house import Package

MOST_FLOORS = 11


def floors(package: Package) -> Iterator[str]:
    """Rooms that stand on more floors than a newcomer can keep in mind."""
    below: dict[str, set[str]] = {}
    for module in package.modules.values():
        for found in module.imports:
            room, other = _floor_of(module.name), _floor_of(found.target)
            if room and other and room != other:
                below.setdefault(room, set()).add(other)
    known: dict[str, int] = {}

    def height(room: str, way: tuple[str, ...] = ()) -> int:
        if room in way:
            return 0  # a circle, which another check tells of
        if room not in known:
            inner = (height(each, (*way, room)) for each in below.get(room, ()))
            known[room] = 1 + max(inner, default=0)
        return known[room]

    for room in below:
        if height(room) > MOST_FLOORS:
            yield f"{room} stands on floor {height(room)} of {MOST_FLOORS}"


def _floor_of(name: str) -> str:
    """The room that counts as a floor: a folder below bpsim/, each of gui/ by itself."""
    parts = name.split(".")
    if parts[0] != "bpsim" or len(parts) < 3:
        return ""
    return ".".join(parts[1:3]) if parts[1] == "gui" and len(parts) > 3 else parts[1]


def connections(package: Package) -> Iterator[str]:
    """Panels that are connected outside of wiring/: what is told by a panel is read there alone."""
    for module in package.modules.values():
        if module.name.startswith("bpsim.gui.wiring"):
            continue
        for node in module.nodes:
            connect = isinstance(node, ast.Attribute) and node.attr == "connect"
            if connect and ".views." in ast.unparse(node):
                yield f"{module.at(getattr(node, 'lineno', 0))}: only wiring/ connects a panel"
