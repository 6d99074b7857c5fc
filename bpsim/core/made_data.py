"""Examples made by rule: the logic gates, and sets of points to be told apart.

All have two inputs and one target, 0 or 1. The same seed makes the same examples.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.core.errors import ModelError
from bpsim.core.examples import Examples

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
FEWEST, MOST = 2, 5_000
Points = Callable[[np.random.Generator, int], tuple[Array, Array]]


@dataclass(frozen=True)
class Kind:
    """One kind of set. A gate has its four corners; ``points`` draws n points and their classes."""

    name: str
    label: str
    gate: tuple[float, ...] = ()
    points: Points | None = None

    @property
    def drawn(self) -> bool:
        """True if number of points, noise and seed mean something."""
        return self.points is not None


def _half(n: int) -> Array:
    """The classes 0 and 1 in turn, shape (n,)."""
    return (np.arange(n) % 2).astype(np.float64)


def _circle(rng: np.random.Generator, n: int) -> tuple[Array, Array]:
    """Class 1 within a disc of radius 0.5, class 0 on a ring around it."""
    y = _half(n)
    radius = np.where(y == 1, 0.5 * np.sqrt(rng.random(n)), 0.75 + 0.25 * rng.random(n))
    angle = 2 * np.pi * rng.random(n)
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]), y


def _gaussians(rng: np.random.Generator, n: int) -> tuple[Array, Array]:
    """Two clouds around (−0.5, −0.5) and (0.5, 0.5)."""
    y = _half(n)
    centre = np.where(y == 1, 0.5, -0.5)[:, None]
    return centre + 0.22 * rng.normal(size=(n, 2)), y


def _spiral(rng: np.random.Generator, n: int) -> tuple[Array, Array]:
    """Two arms that wind around each other one and a quarter times."""
    y = _half(n)
    along = np.sqrt(rng.random(n))
    angle = 2.5 * np.pi * along + np.pi * y
    return np.column_stack([along * np.cos(angle), along * np.sin(angle)]), y


def _moons(rng: np.random.Generator, n: int) -> tuple[Array, Array]:
    """Two half circles that interlock, between −1 and 1."""
    y = _half(n)
    angle = np.pi * rng.random(n)
    x1 = np.where(y == 1, 1 - np.cos(angle), np.cos(angle)) - 0.5
    x2 = np.where(y == 1, 0.5 - np.sin(angle), np.sin(angle)) - 0.25
    return np.column_stack([x1, x2]) / 1.5, y


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("and", "AND", gate=(0, 0, 0, 1)),
        Kind("or", "OR", gate=(0, 1, 1, 1)),
        Kind("xor", "XOR", gate=(0, 1, 1, 0)),
        Kind("xnor", "XNOR", gate=(1, 0, 0, 1)),
        Kind("circle", tr("Circle"), points=_circle),
        Kind("gaussians", tr("Two clouds"), points=_gaussians),
        Kind("spiral", tr("Spiral"), points=_spiral),
        Kind("moons", tr("Two moons"), points=_moons),
    )
}
"""Every kind by name; a new one is a function and a row."""


def made_examples(kind: str, count: int = 60, noise: float = 0.0, seed: int = 1) -> Examples:
    """The examples of ``kind``: a gate's four, or ``count`` points.

    ``noise`` is the standard deviation of what is added to both inputs of a point. Raises
    ModelError for an unknown kind, too few or too many points, or a noise that is none.
    """
    if kind not in KINDS:
        raise ModelError(
            tr("“{kind}” is none of {kinds}", kind=kind, kinds=", ".join(KINDS)), "examples"
        )
    chosen = KINDS[kind]
    if chosen.points is None:
        return Examples.of(CORNERS, np.array(chosen.gate, dtype=np.float64)[:, None])
    if not FEWEST <= count <= MOST:
        raise ModelError(
            tr("the number of points must be from {fewest} to {most:,}", fewest=FEWEST, most=MOST),
            "examples",
        )
    if not 0 <= noise <= 10:
        raise ModelError(tr("the noise must be a number from 0 to 10"), "examples")
    rng = np.random.default_rng(seed)
    x, y = chosen.points(rng, count)
    return Examples.of(x + noise * rng.normal(size=x.shape), y[:, None])
