"""The numbers of a step on two sides, one line each; bold and with a ≠ where they differ."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHeaderView, QWidget

from bpsim.base.words import tr
from bpsim.gui.kit.table.texts import TextTable
from bpsim.notation.numerals import UNKNOWN, number_text
from bpsim.teach.diagnosis.first_step import ComparedLine

MOST_LINES = 200
USUAL_ROWS = 8


class ComparedTable(TextTable):
    """As high as its lines, up to some; hidden while it has none."""

    def __init__(self, theirs: str, parent: QWidget | None = None) -> None:
        super().__init__(tr("The step term by term"), ("", theirs, tr("right")), USUAL_ROWS, parent)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        self.hide()

    def show_lines(self, lines: Sequence[ComparedLine]) -> None:
        """Show these lines, theirs beside the right ones."""
        self.setVisible(bool(lines))
        shown = lines[:MOST_LINES]
        self.show_rows([(line.symbol, _theirs(line), number_text(line.right)) for line in shown])
        for row, line in enumerate(shown):
            for column in range(self.columnCount()):
                item = self.item(row, column)
                assert item is not None
                font = item.font()
                font.setBold(_differs(line))
                item.setFont(font)


def _differs(line: ComparedLine) -> bool:
    return line.theirs is not None and not line.same


def _theirs(line: ComparedLine) -> str:
    if line.theirs is None:
        return UNKNOWN
    return f"{'≠ ' if _differs(line) else ''}{number_text(line.theirs)}"
