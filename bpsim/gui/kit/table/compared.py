"""The numbers of a step on two sides, one line each; bold and with a ≠ where they differ."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from bpsim.notation.numerals import UNKNOWN, number_text
from bpsim.teach.diagnosis.first_step import ComparedLine

MOST_ROWS = 200
USUAL_ROWS = 8


class ComparedTable(QTableWidget):
    """As high as its lines, up to some; hidden while it has none."""

    def __init__(self, theirs: str, parent: QWidget | None = None) -> None:
        super().__init__(0, 3, parent)
        self.setAccessibleName("The step term by term")
        self.setHorizontalHeaderLabels(["", theirs, "right"])
        self.verticalHeader().hide()
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        self.hide()

    def show_lines(self, lines: Sequence[ComparedLine]) -> None:
        """Show these lines, theirs beside the right ones."""
        self.setVisible(bool(lines))
        shown = lines[:MOST_ROWS]
        self.setRowCount(len(shown))
        for row, line in enumerate(shown):
            mark = "" if line.same or line.theirs is None else "≠ "
            theirs = UNKNOWN if line.theirs is None else f"{mark}{number_text(line.theirs)}"
            for column, text in enumerate((line.symbol, theirs, number_text(line.right))):
                item = QTableWidgetItem(text)
                if column:
                    item.setTextAlignment(
                        Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                    )
                font = item.font()
                font.setBold(bool(mark))
                item.setFont(font)
                self.setItem(row, column, item)
        self._fit()

    def _fit(self) -> None:
        line = self.fontMetrics().height()
        self.verticalHeader().setDefaultSectionSize(round(line * 1.4))
        self.setFixedHeight(round(line * 1.4) * (min(self.rowCount(), USUAL_ROWS) + 1) + line)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()
