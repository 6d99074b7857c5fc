"""An axis of powers whose numbers have room: never one over another."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QFont, QFontMetricsF

from bpsim.base.words import in_local_signs
from bpsim.core.arrays import Array

STEPS = ((1.0, 2.0, 5.0), (1.0, 3.0), (1.0,))
"""What is written within a power of ten; the first that has room is taken."""
APART = 1.5
"""The least distance between two numbers, in heights of a line."""


class LogAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph ships no types
    """Values are logarithms to the base of ten; the numbers are what they are logarithms of."""

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        """The places of the numbers, one level of them."""
        return [(1.0, ticks(low, high, size, self._line()))]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """The numbers at these places."""
        return [in_local_signs(f"{10.0**value:.3g}") for value in values]

    def _line(self) -> float:
        return QFontMetricsF(self.style["tickFont"] or QFont()).height()


def ticks(low: float, high: float, size: float, line: float) -> list[float]:
    """Logarithms of round numbers from ``low`` to ``high``, which are ``size`` pixels apart.

    ``line`` is the height of a line of text.
    """
    if not high > low or size <= 0:
        return []
    pixels = size / (high - low)
    powers = np.arange(np.floor(low), np.ceil(high) + 1)
    for steps in STEPS:
        logs = np.log10(steps)
        gaps = np.diff([*logs, 1.0])
        if gaps.min() * pixels >= APART * line:
            return _within(np.add.outer(powers, logs).ravel(), low, high) or [(low + high) / 2]
    every = int(np.ceil(APART * line / pixels))
    return _within(powers[powers % every == 0], low, high)


def _within(places: Array, low: float, high: float) -> list[float]:
    return [float(each) for each in places if low <= each <= high]
