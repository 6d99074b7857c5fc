"""The values of an example as on paper, rounded or exact, and how far off each is."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bpsim.base.words import tr, tr_n
from bpsim.gui.kit.controls.combo_box import ComboBox
from bpsim.gui.kit.controls.fits_font import FitsFont
from bpsim.gui.kit.controls.flow import FlowBar
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.kit.controls.row import column_in
from bpsim.gui.kit.page.heading import Heading
from bpsim.gui.kit.page.page import Page
from bpsim.gui.kit.page.paragraph import Paragraph
from bpsim.gui.kit.table.texts import TextTable
from bpsim.gui.looks.theme import SMALL
from bpsim.notation.numerals import UNKNOWN, number_text
from bpsim.teach.paper_lines import PaperLine

COLUMNS = (tr("Value"), tr("on paper"), tr("off by"))
TIPS = (
    tr("Which value the row is about"),
    tr("The value when every step is written down so"),
    tr("How far that is from full precision"),
)
USUAL = 2
ROWS = 12
TAKES_THE_REST = 1000


class PaperPanel(FitsFont, QWidget):
    """``place_chosen`` carries the unit or the edge of a row, ``asked`` that another way is wanted.

    ``digits`` says which: None for exact fractions.
    """

    asked = Signal()
    place_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("On paper"))
        self._lines: Sequence[PaperLine] = ()
        self.heading = Heading()
        self.heading.show_title(tr("On paper"))
        self.choice = ComboBox()
        self.choice.setAccessibleName(tr("How values are written down at every step"))
        for digits in range(1, 7):
            words = tr_n(
                "1 digit after the point", "{digits} digits after the point", digits, digits=digits
            )
            self.choice.addItem(words, digits)
        self.choice.addItem(tr("exact fractions"), None)
        self.choice.setCurrentIndex(USUAL - 1)
        self.sentence = Paragraph("muted", SMALL)
        self.table = TextTable(tr("Values on paper and how far off they are"), COLUMNS, tips=TIPS)
        self.page = Page()
        column_in(self, self.page)
        self.page.add(
            self.heading,
            FlowBar(Label(tr("Each step with")), self.choice),
            self.sentence,
            self.table,
        )
        column = self.page.column
        column.setStretchFactor(self.table, TAKES_THE_REST)
        column.addStretch(1)
        self.choice.activated.connect(lambda _place: self.asked.emit())
        self.table.cellClicked.connect(lambda row, _column: self._chosen(row))
        self.table.cellActivated.connect(lambda row, _column: self._chosen(row))
        self.fit_font()

    @property
    def digits(self) -> int | None:
        """How many digits after the point are kept; None for fractions."""
        found = self.choice.currentData()
        return None if found is None else int(found)

    def show_lines(self, lines: Sequence[PaperLine], words: str) -> None:
        """Show these values below ``words``."""
        self._lines = lines
        self.sentence.set_text(words)
        self.table.setVisible(bool(lines))
        self.table.show_rows([(line.symbol, line.text, _off(line.off)) for line in lines])

    def _chosen(self, row: int) -> None:
        if row < len(self._lines):
            self.place_chosen.emit(self._lines[row].place)

    def fit_font(self) -> None:
        self.table.setMinimumHeight(self.table.line * ROWS)


def _off(value: float | None) -> str:
    if value is None:
        return UNKNOWN
    return "0" if abs(value) < 1e-12 else number_text(value)
