"""The sizes of layers as people type them, and as they are written."""

import re
from collections.abc import Iterable

from bpsim.base.words import tr
from bpsim.core.errors import ModelError

_BETWEEN = re.compile(r"\s*[-–—−,;x×→>\s]\s*")


def sizes_in(text: str) -> tuple[int, ...]:
    """The sizes in a text such as "3-4-2", "3, 4, 2" or "3 → 4 → 2"; what separates may end it too.

    Raises ModelError, which says what is no size.
    """
    parts = [part for part in _BETWEEN.split(text.strip()) if part]
    wrong = next((part for part in parts if not part.isdecimal()), None)
    if wrong is not None:
        raise ModelError(
            tr("“{wrong}” is no number of units; write layers as 3-4-2", wrong=wrong[:20])
        )
    return tuple(int(part[:9]) for part in parts)


def sizes_text(sizes: Iterable[int]) -> str:
    """The sizes as :func:`sizes_in` reads them."""
    return "-".join(map(str, sizes))
