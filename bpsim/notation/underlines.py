"""The second sign of the coloured terms of a formula: lines under them.

Twelve hues that are all legible cannot all be told apart, least of all without one kind of cones.
The first three can, and stay as they are; the terms behind them are underlined, three alike.
"""

from typing import Final, Literal

Underline = Literal["none", "solid", "dashed", "dotted"]
UNDERLINES: Final[tuple[Underline, ...]] = ("none", "solid", "dashed", "dotted")
ALIKE: Final = 3


def underline(colour: int) -> Underline:
    """How the term of that colour, from 0, is underlined."""
    return UNDERLINES[colour // ALIKE % len(UNDERLINES)]
