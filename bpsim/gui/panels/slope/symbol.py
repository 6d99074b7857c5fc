"""A small formula that stands before a field, as wide as it is and no wider."""

import math

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bpsim.gui.kit.formula import Box, draw, layout
from bpsim.gui.looks.theme import theme_in_use
from bpsim.notation.formula import EMPTY, Expr


class SymbolLabel(QWidget):
    """One formula on one line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._expr: Expr = EMPTY
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_expr(self, expr: Expr) -> None:
        """Show ``expr``."""
        if expr != self._expr:
            before, self._expr = self.sizeHint(), expr
            if self.sizeHint() != before:  # or the whole window would be laid out at every step
                self.updateGeometry()
            self.update()

    def _box(self) -> Box:
        return layout(self._expr, self.font())

    def sizeHint(self) -> QSize:
        box = self._box()
        return QSize(math.ceil(box.width) + 2, math.ceil(box.height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        box = self._box()
        with QPainter(self) as painter:
            y = (self.height() + box.ascent - box.descent) / 2
            draw(painter, box, 1.0, y, theme_in_use())
