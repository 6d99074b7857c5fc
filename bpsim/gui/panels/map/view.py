"""What a map shows: one unit or all outputs, by which name, over which values."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.gui.kit.chart import round_step
from bpsim.notation.formula import to_text
from bpsim.notation.numerals import number_text
from bpsim.steps.explain import symbols
from bpsim.steps.places import UnitPlace, exists

ALL = tr("all outputs")


@dataclass(frozen=True, slots=True)
class MapView:
    """Unit ``unit`` of ``layer``, both from 1, or all units of the output layer for None."""

    layer: int
    unit: int | None

    @property
    def place(self) -> UnitPlace | None:
        """The unit as a place, None for all outputs."""
        return None if self.unit is None else UnitPlace(self.layer, self.unit)


def views_of(layers: tuple[int, ...]) -> tuple[MapView, ...]:
    """All that a map can show, the output first and the inputs last."""
    every = (MapView(len(layers), None),) if layers[-1] > 1 else ()
    return every + tuple(
        MapView(layer, unit)
        for layer in range(len(layers), 0, -1)
        for unit in range(1, layers[layer - 1] + 1)
    )


def view_of(place: UnitPlace | None, layers: tuple[int, ...]) -> MapView:
    """The view of a place; that of the output for None and for what has no map."""
    if place is not None and place.unit > 0 and exists(place, layers):
        return MapView(place.layer, place.unit)
    return MapView(len(layers), None if layers[-1] > 1 else 1)


def symbol_of(view: MapView, layers: tuple[int, ...], x_names: tuple[str, ...]) -> str:
    """h, h₂, a₁⁽²⁾ or an input's name."""
    if view.unit is None:
        return ALL
    if view.layer == len(layers):
        return to_text(symbols.h(view.unit, layers[-1]))
    if view.layer == 1:
        return x_names[view.unit - 1]
    return to_text(symbols.a(view.layer, view.unit))


def title_of(view: MapView, layers: tuple[int, ...], examples: Examples) -> str:
    """A view in a list to choose from."""
    symbol = symbol_of(view, layers, examples.x_names)
    if view.unit is None:
        return tr("All outputs")
    if view.layer == 1:
        return tr("{symbol} · input", symbol=symbol)
    if view.layer < len(layers):
        return tr(
            "{symbol} · unit {unit}, layer {layer}", symbol=symbol, unit=view.unit, layer=view.layer
        )
    return tr("{symbol} · output", symbol=symbol) + (
        f" {examples.y_names[view.unit - 1]}" if layers[-1] > 1 else ""
    )


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from ``low`` to ``high``; orange below ``neutral``, blue above it.

    ``level`` is where the contour runs.
    """

    low: float
    high: float
    neutral: float
    level: float

    def shares(self, values: Array) -> Array:
        """How far each value is from the neutral one, from −1 (lowest) to 1 (highest)."""
        off = np.clip(values, self.low, self.high) - self.neutral
        above, below = self.high - self.neutral, self.neutral - self.low
        out: Array = off / np.where((off > 0) | (below == 0), above, below)
        return out


def scale_of(network: Network, view: MapView, values: Array) -> Scale:
    """The scale for one unit's ``values``.

    Where the activation has no bounds of its own the scale ends on round numbers, so that it
    seldom changes while the weights do.
    """
    low, high = (-np.inf, np.inf) if view.layer == 1 else network.activation(view.layer).bounds
    if np.isfinite(high - low):
        middle = (low + high) / 2
        return Scale(low, high, middle, middle)
    both = low == -np.inf
    sizes = np.abs(values[np.isfinite(values)]) if both else values[values < np.inf]
    top = float(sizes.max()) if sizes.size else 0.0
    high = round_step(min(top, 1e300)) if top > 1e-300 else 1.0
    return Scale(-high if both else min(low, 0.0), high, 0.0, 0.0)


def lead_scale(network: Network, values: Array) -> float:
    """By how much the largest output can lead the next one, for ``values`` (…, K)."""
    low, high = network.activations[-1].bounds
    if np.isfinite(high - low):
        return high - low
    finite = values[np.isfinite(values)]
    size = float(finite.max()) / 2 - float(finite.min()) / 2 if finite.size else 0.0
    return 2 * round_step(min(size, 1e300)) if size > 1e-300 else 1.0


def leads(values: Array) -> tuple[npt.NDArray[np.intp], Array]:
    """Of (…, K) outputs: which is the largest (from 0), and by how much it leads the next."""
    winner = np.argmax(values, axis=-1)
    at = winner[..., np.newaxis]
    others = values.copy()
    np.put_along_axis(others, at, -np.inf, axis=-1)
    with np.errstate(over="ignore", invalid="ignore"):
        lead = np.take_along_axis(values, at, axis=-1)[..., 0] - others.max(axis=-1)
    return winner, lead


@dataclass(frozen=True, eq=False)
class Classes:
    """The examples by target: ``of[i]`` is the class of example i, from 0, with its name.

    ``by_value`` is true for a single output: the classes are its values, from low to high. Where
    it has more than a few there is one class without a name.
    """

    of: npt.NDArray[np.intp]
    names: tuple[str, ...]
    by_value: bool


MOST_VALUES = 6


def classes_of(examples: Examples) -> Classes:
    """By largest target, or by the value of a single one."""
    y = examples.y
    if y.shape[1] > 1:
        return Classes(np.argmax(y, axis=1), examples.y_names, False)
    found = np.unique(y[:, 0])
    if np.isin(found, (0.0, 1.0)).all():  # so that 1 looks the same where there is no 0
        found = np.array([0.0, 1.0])
    if len(found) > MOST_VALUES:
        return Classes(np.zeros(len(y), np.intp), ("",), True)
    target = examples.y_names[0]
    # A target that stands for a class is called "label = b" already.
    sign = ": " if "=" in target else " = "
    names = tuple(f"{target}{sign}{number_text(float(value))}" for value in found)
    return Classes(np.searchsorted(found, y[:, 0]), names, True)


def aspect(points: float, width: float, height: float) -> tuple[int, int]:
    """A grid of about so many points with square cells in an area of that shape."""
    ratio = max(0.2, min(5.0, width / max(1.0, height)))
    nx = max(8, round((points * ratio) ** 0.5))
    return nx, max(8, round(nx / ratio))
