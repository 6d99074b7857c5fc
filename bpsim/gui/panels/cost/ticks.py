"""What is written at the axis of the costs, and the round places on a logarithmic one."""

import math
import sys

from bpsim.base.words import in_local_signs
from bpsim.gui.kit.chart import round_step
from bpsim.notation.numerals import number_text

LOWEST_POWER, HIGHEST_POWER = -323.0, math.log10(sys.float_info.max)
"""Below and above there are no numbers."""

Levels = list[tuple[float, list[float]]]


def tick_texts(places: list[float], unit: float, step: float) -> list[str]:
    """The numbers of ``places`` in ``unit``s, with the digits that ``step`` between them needs.

    A place of which there is no number has no text.
    """
    if unit != 1.0:
        numbers = [place * unit for place in places]
        return [number_text(each, 6) if math.isfinite(each) else "" for each in numbers]
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    if digits > 6 or max(map(abs, places), default=0.0) >= 1e6:
        return [number_text(place, 6) for place in places]
    texts = (f"{place:.{digits}f}".replace("-", "−") if place else "0" for place in places)
    return [in_local_signs(text) for text in texts]


def log_ticks(low: float, high: float, most: int) -> Levels:
    """At most ``most`` ticks between 10^low and 10^high, as logarithms.

    At 1, 2 and 5 times powers of ten if these fit, else at powers, else at every so many powers;
    within a fraction of a power at evenly spaced round numbers. None is beyond the last number.
    """
    low, high = max(low, LOWEST_POWER), min(high, HIGHEST_POWER)
    powers = range(math.floor(low), math.ceil(high) + 1)
    for multiples in ((1, 2, 5), (1, 3), (1,)):
        ticks = [n + math.log10(m) for n in powers for m in multiples]
        ticks = [tick for tick in ticks if low <= tick <= high]
        if 3 <= len(ticks) <= most:
            return [(1.0, ticks)]
    whole = [float(n) for n in powers if low <= n <= high]
    if len(whole) >= 2:
        stride = max(1, -(-len(whole) // most))
        return [(float(stride), [n for n in whole if n % stride == 0])]
    middle = min(max((low + high) / 2, low), high)
    return [(0.1, _even(10.0**low, 10.0**high, most) or [middle])]


def _even(low: float, high: float, most: int) -> list[float]:
    """The logarithms of at most about ``most`` round numbers from ``low`` to ``high``."""
    if not high > low > 0 or (high - low) / most == 0:
        return []
    rough = (high - low) / most
    step = round_step(rough)
    count = int(math.floor(high / step) - math.ceil(low / step)) + 1
    return [math.log10((math.ceil(low / step) + n) * step) for n in range(count)]
