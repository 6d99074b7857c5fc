"""A table of words and numbers that is read and chosen from, and never edited."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QTableWidget, QTableWidgetItem, QWidget

from bpsim.gui.kit.controls.told_aloud import ToldAloud, tell
from bpsim.gui.kit.table.cells import RIGHT
from bpsim.gui.kit.table.headings import LEFT, ModelHeadings
from bpsim.gui.program.tips import tip

ACROSS = Qt.Orientation.Horizontal
LINE = 1.4
"""The height of a row, as a multiple of that of a line of text."""


class TextTable(ToldAloud, QTableWidget):
    """Numbers stand at the right, in every column but the first; Tab leaves the table.

    No number is cut off: columns share what is left over, and scroll where there is too little room
    for all of them. Without ``numbers`` all of it is words: they stand at the left, every other row
    on a tint. It is as high as its rows, up to ``most_rows`` of them; without that, its layout says
    how high. ``tips`` say what stands in each column.
    """

    most_rows: int | None = None

    def __init__(
        self,
        name: str,
        headings: Sequence[str],
        most_rows: int | None = None,
        parent: QWidget | None = None,
        tips: Sequence[str] = (),
        numbers: bool = True,
    ) -> None:
        super().__init__(0, len(headings), parent)
        self.most_rows, self._numbers = most_rows, numbers
        self._needs: list[int] = []
        """The widths of the columns in which no number is cut off; none for words."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Light)  # nothing is typed into it
        self.setShowGrid(False)
        self.setAlternatingRowColors(not numbers)
        self.setHorizontalHeader(ModelHeadings(ACROSS, self, self._side))
        self.setAccessibleName(name)
        for column, heading in enumerate(headings):
            self.setHorizontalHeaderItem(column, tell(QTableWidgetItem(heading)))
        for column, words in enumerate(tips):
            self.model().setHeaderData(column, ACROSS, tip(words), Qt.ItemDataRole.ToolTipRole)
        self.verticalHeader().hide()
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.fit()

    def _side(self, column: int) -> Qt.AlignmentFlag:
        return RIGHT if self._numbers and column else LEFT

    @property
    def line(self) -> int:
        """The height of a row in pixels."""
        return round(self.fontMetrics().height() * LINE)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these rows and no others."""
        self.setRowCount(len(rows))
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                item = tell(QTableWidgetItem(text))
                item.setTextAlignment(self._side(column))
                self.setItem(row, column, item)
        self.fit()

    def fit(self) -> None:
        """Make rows as high as the text needs, and the table as high as its rows."""
        self.verticalHeader().setDefaultSectionSize(self.line)
        self.horizontalHeader().setFixedHeight(self.line)
        if self._numbers:
            columns = range(self.columnCount())
            self._needs = [max(0, self.sizeHintForColumn(column)) for column in columns]
            self._share()
        if self.most_rows is not None:
            rows = min(self.rowCount(), self.most_rows)
            self.setFixedHeight(self.line * (rows + 1) + self.fontMetrics().height())

    def _share(self) -> None:
        header, room = self.horizontalHeader(), self.viewport().width()
        headed = [max(need, header.sectionSizeHint(n)) for n, need in enumerate(self._needs)]
        widths = headed
        if sum(headed) > room:  # each heading gets the same part of what it lacks
            lacking, left = sum(headed) - sum(self._needs), max(0, room - sum(self._needs))
            widths = [
                need + left * (wish - need) // max(1, lacking)
                for need, wish in zip(self._needs, headed, strict=True)
            ]
        spare = max(0, room - sum(widths))
        for column, width in enumerate(widths):
            more = spare // (len(widths) - column)
            spare -= more
            header.resizeSection(column, width + more)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit()
