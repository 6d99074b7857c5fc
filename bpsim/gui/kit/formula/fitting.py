"""Fits a formula into a width where breaking lines is not enough: by drawing it smaller."""

from typing import Final

from PySide6.QtGui import QFont

from bpsim.gui.kit.formula.box import Box
from bpsim.gui.kit.formula.typesetter import Typesetter, fresh_layout, typesetter
from bpsim.notation.formula import Expr

SMALLEST: Final = 0.6
HIGH: Final = 8.0
SHRINKS: Final = (0.95, 0.9)
"""Matrices piled up higher than HIGH em are tried smaller, so that more of them stand abreast."""
KEPT: Final = 32
_recent: list[tuple[Expr, Typesetter, float, tuple[Box, float]]] = []
"""What was laid out last, with the width it was for.

On the way back two panels show the same formula, and that of the next step is laid out ahead."""


def fitted(expr: Expr, font: QFont, width: float) -> tuple[Box, float]:
    """``expr`` laid out for ``width`` pixels, and the scale at which it is to be drawn.

    Everything but matrices is broken into lines at full size.
    """
    setter = typesetter(font)
    for known, by, wide, found in _recent:
        if by is setter and known == expr and (wide == width or alike(found, width)):
            return found
    found = _fitted(expr, font, width)
    _recent.insert(0, (expr, setter, width, found))
    del _recent[KEPT:]
    return found


def _fitted(expr: Expr, font: QFont, width: float) -> tuple[Box, float]:
    box = fresh_layout(expr, font, width)
    best = (box, _scale(box, width))
    em = font.pixelSize() if font.pixelSize() > 0 else font.pointSizeF() * 96 / 72
    if len(box.lines) < 2 or _height(best) <= HIGH * em or not box.has_brackets:
        return best
    for shrink in SHRINKS:
        smaller = fresh_layout(expr, font, width / shrink)
        found = (smaller, min(shrink, _scale(smaller, width)))
        if len(smaller.lines) < len(best[0].lines) and _height(found) < _height(best):
            best = found
        if _height(best) <= HIGH * em:
            break
    return best


def alike(found: tuple[Box, float], width: float) -> bool:
    """True if :func:`fitted` would find the same for ``width``: nothing is broken elsewhere."""
    box, scale = found
    if scale != 1.0 or box.room is None or not box.room.like(width):
        return False
    return box.width <= width and not box.has_brackets


def _scale(box: Box, width: float) -> float:
    return 1.0 if box.width <= width + 0.5 else max(SMALLEST, width / box.width)


def _height(found: tuple[Box, float]) -> float:
    return found[0].height * found[1]
