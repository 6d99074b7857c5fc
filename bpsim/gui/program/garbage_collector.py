"""Python's collector of garbage, set up so that it does not come between two frames."""

import gc
from typing import Final

CALM: Final = (10_000, 20, 50)
"""How many new objects, and then how many rounds, go by until what is left is looked through.

A step makes some thousand that are gone by the next; looking through them at once finds nothing.
"""
_USUAL: Final = gc.get_threshold()


def settle() -> None:
    """Look through what is there now no more, and through what is new less often."""
    gc.freeze()
    gc.set_threshold(*CALM)
    gc.enable()


def unsettle() -> None:
    """Back to what Python does by itself."""
    gc.unfreeze()
    gc.set_threshold(*_USUAL)
