"""The panel for one's own numbers: paste or open them, and see which are wrong and why."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from bpsim.base.words import tr
from bpsim.gui.kit.controls.button import Button
from bpsim.gui.kit.controls.fits_font import FitsFont
from bpsim.gui.kit.controls.flow import FlowBar
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.kit.controls.row import column_in
from bpsim.gui.kit.controls.segmented import Segmented
from bpsim.gui.kit.controls.told_aloud import tell
from bpsim.gui.kit.entry.keeps_digits import WholeNumber
from bpsim.gui.kit.page.heading import Heading
from bpsim.gui.kit.page.page import Page
from bpsim.gui.kit.page.paragraph import Paragraph
from bpsim.gui.kit.table.compared import ComparedTable
from bpsim.gui.looks.theme import SMALL
from bpsim.gui.program.announcing import announce
from bpsim.notation.numerals import number_text
from bpsim.steps.places import EdgePlace
from bpsim.teach.diagnosis.first_step import ComparedLine
from bpsim.teach.diagnosis.result import Diagnosis, WrongEntry
from bpsim.teach.diagnosis.words import left_out_words

KINDS = ("D", "Delta", "delta")
MOST_ROWS = 200
HOW = tr(
    "Paste your numbers as NumPy, Octave, MATLAB, CSV or JSON print "
    "them, or open a file. They are held against those of the network "
    "on screen."
)


class OwnNumbersPanel(FitsFont, QWidget):
    """``asked`` carries the text, what it is ("D", "Delta", "delta") and the example, 0 for all.

    ``entry_chosen`` carries the place of a wrong entry in the list, −1 for where it begins.
    """

    asked = Signal(str, str, int)
    file_requested = Signal()
    stop_requested = Signal()
    entry_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("My numbers"))
        self.heading = Heading()
        self.heading.show_title(tr("Which mistake did I make?"))
        self.how = Paragraph("muted", SMALL)
        self.how.set_text(HOW)
        self.kind = Segmented(
            ("D", "Δ", "δ"), tr("What the numbers are"),
            (tr("D, the gradient"), tr("Δ, the sum over the examples"), tr("δ of the units")),
        )  # fmt: skip
        self.kind.set_current(0)
        self.example = WholeNumber()
        self.example.setAccessibleName(tr("Example that the numbers belong to"))
        self.example.setSpecialValueText(tr("all examples"))
        self.example.setPrefix(tr("example "))
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(tr("Your numbers"))
        self.text.setAccessibleDescription(HOW)
        self.text.setPlaceholderText("[[0.12, -0.3, 0.05], [0.2, 0.01, -0.4]]")
        self.text.setTabChangesFocus(True)
        self.compare = Button("check", tr("Compare"), primary=True)
        self.compare.setToolTip(tr("Look for the mistake that gives these numbers"))
        self.open = Button("folder-open", tr("Open a file…"), framed=True)
        self.open.setToolTip(tr("Take the numbers from a file of text, NumPy or MATLAB"))
        self.stop = Button("player-stop", tr("Stop"), framed=True)
        self.stop.setToolTip(tr("Stop looking for the mistake"))
        self.sentence, self.read_as = Paragraph(), Paragraph("muted", SMALL)
        self.begins = Button("target", tr("Go to where it begins"), framed=True)
        self.begins.setToolTip(tr("To the first step at which your numbers differ"))
        self.wrong = QListWidget()
        self.wrong.setAccessibleName(tr("Wrong entries"))
        self.step = Paragraph("muted", SMALL)
        self.table = ComparedTable(tr("yours"))
        self._lay_out()
        self._connect()
        self.set_busy(False)
        self.show_found(None)

    def _lay_out(self) -> None:
        self.page = Page()
        column_in(self, self.page)
        self.page.add(
            self.heading, self.how, FlowBar(Label(tr("These are")), self.kind, self.example),
            self.text, FlowBar(self.compare, self.open, self.stop), self.sentence, self.read_as,
            self.begins, self.wrong, self.step, self.table,
        )  # fmt: skip
        self.page.column.addStretch(1)
        self.fit_font()

    def _connect(self) -> None:
        self.compare.clicked.connect(lambda: self.ask())
        self.open.clicked.connect(self.file_requested)
        self.stop.clicked.connect(self.stop_requested)
        self.begins.clicked.connect(lambda: self.entry_chosen.emit(-1))
        for signal in (self.wrong.itemActivated, self.wrong.itemClicked):
            signal.connect(lambda item: self.entry_chosen.emit(self.wrong.row(item)))

    @property
    def of(self) -> str:
        """What the numbers are said to be."""
        return KINDS[self.kind.current() or 0]

    def ask(self) -> None:
        """Ask for what stands in the field to be compared."""
        if self.text.toPlainText().strip():
            self.asked.emit(self.text.toPlainText(), self.of, self.example.value())

    # --- what it shows ------------------------------------------------------------------------

    def set_examples(self, count: int) -> None:
        """The network on screen has so many examples."""
        self.example.setRange(0, count)

    def set_busy(self, busy: bool) -> None:
        """Whether a search is under way."""
        self.compare.setEnabled(not busy)
        self.open.setEnabled(not busy)
        self.stop.setVisible(busy)
        if busy:
            self.show_found(None, tr("Looking for the mistake …"))

    def show_progress(self, done: int, total: int) -> None:
        """Say how far the search is."""
        if total:
            self.sentence.set_text(
                tr("Looking for the mistake: {done:,} of {total:,} tried …", done=done, total=total)
            )

    def show_found(
        self, found: Diagnosis | None, words: str = "", left_out: Sequence[str] = ()
    ) -> None:
        """Show what was found, and what among the numbers was no number; without it ``words``.

        It is said aloud as well, as it comes some time after it was asked for.
        """
        sentence = words if found is None else found.sentence
        announce(self, sentence)
        self.sentence.set_text(sentence)
        self.sentence.setVisible(bool(self.sentence.text()))
        read_as = []
        if found is not None and found.layout.words:
            read_as.append(tr("The numbers were read as {words}.", words=found.layout.words))
        if found is not None and found.example is not None:
            read_as.append(tr("They were held against example {example}.", example=found.example))
        if found is not None and left_out:
            read_as.append(left_out_words(left_out))
        self.read_as.set_text(" ".join(read_as))
        self.read_as.setVisible(bool(read_as))
        wrong = () if found is None else found.wrong[:MOST_ROWS]
        self.wrong.clear()
        for each in wrong:
            words = _entry_words(each, "" if found is None else found.of)
            tell(QListWidgetItem(words, self.wrong))
        self.wrong.setVisible(bool(wrong))
        self.begins.setVisible(bool(wrong))
        self.show_lines("", ())

    def show_lines(self, title: str, lines: Sequence[ComparedLine]) -> None:
        """Show a step term by term, theirs beside the right one."""
        self.step.set_text(title)
        self.step.setVisible(bool(lines))
        self.table.show_lines(lines)

    # --- room ---------------------------------------------------------------------------------

    def fit_font(self) -> None:
        line = self.fontMetrics().height()
        self.text.setFixedHeight(6 * line)
        self.wrong.setFixedHeight(6 * line)


def _entry_words(entry: WrongEntry, of: str) -> str:
    place = entry.place(of)
    name = str(place)
    if isinstance(place, EdgePlace):
        name = tr("{value} of {symbol}", value="Δ" if of == "Delta" else "D", symbol=place.symbol)
    elif of == "delta":
        name = tr("δ of {place}, example {i}", place=place, i=entry.i)
    return tr(
        "{name}: yours {given}, right {right}",
        name=name,
        given=number_text(entry.given),
        right=number_text(entry.right),
    )
