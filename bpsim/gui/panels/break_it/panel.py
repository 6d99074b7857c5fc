"""The panel of wrong algorithms: choose a mistake, guess what it does, then see it happen."""

from collections.abc import Sequence
from itertools import product

import numpy as np
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QWidget,
)

from bpsim.base.words import tr
from bpsim.gui.kit.chart.lines import Curve, LinePlot
from bpsim.gui.kit.controls.button import Button
from bpsim.gui.kit.controls.fits_font import FitsFont
from bpsim.gui.kit.controls.row import column_in
from bpsim.gui.kit.controls.tab_order import follow_layout
from bpsim.gui.kit.controls.titled_items import TitledItems
from bpsim.gui.kit.controls.told_aloud import tell
from bpsim.gui.kit.page.asked import Asked
from bpsim.gui.kit.page.heading import Heading
from bpsim.gui.kit.page.page import Page
from bpsim.gui.kit.page.paragraph import Paragraph
from bpsim.gui.kit.page.pieces import Pieces
from bpsim.gui.kit.table.compared import ComparedTable
from bpsim.gui.kit.table.texts import TextTable
from bpsim.gui.looks.theme import SMALL, sized, theme_in_use
from bpsim.gui.program.announcing import announce
from bpsim.notation.numerals import number_text
from bpsim.steps.places import EdgePlace
from bpsim.teach.break_it.formulas import formula
from bpsim.teach.break_it.side_by_side import SideBySide, where_it_ends
from bpsim.teach.diagnosis.first_step import ComparedLine
from bpsim.teach.mistakes.table import MISTAKES
from bpsim.teach.questions import Question

FRAME = 3
MOST_ROWS, USUAL_ROWS = 60, 9
LIST_LINES = 12
TAKES_THE_REST = 1000
COLUMNS = (tr("Weight"), tr("right D"), tr("wrong D"), tr("slope of J"))
TIPS = (
    tr("Which weight the row is about"),
    tr("The gradient as backpropagation computes it"),
    tr("The gradient as the wrong algorithm computes it"),
    tr("The slope of J by this weight, measured by central differences"),
)
WRONG_ON_PURPOSE = tr("wrong on purpose")
KEY = tr("Solid: the right algorithm. Dashed: the wrong one.")
LATER = tr("The mistake shows from the second iteration on.")
MISTAKE = Qt.ItemDataRole.UserRole


class BreakItPanel(FitsFont, QWidget):
    """Shows a mistake and what it does; what is computed comes from elsewhere.

    ``chosen`` carries the id of a mistake, ``place_chosen`` the weight of a row of the table.
    """

    chosen = Signal(str)
    stop_requested = Signal()
    network_requested = Signal()
    place_chosen = Signal(object)
    shown = Signal(object)
    """What a mistake does is on show: a SideBySide."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Break it: wrong on purpose"))
        self.heading = Heading()
        self.heading.show_title(tr("Break it"), WRONG_ON_PURPOSE, "warning")
        self.intro = Paragraph("muted", SMALL)
        self.intro.set_text(tr("Choose a mistake. Your network and its file stay as they are."))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Mistakes"))
        self.list.setAccessibleDescription(
            tr("Mistakes that can be built in: choose one to see what it does")
        )
        TitledItems(self.list)
        for mistake in MISTAKES.values():
            item = QListWidgetItem(f"{mistake.title}\n{mistake.text}")
            item.setData(MISTAKE, mistake.id)
            tell(item)
            self.list.addItem(item)
        self.cannot = Paragraph()
        self.elsewhere = Button("", tr("Show it on that network"), framed=True)
        self.elsewhere.setToolTip(tr("See the mistake on a network where it shows, for a while"))
        self.bar = QProgressBar()
        self.bar.setAccessibleName(tr("Training both algorithms"))
        self.stop = Button("player-stop", tr("Stop here"), framed=True)
        self.stop.setToolTip(tr("Stop training and compare what there is so far"))
        self.first, self.second = Asked(), Asked()
        self.reveal = Button("player-play", tr("Show what happens"), primary=True)
        self.reveal.setToolTip(tr("Train the right and the wrong algorithm side by side"))
        self.definition = Paragraph()
        self.pieces, self.curves = Pieces(), LinePlot("J(Θ)")
        self.key, self.sentence = Paragraph("muted", SMALL), Paragraph()
        self.key.set_text(KEY)
        self.judged = Paragraph("muted", SMALL)
        self.other = Button("", tr("Another mistake"), framed=True)
        self.other.setToolTip(tr("Back to the list of mistakes"))
        self.table = TextTable(
            tr("D of both algorithms beside the slope of J"), COLUMNS, USUAL_ROWS, tips=TIPS
        )
        self.here = Paragraph("muted", SMALL)
        self.both = ComparedTable(tr("wrong"))
        self._found: SideBySide | None = None
        self._cost = ""
        self._left = 0
        self._places: list[EdgePlace] = []
        self._lay_out()
        self._connect()
        self.show_list()

    def _lay_out(self) -> None:
        self.page = Page()
        column_in(self, self.page).setContentsMargins(FRAME, FRAME, FRAME, FRAME)
        self._asking = (self.first, self.second, self.reveal)
        self._shown = (
            self.pieces, self.sentence, self.here, self.curves, self.key, self.table, self.judged,
        )  # fmt: skip
        self._running = (self.bar, self.stop)
        self._not_here = (self.cannot, self.elsewhere)
        self.page.add(
            self.heading, self.intro, self.list, self.other, self.definition, *self._not_here,
            *self._running, *self._asking, *self._shown,
        )  # fmt: skip
        column = self.page.column
        column.insertWidget(column.indexOf(self.here) + 1, self.both)
        follow_layout(self)
        column.setStretchFactor(self.list, TAKES_THE_REST)
        column.addStretch(1)
        self.fit_font()

    def _connect(self) -> None:
        self.list.itemActivated.connect(self._choose)
        self.list.itemClicked.connect(self._choose)
        self.other.clicked.connect(lambda: self._show_others())
        self.stop.clicked.connect(self.stop_requested)
        self.elsewhere.clicked.connect(self.network_requested)
        self.reveal.clicked.connect(lambda: self.show_result())
        for each in (self.first, self.second):
            each.answered.connect(lambda right, of=each: self._answered(of, right))
        self.table.cellActivated.connect(lambda row, _column: self._row_chosen(row))
        self.table.cellClicked.connect(lambda row, _column: self._row_chosen(row))

    # --- what it shows ------------------------------------------------------------------------

    def _only(self, *parts: QWidget) -> None:
        choosing = not parts
        self.list.setVisible(choosing)
        self.intro.setVisible(choosing)
        self.other.setVisible(not choosing)
        self.definition.setVisible(parts == self._asking)
        for part in (*self._not_here, *self._running, *self._asking, *self._shown):
            part.setVisible(part in parts)
        self.both.setVisible(parts == self._shown and self.both.rowCount() > 0)

    def show_list(self) -> None:
        """Show the list of mistakes alone."""
        self._found = None
        self._only()

    def _show_others(self) -> None:
        self.show_list()
        self.list.setFocus()

    def show_cannot(self, why: str) -> None:
        """Say why the mistake does not show here; a network where it does is offered."""
        announce(self, why)
        self.cannot.set_text(why)
        self._only(*self._not_here)
        self.elsewhere.setFocus()  # the list is gone, and the tool bar would have it

    def show_running(self, done: int, total: int) -> None:
        """Say how far the training of both is."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        begins = self.stop.isHidden()
        self._only(*self._running)
        if begins:
            self.stop.setFocus()  # the list is gone, and the tool bar would have it

    def ask(self, found: SideBySide, asked: tuple[Question, Question], cost: str) -> None:
        """Ask first what is going to happen."""
        self._found, self._cost, self._left = found, cost, len(asked)
        self.judged.set_text("")
        self._only(*self._asking)
        self.definition.set_text(found.mistake.text)
        for widget, question in zip((self.first, self.second), asked, strict=True):
            widget.ask(question)
        self.first.buttons[0].setFocus()

    def _answered(self, asked: Asked, right: bool) -> None:
        verdict = tr("Right.") if right else asked.why.text()
        said = f"{asked.text.text()} {verdict}"
        announce(self, said)
        self.judged.set_text(f"{self.judged.text()} {said}".strip())
        self._left -= 1
        if self._left == 0:
            self.show_result()
        elif self.second.buttons and self.second.buttons[0].isEnabled():
            self.second.buttons[0].setFocus()

    def show_result(self) -> None:
        """Show the wrong algorithm beside the right one."""
        found = self._found
        if found is None:
            return
        self._only(*self._shown)
        self.page.verticalScrollBar().setValue(0)
        self.other.setFocus()  # the answers are gone, and the tabs below would have it
        self.pieces.show_pieces(formula(found.mistake.id, self._cost))
        self._draw(found)
        announce(self, found.sentence)
        self.sentence.set_text(found.sentence)
        self._fill(found)
        self.shown.emit(found)

    @property
    def showing(self) -> SideBySide | None:
        """What is on show, after it was asked about; None otherwise."""
        return None if self.pieces.isHidden() else self._found

    def show_step(self, title: str, lines: Sequence[ComparedLine]) -> None:
        """Show the step of the walk done right and wrong, term by term, as far as it has lines."""
        if not lines:
            words = tr(
                "not set side by side. The steps of δ, Δ and D are, a layer or less at a time."
            )
        elif all(line.same for line in lines):
            words = tr("the same both ways.")
            if self._found is not None and self._found.iteration:
                words = f"{words} {LATER}"
        else:
            words = tr("where they differ there is a ≠.")
        self.here.set_text(tr("This step, {title}: {words}", title=title, words=words))
        self.both.show_lines(lines)

    def _draw(self, found: SideBySide) -> None:
        right, wrong = found.J_right, found.J_wrong
        self.curves.show_curves(
            [
                Curve(np.arange(float(len(right))), right, "accent"),
                Curve(np.arange(float(len(wrong))), wrong, "warning"),
            ]
        )
        self.curves.setAccessibleName(
            tr(
                "With the right algorithm, {right}; with the wrong one, {wrong}",
                right=where_it_ends(right),
                wrong=where_it_ends(wrong),
            )
        )

    def _fill(self, found: SideBySide) -> None:
        rows = [
            (EdgePlace(n, j + 1, i), float(right[j, i]), float(wrong[j, i]), float(slope[j, i]))
            for n, (right, wrong, slope) in enumerate(
                zip(found.D_right, found.D_wrong, found.slope, strict=True), start=1
            )
            for j in range(right.shape[0])
            for i in range(right.shape[1])
        ][:MOST_ROWS]
        self._places = [place for place, *_ in rows]
        self.table.show_rows([(place.symbol, *map(number_text, values)) for place, *values in rows])
        self._font_items()

    # --- gestures -----------------------------------------------------------------------------

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(str(item.data(MISTAKE)))

    def _row_chosen(self, row: int) -> None:
        self.place_chosen.emit(self._places[row])

    # --- room and looks -----------------------------------------------------------------------

    def fit_font(self) -> None:
        self._font_items()
        self.list.setMinimumHeight(LIST_LINES * self.fontMetrics().height())

    def _font_items(self) -> None:
        """Each number has the font: a table with its own would not follow in all of its parts."""
        small = sized(self.font(), SMALL)
        for row, column in product(range(self.table.rowCount()), range(self.table.columnCount())):
            item = self.table.item(row, column)
            if item is not None:
                item.setFont(small)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A frame in the colour of warnings: what stands within is wrong on purpose."""
        with QPainter(self) as painter:
            painter.setPen(QPen(theme_in_use().colour("warning"), FRAME * 2))
            painter.drawRect(QRectF(self.rect()))
