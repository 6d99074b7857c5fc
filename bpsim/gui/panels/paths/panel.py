"""One δ as a sum of paths: a table of them, the largest first, the formula of the one chosen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bpsim.base.words import tr
from bpsim.gui.kit.controls.row import column_in
from bpsim.gui.kit.formula import FormulaView
from bpsim.gui.kit.page.heading import Heading
from bpsim.gui.kit.page.page import Page
from bpsim.gui.kit.page.paragraph import Paragraph
from bpsim.gui.kit.table.texts import TextTable
from bpsim.gui.looks.theme import SMALL
from bpsim.notation.formula import EMPTY
from bpsim.notation.numerals import number_text
from bpsim.steps.apart.paths import Path, Paths

ROWS = 7
COLUMNS = (tr("Path, by its units"), tr("product"), tr("share"))
TIPS = (
    tr("The units that the path goes through, from right to left"),
    tr("The product of the weights and slopes along the path"),
    tr("What part of the sum over all paths this one is"),
)


class PathsPanel(QWidget):
    """``path_chosen`` carries the path of the row that is selected."""

    path_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Paths"))
        self._paths: Paths | None = None
        self.heading = Heading()
        self.sentence = Paragraph("muted", SMALL)
        self.table = TextTable(tr("Paths to the output"), COLUMNS, ROWS, tips=TIPS)
        self.formula, self.numbers = FormulaView(), FormulaView()
        self.page = Page()
        column_in(self, self.page)
        self.page.add(
            self.heading, self.sentence, self.table, self.formula, self.numbers,
        )  # fmt: skip
        self.page.column.addStretch(1)
        self.table.itemSelectionChanged.connect(self._chosen)

    def show_paths(self, paths: Paths | None, message: str = "") -> None:
        """Show all paths of a unit; without them, say why in ``message``."""
        self._paths = paths
        self.table.blockSignals(True)
        self.table.clearSelection()
        self.table.show_rows(())
        self.table.setVisible(paths is not None)
        self._show_formula(None)
        if paths is None:
            self.heading.show_title(tr("Paths"))
            self.sentence.set_text(message)
        else:
            self._fill(paths)
        self.table.blockSignals(False)

    def _fill(self, paths: Paths) -> None:
        self.heading.show_title(
            tr("{symbol} = {total}", symbol=paths.symbol, total=number_text(paths.total))
        )
        self.sentence.set_text(paths.sentence)
        rows = [
            (
                " → ".join(each.names),
                number_text(each.value),
                tr("{share:.1f}%", share=100 * each.share),
            )
            for each in paths.listed
        ]
        if len(paths.listed) < paths.count:
            others = tr("the other {count:,}", count=paths.count - len(paths.listed))
            rows.append((others, number_text(paths.rest), ""))
        self.table.show_rows(rows)

    def _chosen(self) -> None:
        paths, row = self._paths, self.table.currentRow()
        if paths is not None and 0 <= row < len(paths.listed):
            self._show_formula(paths.listed[row])
            self.path_chosen.emit(paths.listed[row])

    def _show_formula(self, path: Path | None) -> None:
        for view in (self.formula, self.numbers):
            view.setVisible(path is not None)
        self.formula.set_expr(EMPTY if path is None else path.formula)
        self.numbers.set_expr(EMPTY if path is None else path.numbers)
