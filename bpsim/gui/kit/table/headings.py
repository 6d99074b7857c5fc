"""The headings of tables: small words in the theme's colours, at the right where numbers stand."""

from abc import abstractmethod
from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QTableView

from bpsim.gui.kit.controls.painting import draw_fitting
from bpsim.gui.kit.table.cells import PADDING, RIGHT
from bpsim.gui.looks.theme import SMALL, sized, theme_in_use

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Headings(QHeaderView):
    """What the headings of every table have in common; a subclass paints them."""

    def __init__(self, orientation: Qt.Orientation, table: QTableView) -> None:
        super().__init__(orientation, table)
        self._table = table
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(8)
        self.setHighlightSections(False)

    def small(self, bold: bool = False) -> QFont:
        """The font of headings: a small version of the table's."""
        return sized(self._table.font(), SMALL, bold=bold)

    def sections(self, first: int, last: int) -> range:
        """The sections between two places."""
        start, end = self.visualIndexAt(max(0, first)), self.visualIndexAt(last)
        return range(max(0, start), (self.count() - 1 if end < 0 else end) + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), theme_in_use().colour("surface"))
            painter.setFont(self.small())
            painter.setPen(theme_in_use().colour("muted"))
            if self.count():
                self.paint(painter, event)

    @abstractmethod
    def paint(self, painter: QPainter, event: QPaintEvent) -> None:
        """Paint the headings that ``event`` is about."""


class ModelHeadings(Headings):
    """The headings that the model gives, on a hairline; ``side`` says where a column's stands."""

    def __init__(
        self,
        orientation: Qt.Orientation,
        table: QTableView,
        side: Callable[[int], Qt.AlignmentFlag],
    ) -> None:
        super().__init__(orientation, table)
        self._side = side
        self.setSectionsClickable(False)

    def sizeHint(self) -> QSize:
        # The table fixes what counts of it; Qt would ask the model for hundreds of headings.
        return self.minimumSize()

    def paint(self, painter: QPainter, event: QPaintEvent) -> None:
        rect, across = event.rect(), self.orientation() is Qt.Orientation.Horizontal
        first, last = (rect.left(), rect.right()) if across else (rect.top(), rect.bottom())
        for section in self.sections(first, last):
            text = self.model().headerData(section, self.orientation()) or ""
            at, size = self.sectionViewportPosition(section), self.sectionSize(section)
            place = (at, 0, size, self.height()) if across else (0, at, self.width(), size)
            side = self._side(section) if across else RIGHT
            inner = QRectF(*place).adjusted(0 if side is RIGHT else PADDING, 0, -PADDING, 0)
            draw_fitting(painter, inner, side, text)
        if across:
            painter.setPen(QPen(theme_in_use().colour("line"), 1.0))
            painter.drawLine(rect.left(), self.height() - 1, rect.right(), self.height() - 1)
