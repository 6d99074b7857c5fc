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
"""Formulas are set by so much smaller if it saves them lines, so that terms stay whole."""
ABOUT: Final = 0.9
"""How exactly the height of formulas follows the size of their type."""
ROUNDED: Final = 1.005
"""A formula in other type is so much wider at most than in proportion: glyphs are rounded."""
INSET: Final = 16
"""What the card and the views take of the width, about."""


class FormulaCard(Card):
    """The formula, and the same with numbers."""

    def __init__(self) -> None:
        self.formula, self.numbers = self.views = FormulaView(), FormulaView()
        super().__init__(*self.views)
        self._expressions: tuple[Expr, Expr] = EMPTY, EMPTY
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
        """Show what is not empty of these, once their size is set: laid out in another size before
        that, they would be laid out twice.
        """
        self._expressions = formula, numbers
        for view, expr in zip(self.views, self._expressions, strict=True):
            view.setVisible(expr != EMPTY)
        self.setVisible(any(expr != EMPTY for expr in self._expressions))

    def prepare(self, expressions: tuple[Expr, Expr], width: int, height: int) -> None:
        """Set what is most likely shown next."""
        font = self._font(self.best(expressions, width, height))
        for view, expr in zip(self.views, expressions, strict=True):
            if expr != EMPTY:
                view.prepare(expr, font=font)

    def fit(self, width: int, height: int) -> None:
        """Set the type so large that formulas take no more than ``width`` and ``height``."""
        self.set_size(self.best(self._expressions, width, height))

    def set_size(self, size: float) -> None:
        """Set the formulas in type of that size."""
        size = max(size, self._sizes()[-1])
        self.size_ = size
        font = self._font(size)
        for view, expr in zip(self.views, self._expressions, strict=True):
            if view.font() != font:
                view.setFont(font)
            view.set_expr(expr)

    def best(self, expressions: Sequence[Expr], width: int, height: int) -> float:
        """The largest size at which they fit; less if it saves lines, and 1 at least."""
        shown = [each for each in expressions if each != EMPTY]
        room = max(1, width - INSET)
        sizes = self._sizes()
        fewest, high, _ = self._laid_out(shown, sizes[-1], room, sizes[0])
        least = high / sizes[-1]
        for size in sizes:
            # In larger type formulas take no fewer lines: far too large need not be laid out.
            if ABOUT * least * size <= height:
                lines = self._lines(shown, size, room, height)
                if lines is not None:
                    break
        else:
            return sizes[-1]
        best = size
        if lines > fewest:
            for smaller in sizes:
                if UNBROKEN * size <= smaller < size:
                    fewer = self._lines(shown, smaller, room, height, lines - 1)
                    if fewer is not None:
                        best, lines = smaller, fewer
        return best

    def _lines(
        self, shown: list[Expr], size: float, room: int, height: int, most: float = math.inf
    ) -> int | None:
        """How many lines they take; None where those are too many or too high, or one is shrunk."""
        for by, rounded in ((self._sizes()[0], len(shown)), (None, 0)):
            lines, high, whole = self._laid_out(shown, size, room, by)
            if lines > most or high > height + rounded or not whole:
                return None
        return lines

    def _laid_out(
        self, shown: list[Expr], size: float, room: int, by: float | None = None
    ) -> tuple[int, int, bool]:
        """How many lines they take, how high they are, and whether none had to be shrunk.

        Found in type of the size ``by`` it is true but for roundings, and no line more. Formulas
        that are tried in one type and many widths are taken apart only once.
        """
        times = 1.0 if by is None else size / by
        wide = room if by is None else ROUNDED * room / times
        font = self._font(size if by is None else by)
        found = [fitted(expr, font, wide) for expr in shown]
        high = sum(math.ceil(box.height * scale * times) + 6 for box, scale in found) + 4
        return sum(len(box.lines) for box, _ in found), high, all(s == 1.0 for _, s in found)

    def _font(self, size: float) -> QFont:
        return sized(self.font(), size)
