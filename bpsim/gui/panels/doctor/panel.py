"""What may keep the network from learning, in sentences that lead to their place."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from bpsim.base.words import tr
from bpsim.gui.kit.controls.button import Button
from bpsim.gui.kit.controls.fits_font import FitsFont
from bpsim.gui.kit.controls.row import column_in
from bpsim.gui.kit.controls.told_aloud import tell
from bpsim.gui.kit.page.heading import Heading
from bpsim.gui.kit.page.page import Page
from bpsim.gui.kit.page.paragraph import Paragraph
from bpsim.gui.looks.theme import SMALL

LINES = 12
ASK = tr("Looks for what keeps a network from learning, with the weights on screen.")


class DoctorPanel(FitsFont, QWidget):
    """``chosen`` carries the place of a sentence in the list, from 0."""

    asked = Signal()
    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Network doctor"))
        self.heading = Heading()
        self.heading.show_title(tr("Network doctor"))
        self.words = Paragraph("muted", SMALL)
        self.examine = Button("help", tr("Examine"), primary=True)
        self.examine.setToolTip(tr("Look for what keeps this network from learning"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("What was found"))
        self.list.setWordWrap(True)
        self.page = Page()
        column_in(self, self.page)
        self.page.add(self.heading, self.words, self.examine, self.list)
        self.page.column.addStretch(1)
        self.examine.clicked.connect(self.asked)
        self.list.itemActivated.connect(lambda item: self.chosen.emit(self.list.row(item)))
        self.list.itemClicked.connect(lambda item: self.chosen.emit(self.list.row(item)))
        self.fit_font()
        self.forget()

    def forget(self) -> None:
        """What was found is about another network."""
        self.show_found((), ASK)

    def set_busy(self, busy: bool) -> None:
        """Whether it is looking."""
        self.examine.setEnabled(not busy)

    def show_found(self, sentences: Sequence[str], words: str) -> None:
        """Show what was found below ``words``."""
        self.words.set_text(words)
        self.list.clear()
        for sentence in sentences:
            tell(QListWidgetItem(sentence, self.list))
        self.list.setVisible(bool(sentences))

    def fit_font(self) -> None:
        self.list.setFixedHeight(LINES * self.fontMetrics().height())
