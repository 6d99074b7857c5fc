"""The examples as a table model: every cell is looked up only when it is drawn."""

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from bpsim.base.words import named, tr
from bpsim.core.examples import Examples
from bpsim.gui.panels.examples.split import Split
from bpsim.gui.program.tips import tip
from bpsim.notation.aloud import aloud
from bpsim.notation.numerals import full_number, number_text

Index = QModelIndex | QPersistentModelIndex
MARK: Final = "▸"
_NOWHERE: Final = QModelIndex()
_TEXTS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole)


class ExamplesModel(QAbstractTableModel):
    """One row for each example: its inputs, then its targets; those held out come last."""

    def __init__(self) -> None:
        super().__init__()
        self.split = Split(Examples.none(1, 1), Examples.none(1, 1))
        self.current: int | None = None
        """The row of the example on screen, from 0."""

    def show_examples(self, split: Split, current: int | None) -> bool:
        """Show ``split``, row ``current`` marked; True if there are other rows or columns."""
        before, self.current = self.current, current
        old = self.split
        if old.training is split.training and old.held_out is split.held_out:
            for row in {before, current} - {None}:
                self._changed(row or 0, row or 0)
            return False
        if _form(old) == _form(split):
            self.split = split
            if len(split):
                self._changed(0, len(split) - 1)
            return False
        self.beginResetModel()
        self.split = split
        self.endResetModel()
        return True

    def _changed(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))
        self.headerDataChanged.emit(Qt.Orientation.Vertical, first, last)

    @property
    def inputs(self) -> int:
        """How many columns are inputs."""
        return len(self.split.training.x_names)

    @property
    def trained(self) -> int:
        """How many rows, the first ones, are trained with."""
        return len(self.split.training)

    def value(self, row: int, column: int) -> float:
        """The number in a cell."""
        examples, inputs = self.split.training, self.inputs
        if row >= len(examples):
            row, examples = row - len(examples), self.split.held_out
        if column < inputs:
            return float(examples.x[row, column])
        return float(examples.y[row, column - inputs])

    def name(self, column: int) -> str:
        """The name of a column."""
        examples, inputs = self.split.training, self.inputs
        return examples.x_names[column] if column < inputs else examples.y_names[column - inputs]

    def named(self, row: int) -> str:
        """The name of an example, empty where it has none."""
        if row < self.trained:
            return self.split.training.named(row)
        return self.split.held_out.named(row - self.trained)

    def longest_name(self) -> str:
        """Of all examples, for which there is to be room; empty where none has a name."""
        return max((*self.split.training.names, *self.split.held_out.names), key=len, default="")

    def place(self, row: int, column: int) -> str:
        """A cell in words: "input x1 of example 3"."""
        kind = tr("input") if column < self.inputs else tr("target")
        name, n = self.name(column), row + 1
        if row >= self.trained:
            n -= self.trained
            return tr("{kind} {name} of held-out example {n:,}", kind=kind, name=name, n=n)
        return tr("{kind} {name} of example {n:,}", kind=kind, name=name, n=n)

    def heading(self, row: int) -> str:
        """What stands at the head of a row: its number, and the words where it is held out."""
        if row >= self.trained:
            return tr("held out {row}", row=row - self.trained + 1)
        return str(row + 1)

    # --- Qt -------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.split)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.inputs + len(self.split.training.y_names)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        across = orientation is Qt.Orientation.Horizontal
        if role == Qt.ItemDataRole.DisplayRole:
            if across:
                return self.name(section)
            mark = f"{MARK} " if section == self.current else ""
            return f"{mark}{self.heading(section)} {self.named(section)}".rstrip()
        if role == Qt.ItemDataRole.ToolTipRole:
            if across:
                name = self.name(section)
                inputs = section < self.inputs
                return tip(
                    tr("Input {name}", name=name) if inputs else tr("Target {name}", name=name)
                )
            called, number = self.named(section), section + 1
            if section >= self.trained:
                words = tr("Held out: not trained with, and not stepped through")
            elif section == self.current:
                words = tr("Example {number:,} is on screen", number=number)
            else:
                words = tr("Go to example {number:,}", number=number)
            return tip(named(called, words) if called else words)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role in _TEXTS:
            return number_text(self.value(row, column))
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(named(self.place(row, column), full_number(self.value(row, column))))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return aloud(f"{number_text(self.value(row, column))}, {self.place(row, column)}")
        return None


def _form(split: Split) -> tuple[object, ...]:
    """What makes other rows or columns where it differs."""
    training = split.training
    return (len(training), len(split.held_out), training.x_names, training.y_names, training.names)
