"""The round places on a logarithmic axis of a plot, and what is written there."""

import math
import sys
from collections.abc import Sequence

import numpy as np

from bpsim.core.arrays import Array
from bpsim.gui.kit.chart.axes import MOST_DIGITS, round_step
from bpsim.notation.numerals import number_text

LOWEST_POWER, HIGHEST_POWER = -323.0, math.log10(sys.float_info.max)
"""Below and above there are no numbers."""
FAR = 300
"""Powers beyond which multiples of a number are not reckoned with."""
APART = 1.5
"""The least distance between two numbers, in heights of a line."""
MULTIPLES = ((1.0, 2.0, 5.0), (1.0, 3.0))
"""What is written within a power of ten where it has room."""
FEWEST_DIGITS = 6
FEW = 3
"""So many numbers are enough; with fewer another kind is tried."""


def log_texts(powers: Sequence[float]) -> list[str]:
    """The numbers at these rising ``powers`` of ten, with digits that tell them apart."""
    numbers = 10.0 ** np.array(powers)
    apart = (np.diff(numbers) / numbers[1:]).min(initial=1.0)
    # One more than parts them, and the two that number_text leaves out before a power of ten.
    needed = 3 - math.floor(math.log10(max(apart, 10.0**-MOST_DIGITS)))
    digits = min(max(FEWEST_DIGITS, needed), MOST_DIGITS)
    return [number_text(number, digits) for number in numbers.tolist()]


def log_ticks(low: float, high: float, size: float, line: float) -> list[float]:
    """Logarithms of round numbers from ``low`` to ``high``, which are ``size`` pixels apart.

    1, 2 and 5 times powers of ten if these have room, else 1 and 3, else every so many powers;
    within a fraction of a power multiples of a round number. None is beyond the last number, and
    none nearer to the next than APART times ``line``, the height of a line of text.
    """
    if not high > low or size <= 0:
        return []
    least = APART * line * (high - low) / size
    low, high = max(low, LOWEST_POWER), min(high, HIGHEST_POWER)
    powers = np.arange(math.floor(low), math.ceil(high) + 1)
    kinds = [
        np.add.outer(powers, np.log10(each)).ravel()
        for each in MULTIPLES
        if np.diff(np.log10([*each, 10.0])).min() >= least
    ]
    kinds += [powers[powers % math.ceil(least) == 0], _even(low, high, least)]
    found = [[float(tick) for tick in each if low <= tick <= high] for each in kinds]
    enough = (each for each in found if len(each) >= FEW)
    return next(enough, max(found, key=len)) or [(low + high) / 2]


def _even(low: float, high: float, least: float) -> Array:
    """The logarithms of evenly spaced round numbers, the highest two of them ``least`` apart."""
    if abs(high) > FAR:
        return np.empty(0)
    step = round_step(10.0**high * (1.0 - 10.0**-least))
    first, last = math.ceil(10.0**low / step), math.floor(10.0**high / step)
    return np.log10(step * np.arange(max(1, first), last + 1))
