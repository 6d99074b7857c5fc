"""Ways through the inert values of a pickle: each thing is visited once, and no path is endless."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bpsim.formats.limits import MAX_NESTED
from bpsim.formats.pickles.arrays import objects_of
from bpsim.formats.pickles.stream import Made, Name

_MAPPINGS = frozenset(
    {"collections.OrderedDict", "collections.defaultdict", "builtins.dict", "__builtin__.dict"}
)
_RECONSTRUCTORS = frozenset({"copyreg._reconstructor", "copy_reg._reconstructor"})
_NEW = frozenset({"copyreg.__newobj__", "copy_reg.__newobj__"})
MOST_VISITS = 100_000


def class_of(value: Any) -> str:
    """The full name of the class that an object would have had; empty for what is no object."""
    if not isinstance(value, Made):
        return ""
    if value.kind in _RECONSTRUCTORS | _NEW and isinstance(value.args, tuple) and value.args:
        maker = value.args[0]
        return str(maker) if isinstance(maker, Name) else ""
    return value.kind


def mapping_of(value: Any) -> Mapping[Any, Any] | None:
    """What a dictionary holds, of whatever kind; None for what is none."""
    if isinstance(value, dict):
        return value
    if isinstance(value, Made) and value.kind in _MAPPINGS:
        if value.pairs or not isinstance(value.args, tuple) or not value.args:
            return value.pairs
        return _of_pairs(value.args[-1])
    return None


def _of_pairs(pairs: Any) -> Mapping[Any, Any]:
    """Python 2 writes an ordered dictionary as a list of pairs."""
    if isinstance(pairs, dict):
        return pairs
    if not isinstance(pairs, list):
        return {}
    return {
        pair[0]: pair[1]
        for pair in pairs
        if isinstance(pair, list | tuple) and len(pair) == 2 and isinstance(pair[0], str | int)
    }


def attributes_of(value: Any) -> Mapping[Any, Any]:
    """The attributes that an object was given, by name."""
    if not isinstance(value, Made):
        return {}
    state = value.state
    if isinstance(state, tuple) and len(state) == 2:
        # One for attributes, one for slots.
        return state[0] if isinstance(state[0], dict) else {}
    return state if isinstance(state, dict) else {}


def parts_of(value: Any) -> Iterator[tuple[str, Any]]:
    """What lies directly within a value, each with what it is called there."""
    mapping = mapping_of(value)
    if mapping is not None:
        yield from ((str(key)[:80], part) for key, part in mapping.items())
    elif isinstance(value, list | tuple):
        yield from ((str(n), part) for n, part in enumerate(value, start=1))
    elif (objects := objects_of(value)) is not None:
        yield from ((str(n), part) for n, part in enumerate(objects, start=1))
    elif isinstance(value, Made):
        yield from ((str(key)[:80], part) for key, part in attributes_of(value).items())
        yield from ((str(key)[:80], part) for key, part in value.pairs.items())
        yield from ((str(n), part) for n, part in enumerate(value.items, start=1))


def visits(
    value: Any, leave_out: Callable[[tuple[str, ...], Any], bool]
) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every value that has parts, below ``value`` and itself, with its path, each only once.

    What lies within one that ``leave_out`` is true of is not visited.
    """
    seen: set[int] = set()
    waiting: list[tuple[tuple[str, ...], Any]] = [((), value)]
    while waiting and len(seen) < MOST_VISITS:
        path, current = waiting.pop()
        if not isinstance(current, list | tuple | dict | Made) or id(current) in seen:
            continue
        seen.add(id(current))
        yield path, current
        if len(path) < MAX_NESTED and not leave_out(path, current):
            waiting.extend(reversed([((*path, name), part) for name, part in parts_of(current)]))
