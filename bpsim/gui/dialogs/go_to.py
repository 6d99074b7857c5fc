"""Go to: one line that names any step of any iteration."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from bpsim.base.words import tr
from bpsim.gui.dialogs.mnemonics import give_keys
from bpsim.gui.dialogs.showing import accepted
from bpsim.gui.kit.controls.fits_font import FitsFont
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.looks.theme import SMALL, sized
from bpsim.session.go_to_target import Target, TargetError, Walk, parse_target, target_words

WAYS = (
    ("1200", tr("iteration 1200")),
    ("1200 / 3", tr("example 3 in it")),
    ("1200 # 17", tr("step 17 in it")),
    ("/ 3   # 17", tr("example or step of this iteration")),
    ("+100   −10", tr("iterations on or back")),
    ("start   end", tr("the first, the latest iteration")),
)


class GoToDialog(FitsFont, QDialog):
    """Reads a place while it is typed and says where it leads; Enter goes there."""

    def __init__(self, walk: Walk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Go to"))
        self._walk = walk
        self._target: Target | None = None
        self.line = QLineEdit(str(walk.current))
        self.line.setAccessibleName(tr("Iteration, or iteration / example, or iteration # step"))
        self.line.selectAll()
        self.words = Label()
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = self.buttons.addButton(tr("Go"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.line.textChanged.connect(lambda _text: self._read())
        self.go.setToolTip(tr("Go to the place that the line names"))
        self._lay_out()
        give_keys(self)
        self.go.setDefault(True)
        self._read()

    def target(self) -> Target | None:
        """The place that the line names, None while it names none."""
        return self._target

    def accept(self) -> None:
        """Close, if there is a place to go to."""
        if self._target is not None:
            super().accept()

    def _lay_out(self) -> None:
        label = Label(tr("Go to &iteration"))
        label.setBuddy(self.line)
        self._ways = QGridLayout()
        self._faint: list[Label] = []
        for row, (typed, meaning) in enumerate(WAYS):
            for column, text in enumerate((typed, meaning)):
                part = Label(text, colour="muted")
                self._ways.addWidget(part, row, column)
                self._faint.append(part)
        self._ways.setColumnStretch(1, 1)
        self._column = QVBoxLayout(self)
        self._column.addWidget(label)
        self._column.addWidget(self.line)
        self._column.addWidget(self.words)
        self._column.addLayout(self._ways)
        self._column.addStretch(1)
        self._column.addWidget(self.buttons)
        self.fit_font()

    def fit_font(self) -> None:
        em = self.fontMetrics().height()
        self._column.setContentsMargins(em, em, em, em)
        self._column.setSpacing(round(0.6 * em))
        self._ways.setHorizontalSpacing(em)
        self._ways.setVerticalSpacing(em // 4)
        for part in self._faint:
            part.setFont(sized(self.font(), SMALL))
        # Room for the longest sentence, so that nothing moves while one types.
        self.words.setMinimumHeight(2 * self.fontMetrics().lineSpacing() + 2)
        self.setMinimumWidth(26 * em)

    def _read(self) -> None:
        try:
            self._target = parse_target(self.line.text(), self._walk)
            words, colour = target_words(self._target, self._walk), "text"
        except TargetError as error:
            self._target, words, colour = None, str(error), "warning"
        self.words.setText(words)
        self.line.setAccessibleDescription(words)
        self.words.set_colour(colour)
        self.go.setEnabled(self._target is not None)


def ask_target(parent: QWidget, walk: Walk) -> Target | None:
    """Let the user name a place; None if there is to be none."""
    dialog = GoToDialog(walk, parent)
    return dialog.target() if accepted(dialog) else None
