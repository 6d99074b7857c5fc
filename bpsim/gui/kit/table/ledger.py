"""What the terms of a table come to, written below them as in a sum done by hand."""

from PySide6.QtCore import QPoint, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from bpsim.gui.kit.controls.painting import Grounded, fill_rounded, mixed
from bpsim.gui.kit.controls.spoken import Spoken
from bpsim.gui.kit.controls.tip_by_place import TipByPlace
from bpsim.gui.kit.formula import layout
from bpsim.gui.kit.formula.painted import Painted
from bpsim.gui.kit.table import cells
from bpsim.gui.kit.table.cells import PADDING
from bpsim.gui.kit.table.model import TermColumn
from bpsim.gui.kit.table.view import TermTable
from bpsim.gui.looks.theme import theme_in_use
from bpsim.notation.numerals import UNKNOWN, full_number
from bpsim.steps.shown.ledger import LedgerLine, LineKind

TINT = 0.12


def _stands_out(line: LedgerLine) -> bool:
    return line.kind is LineKind.RESULT and line.value is not None


class Ledger(TipByPlace, Grounded, Spoken):
    """The lines below a TermTable, its numbers in line with the products."""

    def __init__(self, table: TermTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._lines: tuple[LedgerLine, ...] = ()
        self._pictures: dict[int, Painted] = {}
        self._coming: dict[int, Painted] = {}
        self._waiting = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        table.horizontalScrollBar().valueChanged.connect(self._follow)
        table.columns_changed.connect(self._follow)

    def _follow(self) -> None:
        """Stay in line with the table's columns."""
        self.update()

    def lines(self) -> tuple[LedgerLine, ...]:
        """The lines on show."""
        return self._lines

    def set_lines(self, lines: tuple[LedgerLine, ...]) -> None:
        """Show ``lines``; without any it takes no room."""
        before = len(self._lines)
        self._lines = lines
        self._pictures, self._coming = self._coming, {}
        self.set_spoken(lambda: "; ".join(line.text() for line in lines))
        if len(lines) != before:
            self.setVisible(bool(lines))
            self.updateGeometry()
        self.update()

    def set_waiting(self, on: bool) -> None:
        """Keep what the terms come to for later, while they are still on their way."""
        if on != self._waiting:
            self._waiting = on
            self.update()

    def prepare(self, lines: tuple[LedgerLine, ...]) -> None:
        """Set the captions of ``lines``, which are most likely shown next."""
        self._coming = {}
        for line in lines if self._ground else ():
            box = layout(line.caption, self.font())
            height, ratio = self._table.row_height(), self.devicePixelRatioF()
            picture = cells.formula_picture(box, height, ratio, self._ground_of(line))
            if picture is not None:
                self._coming[id(box)] = picture

    def line_at(self, y: float) -> LedgerLine | None:
        """The line at that height of the widget."""
        row = int(y // self._table.row_height())
        return self._lines[row] if 0 <= row < len(self._lines) else None

    # --- Qt -------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        height = len(self._lines) * self._table.row_height()
        return QSize(20 * self.fontMetrics().height(), height + 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(10 * self.fontMetrics().height(), self.sizeHint().height())

    def tip_at(self, at: QPoint) -> str:
        line = self.line_at(at.y())
        return "" if line is None or line.value is None else full_number(line.value)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self.paint_ground(painter, event.rect())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(self.font())
            ends = self._table.column_edges()
            for n in range(len(self._lines)):
                height = self._table.row_height()
                row = QRectF(0, n * height, min(ends[-1], self.width()), height)
                self._line(painter, row, n, ends)

    def _ground_of(self, line: LedgerLine) -> QColor:
        """The colour that a line stands on."""
        surface = theme_in_use().colour("surface")
        return (
            mixed(theme_in_use().colour("accent"), surface, TINT) if _stands_out(line) else surface
        )

    def _line(self, painter: QPainter, row: QRectF, number: int, ends: list[int]) -> None:
        theme, line = theme_in_use(), self._lines[number]
        ground = self._ground_of(line)
        if _stands_out(line):
            fill_rounded(painter, row.adjusted(0, 1, 0, 0), 4, ground)
        elif line.kind is LineKind.SUM:
            painter.setPen(QPen(theme.colour("muted"), 1.0))
            painter.drawLine(row.topLeft().toPoint(), row.topRight().toPoint())
        # Where the table scrolls sideways the numbers stay in sight, at the right.
        end = min(ends[TermColumn.PRODUCT] - self._table.horizontalScrollBar().value(), row.right())
        start = max(end - (ends[TermColumn.PRODUCT] - ends[TermColumn.VALUE]), 0.45 * end)
        caption = QRectF(PADDING, row.top(), start - PADDING, row.height())
        box = layout(line.caption, self.font())
        cells.formula(painter, caption, box, self._pictures.get(id(box)), ground)
        place = QRectF(start, row.top(), end - start, row.height())
        painter.setPen(theme.colour("muted" if line.value is None or line.faint else "text"))
        if line.value is None or self._waiting:
            self._table.plain.draw_text(painter, place, UNKNOWN)
            return
        numbers = self._table.plain if line.faint else self._table.bold
        numbers.draw(painter, place, line.value)
        if line.bar and ends[-1] > ends[TermColumn.PRODUCT]:
            at = QRectF(end, row.top(), ends[-1] - end, row.height())
            cells.bar(painter, at, line.value, self._table.largest)
