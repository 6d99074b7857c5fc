"""What is found out about the terms of a table once, and shared by all tables that show them."""

import weakref
from typing import Final

from PySide6.QtGui import QFont

from bpsim.gui.kit.formula import Box
from bpsim.gui.kit.formula.painted import Painted
from bpsim.gui.kit.formula.typesetter import fresh_layout
from bpsim.gui.kit.table.cells import formula_picture
from bpsim.gui.kit.table.model import term_symbol
from bpsim.steps.terms import Terms

REMEMBERED: Final = 512


class Measured:
    """``terms`` set in ``font``: their symbols, and how ``widths`` the columns' numbers are."""

    def __init__(self, terms: Terms, font: QFont) -> None:
        self.terms, self.font = terms, font
        self.widths: list[float] = []
        self._boxes: dict[int, Box] = {}
        self._pictures: dict[int, Painted] = {}

    def box(self, term: int) -> Box:
        """The symbols of a term, laid out."""
        box = self._boxes.get(term)
        if box is None:
            if len(self._boxes) >= REMEMBERED:
                self._boxes.clear()
            box = self._boxes[term] = fresh_layout(term_symbol(self.terms, term), self.font)
        return box

    def paint(self, term: int, height: float, ratio: float) -> None:
        """Keep a picture of the symbols of a term for a row of that height."""
        known = self._pictures.get(term)
        picture = formula_picture(self.box(term), height, ratio, known=known)
        if picture is not None:
            self._pictures[term] = picture

    def picture(self, term: int) -> Painted | None:
        """What :meth:`paint` has made of a term, if it has."""
        return self._pictures.get(term)


_in_use: weakref.WeakValueDictionary[int, Measured] = weakref.WeakValueDictionary()
"""By the identity of the terms, which each holds. On the way back two panels show the same."""


def measured(terms: Terms, font: QFont) -> Measured:
    """What a table that holds it has found out about ``terms``, or the beginning of that."""
    known = _in_use.get(id(terms))
    if known is None or known.font != font:
        known = _in_use[id(terms)] = Measured(terms, font)
    return known
