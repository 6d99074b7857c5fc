"""The lesson panel: the text of one stop, its questions, and the way to the next."""

import re
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from bpsim.base.words import tr
from bpsim.gui.kit.controls.button import Button
from bpsim.gui.kit.controls.fits_font import FitsFont
from bpsim.gui.kit.controls.flow import FlowBar
from bpsim.gui.kit.controls.row import column_in
from bpsim.gui.kit.controls.tab_order import follow_layout
from bpsim.gui.kit.controls.titled_items import TitledItems
from bpsim.gui.kit.controls.told_aloud import tell
from bpsim.gui.kit.page.asked import Asked
from bpsim.gui.kit.page.heading import Heading
from bpsim.gui.kit.page.page import Page
from bpsim.gui.kit.page.paragraph import Paragraph
from bpsim.gui.kit.page.words import MarkdownWords
from bpsim.gui.looks.theme import SMALL
from bpsim.teach.lessons.written import written
from bpsim.teach.questions import Question

LIST_LINES = 14
MARKS = re.compile(r"[*`]")


class LessonPanel(FitsFont, QWidget):
    """Shows what it is handed; which stop that is, is decided elsewhere.

    ``opened`` carries the place of a lesson in the list, from 0.
    """

    opened = Signal(int)
    open_requested = Signal()
    edit_requested = Signal()
    list_requested = Signal()
    onward = Signal()
    back = Signal()
    practise_requested = Signal()
    break_requested = Signal()
    answered = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Lesson"))
        self.heading = Heading()
        self.note = Paragraph("muted", SMALL)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Lessons"))
        self.list.setAccessibleDescription(
            tr("The lessons that come with bpsim: choose one to follow it")
        )
        self.list.setSizeAdjustPolicy(QListWidget.SizeAdjustPolicy.AdjustToContents)
        TitledItems(self.list)
        self.open = Button("folder-open", tr("Open a lesson…"), framed=True)
        self.open.setToolTip(tr("Follow a lesson from a file of your own"))
        self.words = MarkdownWords()
        self.questions: list[Asked] = []
        self.practise = Button("", tr("Practise this"), primary=True)
        self.practise.setToolTip(tr("Work out yourself what this stop is about"))
        self.break_it = Button("", tr("Break it here"), framed=True)
        self.break_it.setToolTip(tr("See what the mistake does that this stop is about"))
        self.previous = Button("chevron-left", tr("Back"), framed=True)
        self.previous.setToolTip(tr("To the stop of the lesson before"))
        self.next = Button("chevron-right", tr("Next"), primary=True)
        self.next.setToolTip(tr("To the next stop of the lesson"))
        self.other = Button("", tr("All lessons"), framed=True)
        self.other.setToolTip(tr("Leave this lesson and choose another one"))
        self.edit = Button("", tr("Edit a copy…"), framed=True)
        self.edit.setToolTip(tr("Write a lesson of your own that begins as this one"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.page = Page()
        outer = column_in(self, self.page, gap=0)
        outer.setStretchFactor(self.page, 1)
        column = self.page.column
        self._asked = QVBoxLayout()
        self.page.add(self.heading, self.note, self.list, self.open, self.words)
        column.addLayout(self._asked)
        self.page.add(self.practise, self.break_it)
        column.addStretch(1)
        self.bar = FlowBar(self.previous, self.next, self.other, self.edit)
        margins = QVBoxLayout()
        margins.setContentsMargins(8, 4, 8, 4)
        margins.addWidget(self.bar)
        outer.addLayout(margins)
        self.fit_font()

    def _connect(self) -> None:
        self.list.itemActivated.connect(lambda item: self.opened.emit(self.list.row(item)))
        self.list.itemClicked.connect(lambda item: self.opened.emit(self.list.row(item)))
        for button, signal in (
            (self.open, self.open_requested),
            (self.edit, self.edit_requested),
            (self.other, self.list_requested),
            (self.next, self.onward),
            (self.previous, self.back),
            (self.practise, self.practise_requested),
            (self.break_it, self.break_requested),
        ):
            button.clicked.connect(lambda _checked=False, told=signal: told.emit())

    # --- what it shows ------------------------------------------------------------------------

    def show_list(self, rows: Sequence[str]) -> None:
        """Offer lessons, one row each."""
        self.heading.show_title(tr("Lessons"))
        self.note.set_text(
            tr("Each begins with a question and ends with practice. Esc leads back.")
        )
        here = max(0, self.list.currentRow())
        self.list.clear()
        for row in rows:
            self.list.addItem(tell(QListWidgetItem(row)))
        self.list.setCurrentRow(min(here, len(rows) - 1))
        self._ask(())
        for part in (self.list, self.open, self.note):
            part.show()
        for widget in (self.words, self.practise, self.break_it, self.bar):
            widget.hide()
        self.fit_font()
        self.list.setFocus()

    def show_stop(
        self, title: str, text: str, at: int, count: int, questions: Sequence[Question],
        note: str = "", blanks: bool = False, mistake: bool = False,
    ) -> None:  # fmt: skip
        """Show a stop, number ``at`` (from 0) of ``count``."""
        self.heading.show_title(title, tr("{at} of {count}", at=at + 1, count=count))
        self.note.set_text(note)
        self.note.setVisible(bool(note))
        for part in (self.list, self.open):
            part.hide()
        self.words.show_markdown(written(text))
        self.words.setVisible(bool(text))
        self._ask(questions)
        self.practise.setVisible(blanks)
        self.break_it.setVisible(mistake)
        self.previous.setEnabled(at > 0)
        self.next.setText(tr("Next") if at + 1 < count else tr("Finish"))
        self.bar.show()
        self.page.verticalScrollBar().setValue(0)
        self.next.setFocus()

    def _ask(self, questions: Sequence[Question]) -> None:
        for each in self.questions:
            self._asked.removeWidget(each)
            each.hide()
            each.deleteLater()
        self.questions = []
        for question in questions:
            asked = Asked()
            self._asked.addWidget(asked)  # first, or it would be a window for a moment
            asked.ask(_plain(question))
            asked.answered.connect(self.answered)
            self.questions.append(asked)
        follow_layout(self)

    # --- room ---------------------------------------------------------------------------------

    def fit_font(self) -> None:
        """As high as the lessons are, which wrap; the page scrolls where there is no room."""
        rows = sum(self.list.sizeHintForRow(row) for row in range(self.list.count()))
        least = LIST_LINES * self.fontMetrics().height()
        self.list.setFixedHeight(max(least, rows + 2 * self.list.frameWidth()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_font()


def _plain(question: Question) -> Question:
    """A question without the marks of Markdown, which its words are shown without."""

    def words(text: str) -> str:
        return MARKS.sub("", written(text))

    answers = tuple(map(words, question.answers))
    return Question(words(question.text), answers, question.right, words(question.why))
