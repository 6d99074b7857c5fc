"""Single values out of a parsed file, each taken only if it is exactly of the kind expected."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import numpy as np

from bpsim.base.counted import counted
from bpsim.base.words import tr
from bpsim.core.arrays import Array, frozen
from bpsim.formats.errors import PlaceError, quoted, shown
from bpsim.formats.json_text import joined, require_unicode

Name = TypeVar("Name", bound=str)

_NUMBERS = frozenset({int, float})


def an_object(value: Any, place: str) -> dict[str, Any]:
    """An object { … }."""
    if not isinstance(value, dict):
        raise PlaceError(
            tr("must be an object {{ … }}, but it is {value}", value=shown(value)), place
        )
    return value


def a_list(value: Any, place: str) -> list[Any]:
    """A list [ … ]."""
    if not isinstance(value, list):
        raise PlaceError(tr("must be a list [ … ], but it is {value}", value=shown(value)), place)
    return value


def required(source: dict[str, Any], key: str, place: str) -> Any:
    """What stands under ``key`` in the object at ``place``."""
    if key not in source:
        raise PlaceError(tr("is missing"), joined(place, key))
    return source[key]


def a_text(value: Any, place: str) -> str:
    """A text that can be written again."""
    if not isinstance(value, str):
        raise PlaceError(
            tr("must be a text in quotation marks, but it is {value}", value=shown(value)), place
        )
    require_unicode(value, [place])
    return value


def a_choice(value: Any, place: str, allowed: Sequence[Name]) -> Name:
    """One of the ``allowed`` names."""
    for name in allowed:
        if isinstance(value, str) and value == name:
            return name
    names = ", ".join(map(quoted, allowed))
    raise PlaceError(
        tr("must be one of {names}, but it is {value}", names=names, value=shown(value)), place
    )


def a_flag(value: Any, place: str) -> bool:
    """True or false, not 1 or 0."""
    if not isinstance(value, bool):
        raise PlaceError(tr("must be true or false, but it is {value}", value=shown(value)), place)
    return value


def a_whole_number(value: Any, place: str, low: int, high: int) -> int:
    """A whole number from ``low`` to ``high``, written without a decimal point."""
    if type(value) is not int:
        raise PlaceError(tr("must be a whole number, but it is {value}", value=shown(value)), place)
    if value < low:
        raise PlaceError(
            tr("must be at least {low}, but it is {value}", low=low, value=shown(value)), place
        )
    if value > high:
        raise PlaceError(
            tr("must be at most {high:,}, but it is {value}", high=high, value=shown(value)), place
        )
    return value


def a_number(value: Any, place: str) -> float:
    """A finite number; one written as a whole number is taken as well."""
    if type(value) not in _NUMBERS:
        raise PlaceError(tr("must be a number, but it is {value}", value=shown(value)), place)
    try:
        number = float(value)
    except OverflowError:
        number = float("inf")
    if not np.isfinite(number):
        raise PlaceError(
            tr("must be a finite number, but it is {number}", number=shown(number)), place
        )
    return number


def a_matrix(value: Any, place: str, columns: int, why: str) -> Array:
    """Rows of ``columns`` numbers each as a read-only array; ``why`` explains the number.

    ``why`` continues "has n numbers, but".
    """
    rows = a_list(value, place)
    for n, row in enumerate(rows):
        if len(a_list(row, f"{place}[{n}]")) != columns:
            raise PlaceError(
                tr("has {row}, but {why}", row=counted(len(row), "number"), why=why),
                f"{place}[{n}]",
            )
        if not _NUMBERS.issuperset(map(type, row)):
            _each_a_number(row, f"{place}[{n}]")
    if not rows:
        return frozen(np.empty((0, columns)))
    return _finite(rows, ((row, f"{place}[{n}]") for n, row in enumerate(rows)))


def a_vector(value: Any, place: str) -> Array:
    """Numbers as a read-only array."""
    numbers = a_list(value, place)
    if not _NUMBERS.issuperset(map(type, numbers)):
        _each_a_number(numbers, place)
    return _finite(numbers, [(numbers, place)])


def _finite(numbers: list[Any], rows: Iterable[tuple[list[Any], str]]) -> Array:
    """``numbers`` as an array; raises PlaceError for the first in ``rows`` that is not finite."""
    try:
        array = np.array(numbers, dtype=np.float64)
    except OverflowError:
        array = np.full(1, np.inf)
    if not np.isfinite(array).all():
        for row, place in rows:
            _each_a_number(row, place)
    return frozen(array)


def _each_a_number(row: list[Any], place: str) -> None:
    for n, each in enumerate(row):
        a_number(each, f"{place}[{n}]")
