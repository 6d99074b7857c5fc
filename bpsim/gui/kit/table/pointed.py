"""A table of terms in which the pointer lights a row, or a row is lit from elsewhere."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from bpsim.gui.kit.controls.painting import mixed
from bpsim.gui.kit.formula.pointing import MARK
from bpsim.gui.kit.table.base import CalmTable
from bpsim.gui.kit.table.model import TermModel
from bpsim.gui.looks.theme import theme_in_use


class PointedTable(CalmTable):
    """``term_pointed`` carries the term whose row the pointer is on, −1 for none."""

    term_pointed = Signal(int)
    terms_model: TermModel

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._marked: int | None = None
        self._under_pointer = -1
        self.setMouseTracking(True)

    def mark_term(self, term: int | None) -> None:
        """Lay a ground in its own colour behind the row of ``term``, or behind none."""
        if term != self._marked:
            self._marked = term
            self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self.rowAt(round(event.position().y()))
        term = None if row < 0 else self.terms_model.term_of(row)
        self._point(-1 if term is None else term)
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(-1)

    def _point(self, term: int) -> None:
        if term != self._under_pointer:
            self._under_pointer = term
            self.term_pointed.emit(term)

    def paint_mark(self, painter: QPainter, first: int, last: int) -> None:
        """The ground behind the marked row, if it is among these."""
        term, model = self._marked, self.terms_model
        row = None if term is None or term >= len(model.terms) else model.row_of(term)
        if term is not None and row is not None and first <= row <= last:
            theme = theme_in_use()
            ground = mixed(theme.term(model.terms.colour(term)), theme.colour("surface"), MARK)
            top = self.rowViewportPosition(row)
            painter.fillRect(0, top, self.viewport().width(), self.row_height(), ground)
