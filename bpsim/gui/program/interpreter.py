"""Python itself, set up so that it does not come between two frames."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

CALM: Final = (10_000, 20, 50)
"""How many new objects, and then how many rounds, go by until what is left is looked through.

A step makes some thousand that are gone by the next; looking through them at once finds nothing.
"""
SWITCH_SECONDS: Final = 0.001
"""So long a thread that works goes on before the window has its turn.

A picture asks for its turn dozens of times: with the usual 5 ms an edit made while a copy of a
large document was being written took a quarter of a second to be seen.
"""


@contextmanager
def settled() -> Iterator[None]:
    """Look through what is there now no more and what is new less often; take turns quickly."""
    threshold, seconds = gc.get_threshold(), sys.getswitchinterval()
    gc.freeze()
    gc.set_threshold(*CALM)
    gc.enable()
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*threshold)
        sys.setswitchinterval(seconds)
