"""Writing a lesson: its Markdown, beside it what a student reads, below it what is wrong."""

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from bpsim.base.bundled import resource
from bpsim.base.words import tr
from bpsim.core.errors import BpsimError
from bpsim.formats.beside import networks_beside
from bpsim.formats.files import from_text, write_bytes
from bpsim.gui.dialogs.mnemonics import give_keys
from bpsim.gui.dialogs.questions import agreed, ask_where
from bpsim.gui.dialogs.showing import accepted
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.kit.controls.on_screen import resize_on_screen
from bpsim.gui.kit.controls.scrolled import Scrolled
from bpsim.gui.kit.page.words import MarkdownWords
from bpsim.teach.lessons.check import faults
from bpsim.teach.lessons.reading import ANCHOR, LessonError, read_lesson
from bpsim.teach.lessons.written import written

WAIT_MS = 400
MOST_SHOWN = 5
NEW = tr(
    "# A new lesson\n\n<!-- bpsim\nnetwork: lecture\nexample: 1\n-->\n\nWhy "
    "should one read on?\n\n## The first stop\n\n<!-- bpsim\nphase: forward\n"
    "layer: 2\nunit: 1\n-->\n\nWhat is to be seen here.\n"
)


class LessonEditor(QDialog):
    """Edits a copy; ``written`` is where it was saved, None where it was not."""

    def __init__(self, parent: QWidget | None, path: Path | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Edit a lesson"))
        self.written: Path | None = None
        self._path = path or resource("lessons") / "new.md"
        self.text = QPlainTextEdit(NEW if path is None else _text_of(path))
        self.text.setAccessibleName(tr("Markdown of the lesson"))
        self.text.setTabChangesFocus(True)  # or the keys would not come out of it
        self.preview = MarkdownWords()
        self.faults = Label()
        self.faults.setWordWrap(True)
        self.faults.setAccessibleDescription(tr("What is wrong with the lesson"))
        self.page = Scrolled(self.preview)
        self.page.setFrameShape(QFrame.Shape.StyledPanel)  # as the text beside it has
        halves = QSplitter()
        halves.addWidget(self.text)
        halves.addWidget(self.page)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self.save)
        self.buttons.rejected.connect(self.reject)
        save = self.buttons.button(QDialogButtonBox.StandardButton.Save)
        save.setToolTip(tr("Write the lesson into a file (Ctrl+S)"))
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.save)
        column = QVBoxLayout(self)
        column.addWidget(halves, 1)
        column.addWidget(self.faults)
        column.addWidget(self.buttons)
        give_keys(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.look)
        self.text.textChanged.connect(self._timer.start)
        self.text.cursorPositionChanged.connect(self._follow)
        self.page.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._follow())
        em = self.fontMetrics().height()
        resize_on_screen(self, em * 64, em * 40)
        self.look()

    def look(self) -> None:
        """Show the text as a student reads it, and say what is wrong with it."""
        text = self.text.toPlainText()
        self.preview.show_markdown(written(ANCHOR.sub("", text)))
        try:
            found = [str(each) for each in faults(read_lesson(text), networks_beside(self._path))]
        except LessonError as error:
            found = [str(error)]
        more = len(found) - MOST_SHOWN
        said = found[:MOST_SHOWN] + ([tr("… and {more} more", more=more)] if more > 0 else [])
        words = "\n".join(said)
        self.faults.setText(words or tr("Every anchor exists and every number is the program’s."))

    def _follow(self) -> None:
        """Show the part of the page that is being written: about as far down as the cursor."""
        cursor, bar = self.text.textCursor(), self.page.verticalScrollBar()
        written_above = len(ANCHOR.sub("", self.text.toPlainText()[: cursor.position()]))
        whole = len(ANCHOR.sub("", self.text.toPlainText())) or 1
        place = written_above / whole * self.preview.height() - self.page.viewport().height() / 2
        bar.setValue(round(place))

    def reject(self) -> None:
        """Close it; what was written and not saved is lost only if that is wanted."""
        if not self.text.document().isModified() or agreed(
            self,
            tr("Discard what you have written?"),
            tr("The lesson has not been saved."),
            tr("Discard"),
        ):
            super().reject()

    def save(self) -> None:
        """Ask where to, and write it there."""
        start = "" if self._path.parent == resource("lessons") else str(self._path)
        kinds = {".md": tr("Lessons (*.md)")}
        path = ask_where(self, tr("Save the lesson"), start or self._path.name, kinds)
        if not path:
            return
        target = Path(path)
        try:
            write_bytes(target, self.text.toPlainText().encode())
        except BpsimError as error:
            self.faults.setText(str(error))
            return
        self.written = target
        self.accept()


def _text_of(path: Path) -> str:
    try:
        return from_text(path, str)
    except BpsimError:
        return NEW


def edit_lesson(window: QWidget, path: Path | None) -> Path | None:
    """Let a lesson be edited; where it was saved, None where it was not."""
    dialog = LessonEditor(window, path)
    accepted(dialog)
    return dialog.written
