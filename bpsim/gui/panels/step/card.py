"""The formulas of a step on a card, as large as the panel has room for."""

import math
from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QFont, QFontInfo

from bpsim.gui.kit.formula import FormulaView
from bpsim.gui.kit.formula.fitting import fitted
from bpsim.gui.kit.page.page import Card
from bpsim.gui.looks.theme import sized
from bpsim.notation.formula import EMPTY, Expr

SIZES: Final = (2.6, 2.3, 2.0, 1.75, 1.55, 1.35, 1.2, 1.1, 1.0)
"""What the type of formulas may be, times that of the text."""
UNBROKEN: Final = 0.75
"""Formulas are set by so much smaller if it saves them a line."""
ABOUT: Final = 0.9
"""How exactly the height of formulas follows the size of their type."""
INSET: Final = 16
"""What the card and the views take of the width, about."""


class FormulaCard(Card):
    """The formula, and the same with numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.formula, self.numbers = FormulaView(), FormulaView()
        self.views = (self.formula, self.numbers)
        for view in self.views:
            view.set_ground("window")  # the card's
            self.column.addWidget(view)
        self.size_ = 1.0
        self._least = 0.0

    def set_least(self, pixels: float) -> None:
        """Set no formula smaller than that, whatever there is room for; 0 for as small as text."""
        self._least = pixels

    def _sizes(self) -> tuple[float, ...]:
        """What the type may be."""
        text = QFontInfo(self.font()).pixelSize()
        least = self._least / text
        return tuple(size for size in SIZES if size >= least) or (least,)

    def show_formulas(self, formula: Expr, numbers: Expr) -> None:
        """Show what is not empty of these."""
        for view, expr in zip(self.views, (formula, numbers), strict=True):
            view.set_expr(expr)
            view.setVisible(expr != EMPTY)
        self.setVisible(any(not view.isHidden() for view in self.views))
        self._settle()  # to show a view lays the card out, but tells nobody of its new height

    def prepare(self, expressions: tuple[Expr, Expr], width: int, height: int) -> None:
        """Set what is most likely shown next."""
        font = self._font(self.best(expressions, width, height))
        for view, expr in zip(self.views, expressions, strict=True):
            if expr != EMPTY:
                view.prepare(expr, font=font)

    def fit(self, width: int, height: int) -> None:
        """Set the type so large that formulas take no more than ``width`` and ``height``."""
        shown = [view.expr() for view in self.views if not view.isHidden()]
        self.set_size(self.best(shown, width, height))

    def set_size(self, size: float) -> None:
        """Set the formulas in type of that size."""
        size = max(size, self._sizes()[-1])
        self.size_ = size
        font = self._font(size)
        for view in self.views:
            if view.font() != font:
                view.setFont(font)
        self._settle()

    def best(self, expressions: Sequence[Expr], width: int, height: int) -> float:
        """The largest size at which they fit; less if it saves a line, and 1 at least."""
        shown = [each for each in expressions if each != EMPTY]
        room = max(1, width - INSET)
        sizes = self._sizes()
        chosen = sizes[-1]
        fewest, high, _ = self._laid_out(shown, chosen, room)
        least = high / chosen
        for size in sizes:
            # In larger type formulas take no fewer lines: far too large need not be laid out.
            if ABOUT * least * size > height:
                continue
            lines, high, whole = self._laid_out(shown, size, room)
            if whole and high <= height:
                chosen = size
                break
        else:
            return chosen
        if lines == fewest:
            return chosen
        for smaller in sizes:
            if UNBROKEN * chosen <= smaller < chosen:
                fewer, _, whole = self._laid_out(shown, smaller, room)
                if fewer < lines and whole:
                    return smaller
        return chosen

    def _laid_out(self, shown: list[Expr], size: float, room: int) -> tuple[int, int, bool]:
        """How many lines they take, how high they are, and whether none had to be shrunk."""
        font = self._font(size)
        found = [fitted(expr, font, room) for expr in shown]
        high = sum(math.ceil(box.height * scale) + 6 for box, scale in found) + 4
        return sum(len(box.lines) for box, _ in found), high, all(s == 1.0 for _, s in found)

    def _font(self, size: float) -> QFont:
        return sized(self.font(), size)
