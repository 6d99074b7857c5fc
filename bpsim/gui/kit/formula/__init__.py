"""Typesets formulas: the trees of bpsim.notation.formula, laid out and painted with QPainter.

Its parts are imported when they are asked for: the window's first picture needs only the font.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bpsim.gui.kit.formula.box import Box
    from bpsim.gui.kit.formula.paint import draw
    from bpsim.gui.kit.formula.typesetter import layout
    from bpsim.gui.kit.formula.view import FormulaView

__all__ = ["Box", "FormulaView", "draw", "layout"]
_HOMES = {"Box": "box", "FormulaView": "view", "draw": "paint", "layout": "typesetter"}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
