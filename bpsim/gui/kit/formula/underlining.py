"""The lines under terms whose colours alone would not tell them apart."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from bpsim.gui.kit.formula.box import Leaf, Node, Role, Rule
from bpsim.notation.underlines import ALIKE, underline

THICK: Final = 0.06
DASH, DOT, GAP = 4, 1, 2
"""Lengths, in multiples of the thickness."""

Standing = tuple[float, Node, Role | None]
"""Where a piece of a line stands, what it is, and the colour it takes."""


def underlines(line: Sequence[Standing], em: float) -> Iterator[tuple[float, float, Node, Role]]:
    """What belongs under the ``line``: (x, y, what, role), one for each run of a colour."""
    if not any(type(role) is int and role >= ALIKE for _, _, role in line):
        return
    for role, run in groupby(line, lambda each: each[2]):
        if type(role) is int and underline(role) != "none":
            pieces = list(run)
            left, right = pieces[0][0], pieces[-1][0] + pieces[-1][1].width
            thick = max(1.0, THICK * em)
            # As low as there is room: indices reach down to there.
            y = max(node.descent for _, node, _ in pieces) - thick / 2
            yield left, y, Node(0.0, 0.0, 0.0, _rules(role, right - left, thick)), role


def _rules(colour: int, width: float, thick: float) -> list[tuple[float, float, Node | Leaf]]:
    style = underline(colour)
    if style == "solid":
        return [(0.0, 0.0, Rule(width, thick))]
    part = (DASH if style == "dashed" else DOT) * thick
    step = part + GAP * thick
    count = max(1, round((width + GAP * thick) / step))
    # From the first to the last letter, so that the ends of neighbours stay apart.
    step = (width - part) / (count - 1) if count > 1 else 0.0
    return [(n * step, 0.0, Rule(part, thick)) for n in range(count)]
