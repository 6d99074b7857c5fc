"""The matrices that a step results in, one at a time, only as much of them as is on screen."""

from typing import Any, Final

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bpsim.core.arrays import Array
from bpsim.gui.controls.segmented import Segmented
from bpsim.gui.formula import FormulaView
from bpsim.gui.term_table.base import CalmTable
from bpsim.gui.term_table.model import UNKNOWN, Index
from bpsim.gui.theme import Theme
from bpsim.steps.notation import (
    EQUALS,
    Expr,
    Faint,
    Number,
    Operator,
    Words,
    full_number,
    joined,
    number_text,
    row,
    superscript,
)
from bpsim.steps.schedule import Phase
from bpsim.steps.step import Step

LETTERS: Final = {Phase.ACCUMULATE: "Δ", Phase.GRADIENT: "D", Phase.UPDATE: "Θ"}
_NOWHERE = QModelIndex()
_EMPTY: Final = np.empty((0, 0))


class MatrixModel(QAbstractTableModel):
    """One matrix laid out as Θ: a row for each unit arrived at, column 0 the bias."""

    def __init__(self) -> None:
        super().__init__()
        self.matrix: Array = _EMPTY
        self.name = ""

    def show_matrix(self, matrix: Array, name: str) -> None:
        """Show ``matrix``, called ``name``."""
        self.beginResetModel()
        self.matrix, self.name = matrix, name
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.matrix.shape[0]

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.matrix.shape[1]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return self.tr("to {0}").format(section + 1)
        return self.tr("from {0}").format(section) if section else self.tr("bias")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return number_text(float(self.matrix[index.row(), index.column()]))
        if role == Qt.ItemDataRole.ToolTipRole:
            j, i = index.row() + 1, index.column()
            value = full_number(float(self.matrix[index.row(), i]))
            place = (
                self.tr("from unit {0} to unit {1}").format(i, j)
                if i
                else self.tr("from the bias to unit {0}").format(j)
            )
            return f"{self.name}, {place}: {value}"
        return None


class MatrixTable(CalmTable):
    """One matrix with "from …" across and "to …" down."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        self.matrix_model = MatrixModel()
        super().__init__(name, parent)
        self.matrix_model.setParent(self)
        self.setModel(self.matrix_model)

    def show_matrix(self, matrix: Array, name: str) -> None:
        """Show ``matrix``; the place scrolled to stays where the shape is the same."""
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        same = matrix.shape == self.matrix_model.matrix.shape
        self.matrix_model.show_matrix(matrix, name)
        self.setAccessibleName(name)
        if same:
            self.horizontalScrollBar().setValue(across)
            self.verticalScrollBar().setValue(down)
        else:
            self.rows_changed()
            self.fit_columns()

    def fit_columns(self) -> None:
        metrics = self.fontMetrics()
        widest = metrics.horizontalAdvance("−1.23×10⁻¹²") + 8
        self.horizontalHeader().setDefaultSectionSize(widest)
        heading = self.tr("to {0}").format(self.matrix_model.rowCount())
        self.verticalHeader().setFixedWidth(metrics.horizontalAdvance(heading) + 12)


def facts_of(step: Step) -> Expr:
    """The entries of a step one after the other: symbol = value."""
    return joined(
        (
            row(symbol, EQUALS, Faint(Words(UNKNOWN)) if value is None else Number(value))
            for entry in step.entries
            for symbol, value in entry.values
        ),
        Operator(","),
    )


class Matrices(QWidget):
    """The matrices of a step, with a choice of layer where there are several, and its facts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = Segmented([], self.tr("Which matrix"))
        self.facts = FormulaView()
        self.table = MatrixTable(self.tr("Matrix"))
        self._matrices: tuple[Array, ...] = ()
        self._names: list[str] = []
        head = QHBoxLayout()
        head.addWidget(self.choice)
        head.addWidget(self.facts, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.table, 1000)
        column.addStretch(1)
        self.choice.chosen.connect(self._show)

    def show_step(self, step: Step) -> None:
        """Show the matrices of ``step``, the layer chosen before if it still has one."""
        letter, first = LETTERS.get(step.phase, ""), step.layer or 1
        names = [f"{letter}{superscript(f'({first + n})')}" for n in range(len(step.matrices))]
        before = self.choice.current()
        self._matrices = step.matrices
        if names != self._names:
            self._names = names
            self.choice.set_texts(names)
            self.choice.setVisible(len(names) > 1)
            before = 0
        self.facts.setVisible(bool(step.entries))
        self.facts.set_expr(facts_of(step))
        place = min(before or 0, len(names) - 1)
        self.choice.set_current(place)
        self._show(place)

    def set_theme(self, theme: Theme) -> None:
        """Draw with the colours of ``theme``."""
        self.choice.set_theme(theme)
        self.facts.set_theme(theme)
        self.table.set_theme(theme)

    def _show(self, place: int) -> None:
        self.table.show_matrix(self._matrices[place], self._names[place])
