"""The first rows of a table, what each column is for, and what the table is refused for."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem

from bpsim.base.words import tr
from bpsim.formats.errors import Cell
from bpsim.formats.tables.preview import Preview
from bpsim.formats.tables.roles import Role
from bpsim.gui.looks.theme import theme_in_use

ROLES: dict[Role, str] = {
    "input": tr("Input"),
    "target": tr("Target"),
    "name": tr("Name of the example"),
    "ignored": tr("Left out"),
}
MARK = "▸"
MOST_COLUMNS = 60


class FirstRows(QTableWidget):
    """The rows of a preview; a click on a heading, or Space, asks what its column is for.

    ``role_requested`` has the number of that column of the table, from 0. Of many columns the
    targets and the last one are shown before the first inputs.
    """

    role_requested = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._columns: list[int] = []
        self.setAccessibleName(tr("First rows of the table"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().setHighlightSections(True)
        self.horizontalHeader().sectionClicked.connect(self._request)

    def show_rows(self, preview: Preview, zeros: Collection[int]) -> int:
        """Show them, in the columns ``zeros`` 0 as missing; how many columns have no room."""
        self._columns = _shown(preview)
        self.setColumnCount(len(self._columns))
        self.setRowCount(len(preview.rows))
        for at, column in enumerate(self._columns):
            head = QTableWidgetItem(_head(preview, column, column in zeros))
            self.setHorizontalHeaderItem(at, head)
            left_out = preview.roles[column : column + 1] == ("ignored",)
            for r, row in enumerate(preview.rows):
                if column >= len(row):  # of a table whose rows are of unequal length
                    self.takeItem(r, at)
                    continue
                item = QTableWidgetItem(row[column])
                if left_out:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
                self.setItem(r, at, item)
        numbers = preview.numbers or range(1, len(preview.rows) + 1)
        self.setVerticalHeaderLabels(list(map(str, numbers)))
        self._mark(preview.refused, numbers)
        self.resizeColumnsToContents()
        return len(preview.names) - len(self._columns)

    def below_heading(self, column: int) -> QPoint:
        """The place on the screen below the heading of that column of the table, from 0."""
        header = self.horizontalHeader()
        left = header.sectionViewportPosition(self._columns.index(column))
        return header.viewport().mapToGlobal(QPoint(left, header.height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentColumn() >= 0:
            self._request(self.currentColumn())
        else:
            super().keyPressEvent(event)

    def _request(self, at: int) -> None:
        self.role_requested.emit(self._columns[at])

    def _mark(self, refused: Cell, numbers: Sequence[int]) -> None:
        """Point at what the table is refused for, of the rows with these numbers."""
        column = refused.column - 1
        if refused.row in numbers:
            row = numbers.index(refused.row)
            self.setVerticalHeaderItem(row, QTableWidgetItem(f"{MARK} {refused.row}"))
            places = [(row, at) for at in range(self.columnCount())]
        elif column in self._columns:
            at = self._columns.index(column)
            head = f"{MARK} {self.model().headerData(at, Qt.Orientation.Horizontal)}"
            self.setHorizontalHeaderItem(at, QTableWidgetItem(head))
            places = [(row, at) for row in range(self.rowCount())]
        else:
            return
        for place in places:
            item = self.item(*place)
            if item is not None:
                item.setForeground(theme_in_use().colour("warning"))
        self.setCurrentCell(*places[0])
        self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)


def _shown(preview: Preview) -> list[int]:
    """The columns that there is room for, from 0."""
    count = len(preview.names)
    roles = list(enumerate(preview.roles))
    chosen = [n for n, role in roles if role in ("target", "name")]
    refused = [preview.refused.column - 1] if preview.refused.column else []
    first = [*chosen, *refused, count - 1][: MOST_COLUMNS // 2]
    left_out = [n for n, role in roles if role == "ignored"][: MOST_COLUMNS // 4]
    wanted = dict.fromkeys([*first, *left_out, *range(count)])
    return sorted(list(wanted)[:MOST_COLUMNS])


def _head(preview: Preview, column: int, zero_is_missing: bool) -> str:
    """The heading of a column with what the column is for, unless the table is refused."""
    name = preview.names[column] or tr("(no heading)")
    if not preview.roles:
        return name
    role = ROLES[preview.roles[column]]
    if zero_is_missing:
        role = tr("{role}, 0 is missing", role=role)
    return f"{name}\n{role}"
