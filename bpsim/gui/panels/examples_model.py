"""The training set as a table model: every cell is looked up only when it is drawn."""

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from bpsim.core.examples import Examples
from bpsim.steps.notation import full_number, number_text

Index = QModelIndex | QPersistentModelIndex
MARK: Final = "▸"
_NOWHERE: Final = QModelIndex()
_TEXTS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole)


class ExamplesModel(QAbstractTableModel):
    """One row for each example: its inputs, then its targets."""

    def __init__(self) -> None:
        super().__init__()
        self.examples = Examples.none(1, 1)
        self.current: int | None = None
        """The row of the example on screen, from 0."""

    def show_examples(self, examples: Examples, current: int | None) -> bool:
        """Show ``examples``, row ``current`` marked; True if there are other rows or columns."""
        before, self.current = self.current, current
        if examples is self.examples:
            for row in {before, current} - {None}:
                self._changed(row or 0, row or 0)
            return False
        old, new = self.examples, examples
        same = (old.x.shape, old.y.shape, old.x_names, old.y_names) == (
            new.x.shape, new.y.shape, new.x_names, new.y_names
        )  # fmt: skip
        if same:
            self.examples = examples
            if len(examples):
                self._changed(0, len(examples) - 1)
            return False
        self.beginResetModel()
        self.examples = examples
        self.endResetModel()
        return True

    def _changed(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))
        self.headerDataChanged.emit(Qt.Orientation.Vertical, first, last)

    @property
    def inputs(self) -> int:
        """How many columns are inputs."""
        return len(self.examples.x_names)

    def value(self, row: int, column: int) -> float:
        """The number in a cell."""
        examples, inputs = self.examples, self.inputs
        if column < inputs:
            return float(examples.x[row, column])
        return float(examples.y[row, column - inputs])

    def name(self, column: int) -> str:
        """The name of a column."""
        examples, inputs = self.examples, self.inputs
        return examples.x_names[column] if column < inputs else examples.y_names[column - inputs]

    def place(self, row: int, column: int) -> str:
        """A cell in words: "input x1 of example 3"."""
        kind = self.tr("input") if column < self.inputs else self.tr("target")
        return self.tr("{0} {1} of example {2}").format(kind, self.name(column), row + 1)

    # --- Qt -------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.examples)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.inputs + self.examples.y.shape[1]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        across = orientation is Qt.Orientation.Horizontal
        if role == Qt.ItemDataRole.DisplayRole:
            if across:
                return self.name(section)
            return f"{MARK} {section + 1}" if section == self.current else str(section + 1)
        if role == Qt.ItemDataRole.ToolTipRole:
            if across:
                inputs = section < self.inputs
                kind = self.tr("Input {0}") if inputs else self.tr("Target {0}")
                return kind.format(self.name(section))
            here = self.tr("Example {0} is on screen") if section == self.current else self.tr(
                "Go to example {0}"
            )  # fmt: skip
            return here.format(section + 1)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role in _TEXTS:
            return number_text(self.value(row, column))
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{self.place(row, column)}: {full_number(self.value(row, column))}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{number_text(self.value(row, column))}, {self.place(row, column)}"
        return None
