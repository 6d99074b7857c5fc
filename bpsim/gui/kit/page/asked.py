"""A question with its answers below it; choosing one says which is right and why."""

from string import ascii_uppercase

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from bpsim.base.words import tr
from bpsim.gui.kit.controls.button import Button
from bpsim.gui.kit.controls.row import column_in
from bpsim.gui.kit.controls.tab_order import follow_layout
from bpsim.gui.kit.page.paragraph import Paragraph
from bpsim.teach.questions import Question


class Asked(QWidget):
    """Asks one question. ``answered`` carries whether the answer chosen is the right one."""

    answered = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question: Question | None = None
        self.text, self.why = Paragraph(), Paragraph("muted")
        self.buttons: list[Button] = []
        self._answers: QWidget | None = None
        self._column = column_in(self, self.text, self.why)
        for part in (self.text, self.why):
            part.set_ground("surface")
        self.hide()

    def ask(self, question: Question | None) -> None:
        """Ask ``question``, or nothing."""
        self._question = question
        if self._answers is not None:
            self._column.removeWidget(self._answers)
            self._answers.hide()
            self._answers.deleteLater()
        self._answers, self.buttons = None, []
        self.why.set_text("")
        self.why.hide()
        self.setVisible(question is not None)
        if question is None:
            return
        self.text.set_text(question.text)
        self._answers = QWidget()
        grid = QGridLayout(self._answers)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        for place, (letter, answer) in enumerate(
            zip(ascii_uppercase, question.answers, strict=False)
        ):
            self._add(grid, place, letter, answer)
        self._column.insertWidget(self._column.count() - 1, self._answers)
        self._answers.show()
        follow_layout(self)

    def _add(self, grid: QGridLayout, place: int, letter: str, answer: str) -> None:
        button, words = Button("", letter, framed=True), Paragraph()
        button.setAccessibleName(tr("Answer {letter}: {answer}", letter=letter, answer=answer))
        button.clicked.connect(lambda _checked=False, chosen=place: self._choose(chosen))
        words.set_ground("surface")
        words.set_text(answer)
        grid.addWidget(button, place, 0)
        grid.addWidget(words, place, 1, Qt.AlignmentFlag.AlignVCenter)  # beside its letter
        self.buttons.append(button)

    def _choose(self, chosen: int) -> None:
        question = self._question
        if question is None or not self.buttons[chosen].isEnabled():
            return
        right = question.is_right(chosen)
        for place, button in enumerate(self.buttons):
            button.setEnabled(False)
            if question.is_right(place):
                button.set_icon("check")
                button.updateGeometry()
            elif place == chosen:
                button.set_icon("x")
                button.updateGeometry()
        said = (
            tr("Right.")
            if right
            else tr("No: it is {ascii_uppercase}.", ascii_uppercase=ascii_uppercase[question.right])
        )
        self.why.set_text(f"{said} {question.why}".strip())
        self.why.show()
        self.answered.emit(right)
