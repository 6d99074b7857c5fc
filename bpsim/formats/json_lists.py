"""JSON lists of more than rows: matrices in order, a layer or a unit an object, examples with x, y.

What they hold is put under keys, as in the objects that are read anyway.
"""

from collections.abc import Iterable
from typing import Any

from bpsim.formats.naming import data_role, is_bias, is_weights


def by_keys(value: Any) -> Any:
    """``value`` with keys for the lists in it that mean arrays; itself where there are none."""
    value = _unwrapped(value)
    if not isinstance(value, list) or not value:
        return value
    if all(isinstance(each, dict) for each in value):
        return _of_objects(value)
    if not all(map(_is_list, value)):
        return value
    nested = any(_is_list(inner) for each in value for inner in each)
    if (nested and _is_numbers(value)) or all(map(units_of, value)):
        return _numbered(value)
    return value


def units_of(value: list[Any]) -> dict[str, Any] | None:
    """The weights and the biases of a layer whose units are objects; None for another list."""
    if not value or not all(isinstance(each, dict) for each in value):
        return None
    first: dict[str, Any] = value[0]
    weights = next((key for key, one in first.items() if is_weights(key) and _is_row(one)), None)
    bias = next((key for key, one in first.items() if is_bias(key) and _is_number(one)), None)
    if weights is None or not all(_is_row(each.get(weights)) for each in value):
        return None
    found = {weights: [each[weights] for each in value]}
    if bias is not None and all(_is_number(each.get(bias)) for each in value):
        found[bias] = [each[bias] for each in value]
    return found


def _unwrapped(value: Any) -> Any:
    """The list that is the only thing in an object; else the value itself."""
    inner = next(iter(value.values())) if isinstance(value, dict) and len(value) == 1 else None
    if isinstance(inner, list) and inner and all(isinstance(each, dict) for each in inner):
        return inner if _examples(inner) else value
    return value


def _of_objects(value: list[dict[str, Any]]) -> Any:
    """Examples, or the layers of a network; other records are a table."""
    examples = _examples(value)
    if examples:
        return examples
    named = (each for layer in value for each in layer.items() if _is_list(each[1]))
    keys = {key for key, _ in named}
    return _numbered(value) if keys and all(is_weights(k) or is_bias(k) for k in keys) else value


def _examples(value: list[dict[str, Any]]) -> dict[str, Any]:
    """Inputs and targets of records that have a list of either; empty for other records."""
    roles = {data_role(key): key for key in value[0]}
    if not {"x", "y"} <= roles.keys() or not any(map(_is_row, value[0].values())):
        return {}
    found = {}
    for role in ("x", "y"):
        rows = [each.get(roles[role]) for each in value]
        rows = [[each] if _is_number(each) else each for each in rows]
        if not all(map(_is_row, rows)) or len(set(map(len, rows))) > 1:  # type: ignore[arg-type]
            return {}
        found[role] = rows
    return found


def _numbered(value: Iterable[Any]) -> dict[str, Any]:
    return {str(n): each for n, each in enumerate(value, start=1)}


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def _is_number(value: Any) -> bool:
    return type(value) in (int, float)


def _is_row(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_number, value))


def _is_numbers(value: Any) -> bool:
    """True if lists within lists hold numbers alone."""
    if isinstance(value, list):
        return bool(value) and all(map(_is_numbers, value))
    return _is_number(value)
