"""The panel of predictions: h and class of every example, how many are right, an input to try."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bpsim.base.words import tr, tr_n
from bpsim.core.errors import BpsimError
from bpsim.core.predictions import Classes
from bpsim.gui.kit.controls.button import Button
from bpsim.gui.kit.controls.fits_font import FitsFont
from bpsim.gui.kit.controls.flow import FlowLayout
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.kit.controls.scrolled import scroll_to
from bpsim.gui.kit.controls.segmented import Segmented
from bpsim.gui.kit.entry.number_entry import parse_number
from bpsim.gui.panels.predictions.content import PredictedExamples, answer_words
from bpsim.gui.panels.predictions.tables import ConfusionTable, PredictionsTable
from bpsim.gui.program.announcing import announce
from bpsim.gui.program.soon import Soon
from bpsim.gui.program.tips import tip

NO_ROWS = tr("There is no example yet. An input can be tried all the same.")
NO_CLASSES = tr("The targets are numbers, not classes: there is nothing to be right or wrong.")
BETWEEN = tr("A blank or “;” stands between two numbers.")
LINE = 9
"""How wide the line for an input is at least, in heights of a letter."""
BESIDE = 0.36
"""Of the width, what stands beside the table always has."""


class PredictionsPanel(FitsFont, QWidget):
    """Nothing is shown before :meth:`show_content` says so.

    ``row_chosen`` carries a row of the training set from 1, ``held_out_chosen`` one of what is held
    out. ``input_typed`` carries the numbers of an input to try, and is answered by ``show_answer``;
    ``walk_requested`` carries them where the walk through the network is wanted.
    """

    row_chosen = Signal(int)
    held_out_chosen = Signal(int)
    input_typed = Signal(object)
    walk_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Predictions"))
        self._content: PredictedExamples | None = None
        self.table = PredictionsTable()
        self.confusion = ConfusionTable()
        self.sets = Segmented([tr("Training"), tr("Held out")], tr("Confusion matrix of"))
        self.sets.set_current(0)
        self.summary = Label()
        self.summary.setWordWrap(True)
        self.hint = Label(colour="muted")
        self.hint.setWordWrap(True)
        self.line = QLineEdit()
        self.line.setAccessibleName(tr("Try an input"))
        self.line.setClearButtonEnabled(True)
        self.walk = Button("player-play", tr("Walk it"), framed=True)
        self.walk.setToolTip(tip(tr("Step through the network with this input, without a target")))
        self._take(None)
        self.answer = Label()
        self.answer.setWordWrap(True)
        self._looks_at_answer = Soon(self, self._look_at_answer)
        self._lay_out()
        self.table.chosen.connect(self._choose)
        self.sets.chosen.connect(lambda _place: self._show_confusion())
        self.line.textEdited.connect(lambda _text: self.try_input())
        for asked in (self.line.returnPressed, self.walk.clicked):
            asked.connect(lambda *_signalled: self._walk())

    # --- what it shows ---------------------------------------------------------------------------

    def show_content(self, content: PredictedExamples) -> None:
        """Show the predictions for these examples."""
        self._content = content
        self.table.show_content(content)
        self.table.setVisible(len(content) > 0)
        lines = [content.summary(False), content.summary(True)]
        self.summary.setText("\n".join(filter(None, lines)) or NO_ROWS)
        self.hint.setText("" if content.classes or not len(content) else NO_CLASSES)
        self.hint.setVisible(bool(self.hint.text()))
        self.sets.setVisible(content.classes is not None and len(content.held_out) > 0)
        if not len(content.held_out):
            self.sets.set_current(0)
        self._show_confusion()
        names = content.training.x_names
        self.line.setPlaceholderText("; ".join(names[:8]) + ("; …" if len(names) > 8 else ""))
        self.line.setToolTip(
            tip(tr("Numbers with ; or blanks between them: the network answers at once"))
        )
        self.try_input()

    def show_answer(self, h: Sequence[float], classes: Classes | None) -> None:
        """What the network makes of the input that was typed."""
        if self._content is not None:
            self._say(answer_words(h, self._content.training.y_names, classes), "text")

    def show_no_answer(self, why: str) -> None:
        """Say why the input that was typed is not answered."""
        self._say(why, "muted")

    def try_input(self) -> None:
        """Ask for the answer to what stands in the line."""
        self._take(None)
        text = self.line.text().strip()
        if not text or self._content is None:
            self._say("", "text")
            return
        # Behind the last ";" the next number is still to come.
        text = text.strip("()[] ")  # around what a program prints
        cells = text.removesuffix(";").split(";") if ";" in text else text.split()
        wanted = len(self._content.training.x_names)
        commas = BETWEEN if "," in text else ""
        try:
            x = [parse_number(cell) for cell in cells]
        except BpsimError as error:
            self._say(f"{error} {commas}".strip(), "warning")
            return
        if len(x) != wanted:
            words = tr_n(
                "{x} of {wanted} input typed.",
                "{x} of {wanted} inputs typed.",
                wanted,
                x=len(x),
                wanted=wanted,
            )
            self._say(f"{words} {commas}".strip(), "muted")
            return
        self._take(x)
        self.input_typed.emit(x)

    def _take(self, x: list[float] | None) -> None:
        """These are the numbers that were typed, None while they are no input."""
        self._typed = x
        self.walk.setEnabled(x is not None)

    def _walk(self) -> None:
        if self._typed is not None:
            self.walk_requested.emit(self._typed)
        else:
            announce(self, self.answer.text())

    def _say(self, words: str, colour: str) -> None:
        self.answer.setText(words)
        self.answer.set_colour(colour)
        self.answer.setVisible(bool(words))
        self.line.setAccessibleDescription(words)
        if words and self.line.hasFocus():
            self._looks_at_answer.start()  # once it has its place

    def _look_at_answer(self) -> None:
        """In a low panel the answer stands out of sight below the line."""
        scroll_to(self.answer, self.line)

    def _show_confusion(self) -> None:
        content = self._content
        if content is None:
            return
        held_out = self.sets.current() == 1
        names = () if content.classes is None else content.classes.names
        self.confusion.setVisible(bool(names))
        self.caption.setVisible(bool(names))
        self.confusion.show_counts(names, content.confusion(held_out))

    def _choose(self, row: int) -> None:
        content = self._content
        if content is None:
            return
        if content.is_held_out(row):
            self.held_out_chosen.emit(row - len(content.training) + 1)
        else:
            self.row_chosen.emit(row + 1)

    # --- room ------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.caption = Label(tr("Targets down, predicted across"), colour="muted")
        self.caption.setWordWrap(True)
        above = QHBoxLayout()
        above.addWidget(self.sets)
        above.addWidget(self.caption, 1)
        self._side = QVBoxLayout()
        self._trying = FlowLayout()
        self._asked = Label(tr("&Try an input"), colour="muted")
        self._asked.setBuddy(self.line)
        self._asked.setWordWrap(True)
        self._trying.add(self._asked)
        self._trying.add(self.line, stretch=True)
        self._trying.add(self.walk)
        self._side.addWidget(self.summary)
        self._side.addLayout(self._trying)
        self._side.addWidget(self.answer)
        self._side.addLayout(above)
        self._side.addWidget(self.confusion, 1)
        self._side.addWidget(self.hint)
        self._side.addStretch(0)
        left = QVBoxLayout()
        left.addWidget(self.table, 1)
        left.addStretch(0)
        self._line = QHBoxLayout(self)
        self._line.addLayout(left, 3)
        self._line.addLayout(self._side, 2)
        self.fit_font()

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(40 * em, 14 * em)

    def fit_font(self) -> None:
        em = self.fontMetrics().height()
        self._line.setContentsMargins(em // 2, em // 3, em // 2, em // 3)
        self._line.setSpacing(em)
        self._side.setSpacing(em // 4)
        self._trying.set_gaps(em // 2, em // 4)
        self.line.setMinimumWidth(LINE * em)
        self._fit_label()

    def _fit_label(self) -> None:
        """Have the label on one line, if the part beside the table is as wide as that."""
        words = self._asked.fontMetrics().horizontalAdvance(tr("Try an input"))
        self._asked.setMinimumWidth(min(words + 4, round(BESIDE * self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_label()
