"""Typesets formulas: the trees of bpsim.steps.notation, laid out and painted with QPainter."""

from bpsim.gui.formula.box import Box
from bpsim.gui.formula.layout import layout
from bpsim.gui.formula.paint import draw
from bpsim.gui.formula.view import FormulaView

__all__ = ["Box", "FormulaView", "draw", "layout"]
