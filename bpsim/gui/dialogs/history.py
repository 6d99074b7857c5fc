"""The list of edits made, from the document as it was opened to the last one undone."""

from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QUndoView, QVBoxLayout, QWidget

from bpsim.base.words import tr
from bpsim.gui.dialogs.mnemonics import give_keys
from bpsim.gui.dialogs.showing import accepted
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.kit.controls.on_screen import resize_on_screen

WORDS = tr("Choose an edit to go back to it, or forward again. A new edit replaces those below.")


class HistoryDialog(QDialog):
    """Shows ``stack``; choosing a row undoes or redoes up to there at once."""

    def __init__(self, stack: QUndoStack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("History"))
        self.view = QUndoView(stack, self)
        self.view.setEmptyLabel(tr("As it was opened"))
        self.view.setAccessibleName(tr("History of edits"))
        words = Label(WORDS)
        words.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (words, self.view, buttons):
            column.addWidget(widget)
        give_keys(self)
        em = self.fontMetrics().height()
        resize_on_screen(self, 26 * em, 24 * em)


def show_history(parent: QWidget, stack: QUndoStack) -> None:
    """Open the list; it closes with Escape, and what was chosen stays."""
    dialog = HistoryDialog(stack, parent)
    dialog.view.setFocus()
    accepted(dialog)
