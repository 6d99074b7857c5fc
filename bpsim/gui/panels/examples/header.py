"""The headings of the table of examples: inputs and targets across, numbers down."""

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView

from bpsim.gui.kit.controls.painting import mixed
from bpsim.gui.kit.table.cells import PADDING, RIGHT
from bpsim.gui.looks.theme import SMALL, sized
from bpsim.gui.panels.examples.model import MARK

if TYPE_CHECKING:
    from bpsim.gui.panels.examples.table import ExamplesTable

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class _Header(QHeaderView):
    """What both have in common."""

    def __init__(self, orientation: Qt.Orientation, table: "ExamplesTable") -> None:
        super().__init__(orientation, table)
        self.table = table
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(8)
        self.setHighlightSections(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        try:
            painter.fillRect(event.rect(), self.table.theme.colour("surface"))
            painter.setFont(sized(self.table.font(), SMALL))
            if self.count():
                self.paint(painter, event)
        finally:
            painter.end()

    @abstractmethod
    def paint(self, painter: QPainter, event: QPaintEvent) -> None:
        """Paint the headings that ``event`` is about."""

    def sections(self, first: int, last: int) -> range:
        """The sections between two places."""
        start, end = self.visualIndexAt(max(0, first)), self.visualIndexAt(last)
        return range(max(0, start), (self.count() - 1 if end < 0 else end) + 1)


class ColumnHeader(_Header):
    """ "Inputs" and "Targets" over the names of their columns."""

    def __init__(self, table: "ExamplesTable") -> None:
        super().__init__(Qt.Orientation.Horizontal, table)

    def fit(self) -> None:
        """Two lines in the table's font."""
        line = QFontMetrics(sized(self.table.font(), SMALL)).height()
        self.setFixedHeight(2 * line + 8)

    def paint(self, painter: QPainter, event: QPaintEvent) -> None:
        table, theme = self.table, self.table.theme
        model, half = table.examples, self.height() / 2
        starts, edges = (0, model.inputs), (model.inputs, model.columnCount())
        targets = model.columnCount() - model.inputs
        titles = (
            self.tr("Inputs") if model.inputs > 1 else self.tr("Input"),
            self.tr("Targets") if targets > 1 else self.tr("Target"),
        )
        painter.setPen(theme.colour("text"))
        painter.setFont(sized(table.font(), SMALL, bold=True))
        for start, edge, title in zip(starts, edges, titles, strict=True):
            left = max(0, self.sectionViewportPosition(start))
            right = self.sectionViewportPosition(edge - 1) + self.sectionSize(edge - 1)
            painter.save()
            painter.setClipRect(QRectF(left, 0, right - left, half))
            inner = QRectF(left + PADDING, 2, max(right - left, 1), half - 2)
            painter.drawText(inner, LEFT, title)
            painter.restore()
        painter.setFont(sized(table.font(), SMALL))
        painter.setPen(theme.colour("muted"))
        metrics = QFontMetrics(painter.font())
        for section in self.sections(event.rect().left(), event.rect().right()):
            at, width = self.sectionViewportPosition(section), self.sectionSize(section)
            place = QRectF(at + PADDING, half, width - 2 * PADDING, half - 3)
            text = metrics.elidedText(
                model.name(section), Qt.TextElideMode.ElideRight, round(place.width()) + 1
            )
            painter.drawText(place, RIGHT, text)
        painter.setPen(QPen(theme.colour("line"), 1.0))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        border = self.sectionViewportPosition(model.inputs)
        painter.drawLine(border, 4, border, self.height())


class RowHeader(_Header):
    """The numbers of the examples, from 1; a click on one goes to it."""

    def __init__(self, table: "ExamplesTable") -> None:
        super().__init__(Qt.Orientation.Vertical, table)
        self.setSectionsClickable(True)
        self.setAccessibleName(self.tr("Examples"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def fit(self, trained: int, held_out: int) -> None:
        """Room for the largest number of either kind, and for the mark."""
        metrics = QFontMetrics(sized(self.table.font(), SMALL, bold=True))
        wide = metrics.horizontalAdvance(f"{MARK} {max(trained, 88)}")
        if held_out:
            words = self.table.examples.heading(trained + held_out - 1)
            wide = max(wide, metrics.horizontalAdvance(words))
        self.setFixedWidth(wide + round(2 * PADDING))

    def sizeHint(self) -> QSize:
        return QSize(self.width(), super().sizeHint().height())

    def paint(self, painter: QPainter, event: QPaintEvent) -> None:
        table, theme = self.table, self.table.theme
        chosen = set(table.rows()) if table.whole_rows() else set()
        ground = mixed(theme.colour("accent"), theme.colour("surface"), 0.20)
        for row in self.sections(event.rect().top(), event.rect().bottom()):
            top, height = self.sectionViewportPosition(row), self.sectionSize(row)
            here = row == table.examples.current
            if row in chosen:
                painter.fillRect(QRectF(0, top, self.width(), height), ground)
            painter.setFont(sized(table.font(), SMALL, bold=here))
            painter.setPen(theme.colour("accent" if here else "muted"))
            place = QRectF(PADDING, top, self.width() - 2 * PADDING, height)
            painter.drawText(place, RIGHT, table.examples.heading(row))
            if here:
                painter.drawText(place, LEFT, MARK)
