"""Help > Keyboard shortcuts: every key in one list."""

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bpsim.gui.desk.actions import TABLE
from bpsim.gui.dialogs.mnemonics import give_keys
from bpsim.gui.wiring.table import ROWS

ON_THE_GRAPH = (
    ("Click a unit", "Go to the step that computes it"),
    ("Alt+arrows", "Select the next unit on the graph"),
    ("Enter", "Go to the step that computes the selected unit"),
    ("Ins", "Add a unit to the layer of the selected unit"),
    ("Del", "Remove the selected unit"),
    ("Shift+Ins", "Insert a layer after that of the selected unit"),
    ("Ctrl+wheel", "Zoom around the pointer"),
    ("Drag", "Move the network"),
    ("Ctrl+1 … Ctrl+5", "Step size: term, unit, layer, pass, iteration"),
)

WHILE_PRESENTING = (
    ("PgDown, PgUp", "While presenting: one step on, one step back"),
    ("H", "While presenting: let each result wait until it is asked for by Enter or PgDown"),
    ("B", "While presenting: a black screen until the next key"),
)

IN_THE_EXAMPLES = (
    ("Shift+Enter", "In the table of examples: go to the selected one"),
    ("Ins", "In the table of examples: add one"),
    ("Ctrl+D", "In the table of examples: duplicate those selected"),
    ("Del", "In the table of examples: remove those selected"),
    ("Ctrl+Shift+V", "In the table of examples: paste rows as new ones"),
    ("Ctrl+H", "Hold the selected examples out of training, or take them back"),
    ("Ctrl+Shift+H", "Hold out a share of the examples, drawn by chance"),
)


def rows() -> list[tuple[str, str]]:
    """Keys and what they do."""
    native = QKeySequence.SequenceFormat.NativeText
    out = []
    for entry in TABLE.values():
        if entry.keys:
            keys = " or ".join(QKeySequence(each).toString(native) for each in entry.keys)
            out.append((keys, entry.text.replace("&", "").rstrip("…")))
    out += [(QKeySequence(row.key).toString(native), f"Panel “{row.title}” to the front")
            for row in ROWS if row.key]  # fmt: skip
    return [*out, *ON_THE_GRAPH, *WHILE_PRESENTING, *IN_THE_EXAMPLES]


def show_shortcuts(parent: QWidget) -> None:
    """Open the list; it closes with Escape."""
    dialog = QDialog(parent)
    dialog.setWindowTitle("Keyboard shortcuts")
    table = QTableWidget(0, 2, dialog)
    table.setHorizontalHeaderLabels(["Key", "What it does"])
    table.setAccessibleName("Keyboard shortcuts")
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    for keys, words in rows():
        table.insertRow(table.rowCount())
        table.setItem(table.rowCount() - 1, 0, QTableWidgetItem(keys))
        table.setItem(table.rowCount() - 1, 1, QTableWidgetItem(words))
    table.resizeColumnsToContents()
    table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, dialog)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.addWidget(table)
    column.addWidget(buttons)
    give_keys(dialog)
    unit = dialog.fontMetrics().height()
    dialog.resize(unit * 32, unit * 34)
    dialog.exec()
    dialog.deleteLater()
