"""The examples of a native file: their rows and names, those held out, and the scaling of x."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpsim.base.counted import counted
from bpsim.base.words import tr, tr_n
from bpsim.core.arrays import Array
from bpsim.core.examples import Examples, default_names
from bpsim.formats.checks import a_list, a_matrix, a_number, a_text
from bpsim.formats.errors import PlaceError
from bpsim.formats.native.layout import Plain, require_examples_fit

if TYPE_CHECKING:
    from bpsim.core.scaling import Scaling


def examples_of(found: Plain, layers: tuple[int, ...]) -> Examples:
    """A training set for a network with these ``layers``."""
    _require_as_many(found, "examples")
    require_examples_fit(len(found.get("x", [])), layers)
    x, y = _rows(found, "examples", layers)
    x_names, y_names = (_names(found, name, units, end) for name, units, end in _ends(layers))
    return Examples(x, y, x_names, y_names, _example_names(found, "examples", len(x)))


def held_out_of(found: Plain, layers: tuple[int, ...], training: Examples) -> Examples:
    _require_as_many(found, "held_out")
    require_examples_fit(len(training), layers, len(found.get("x", [])))
    x, y = _rows(found, "held_out", layers)
    names = _example_names(found, "held_out", len(x))
    return Examples(x, y, training.x_names, training.y_names, names)


def _example_names(found: Plain, key: str, rows: int) -> tuple[str, ...]:
    """A name for each example, or none at all."""
    place = f"{key}.names"
    names = a_list(found.get("names", []), place)
    if names and len(names) != rows:
        raise PlaceError(
            tr(
                "has {names} for {rows}",
                names=counted(len(names), "name"),
                rows=counted(rows, "example"),
            ),
            place,
        )
    return tuple(a_text(each, f"{place}[{n}]") for n, each in enumerate(names))


def scaling_of(found: Plain, inputs: int) -> Scaling:
    from bpsim.core.scaling import Scaling  # few files have one

    shift, scale = (
        tuple(
            a_number(each, f"scaling.{name}[{n}]")
            for n, each in enumerate(a_list(found.get(name, [default] * inputs), f"scaling.{name}"))
        )
        for name, default in (("shift", 0.0), ("scale", 1.0))
    )
    return Scaling(shift, scale)


def _ends(layers: tuple[int, ...]) -> tuple[tuple[str, int, str], tuple[str, int, str]]:
    """x and y: their name, how many numbers a row has, and the units these are for."""
    return ("x", layers[0], "input"), ("y", layers[-1], "output")


def _require_as_many(found: Plain, place: str) -> None:
    x, y = (len(a_list(found.get(name, []), f"{place}.{name}")) for name in ("x", "y"))
    if x != y:
        raise PlaceError(tr("has {x} in x, but {y:,} in y", x=counted(x, "row"), y=y), place)


def _rows(found: Plain, place: str, layers: tuple[int, ...]) -> tuple[Array, ...]:
    return tuple(
        a_matrix(
            found.get(name, []),
            f"{place}.{name}",
            units,
            tr_n(
                "the network has {units}, so {needed} is expected",
                "the network has {units}, so {needed} are expected",
                units,
                units=counted(units, f"{end} unit"),
                needed=units,
            ),
        )
        for name, units, end in _ends(layers)
    )


def _names(found: Plain, name: str, units: int, end: str) -> tuple[str, ...]:
    key = f"{name}_names"
    if key not in found:
        return default_names(name, units)
    place = f"examples.{key}"
    names = a_list(found[key], place)
    if len(names) != units:
        raise PlaceError(
            tr(
                "has {names}, but the network has {units}",
                names=counted(len(names), "name"),
                units=counted(units, f"{end} unit"),
            ),
            place,
        )
    return tuple(a_text(each, f"{place}[{n}]") for n, each in enumerate(names))
