"""The headings of the table of examples: inputs and targets across, numbers down."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QTableView

from bpsim.base.words import tr
from bpsim.gui.kit.controls.painting import draw_fitting, mixed
from bpsim.gui.kit.table.cells import PADDING, RIGHT
from bpsim.gui.kit.table.headings import LEFT, Headings
from bpsim.gui.looks.theme import theme_in_use
from bpsim.gui.panels.examples.model import MARK, ExamplesModel

WIDEST_NAME_EM = 8


class ColumnHeader(Headings):
    """ "Inputs" and "Targets" over the names of their columns."""

    def __init__(self, table: QTableView, examples: ExamplesModel) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._examples = examples

    def fit(self) -> None:
        """Two lines in the table's font."""
        line = QFontMetrics(self.small()).height()
        self.setFixedHeight(2 * line + 8)

    def paint(self, painter: QPainter, event: QPaintEvent) -> None:
        theme, model, half = theme_in_use(), self._examples, self.height() / 2
        starts, edges = (0, model.inputs), (model.inputs, model.columnCount())
        targets = model.columnCount() - model.inputs
        titles = (
            tr("Inputs") if model.inputs > 1 else tr("Input"),
            tr("Targets") if targets > 1 else tr("Target"),
        )
        painter.setPen(theme.colour("text"))
        painter.setFont(self.small(bold=True))
        for start, edge, title in zip(starts, edges, titles, strict=True):
            left = max(0, self.sectionViewportPosition(start))
            right = self.sectionViewportPosition(edge - 1) + self.sectionSize(edge - 1)
            painter.save()
            painter.setClipRect(QRectF(left, 0, right - left, half))
            inner = QRectF(left + PADDING, 2, max(right - left, 1), half - 2)
            painter.drawText(inner, LEFT, title)
            painter.restore()
        painter.setFont(self.small())
        painter.setPen(theme.colour("muted"))
        for section in self.sections(event.rect().left(), event.rect().right()):
            at, width = self.sectionViewportPosition(section), self.sectionSize(section)
            place = QRectF(at + PADDING, half, width - 2 * PADDING, half - 3)
            draw_fitting(painter, place, RIGHT, model.name(section))
        painter.setPen(QPen(theme.colour("line"), 1.0))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        border = self.sectionViewportPosition(model.inputs)
        painter.drawLine(border, 4, border, self.height())


class RowHeader(Headings):
    """The numbers of the examples, from 1, with their names; a click goes to one.

    ``chosen`` ones are tinted.
    """

    def __init__(
        self, table: QTableView, examples: ExamplesModel, chosen: Callable[[], set[int]]
    ) -> None:
        super().__init__(Qt.Orientation.Vertical, table)
        self._examples, self._chosen = examples, chosen
        self.setSectionsClickable(True)
        self.setAccessibleName(tr("Examples"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def fit(self, trained: int, held_out: int) -> None:
        """Room for the largest number of either kind, for the mark, and for names."""
        metrics = QFontMetrics(self.small(bold=True))
        wide = metrics.horizontalAdvance(f"{MARK} {max(trained, 88)}")
        if held_out:
            words = self._examples.heading(trained + held_out - 1)
            wide = max(wide, metrics.horizontalAdvance(words))
        name = self._examples.longest_name()
        if name:
            mark = metrics.horizontalAdvance(f"{MARK} ")
            most = WIDEST_NAME_EM * metrics.height()
            wide += min(QFontMetrics(self.small()).horizontalAdvance(name), most) + mark
        self.setFixedWidth(wide + round(2 * PADDING))

    def sizeHint(self) -> QSize:
        return QSize(self.width(), self.defaultSectionSize())  # asked for no row's own

    def paint(self, painter: QPainter, event: QPaintEvent) -> None:
        theme, chosen = theme_in_use(), self._chosen()
        ground = mixed(theme.colour("accent"), theme.colour("surface"), 0.20)
        for row in self.sections(event.rect().top(), event.rect().bottom()):
            top, height = self.sectionViewportPosition(row), self.sectionSize(row)
            here = row == self._examples.current
            if row in chosen:
                painter.fillRect(QRectF(0, top, self.width(), height), ground)
            painter.setFont(self.small(bold=here))
            painter.setPen(theme.colour("accent" if here else "muted"))
            place = QRectF(PADDING, top, self.width() - 2 * PADDING, height)
            number, name = self._examples.heading(row), self._examples.named(row)
            painter.drawText(place, RIGHT, number)
            if name:
                metrics = QFontMetrics(painter.font())
                mark = metrics.horizontalAdvance(f"{MARK} ")
                room = place.adjusted(mark, 0, -metrics.horizontalAdvance(f" {number}"), 0)
                draw_fitting(painter, room, LEFT, name)
            if here:
                painter.drawText(place, LEFT, MARK)
