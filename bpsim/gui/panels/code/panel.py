"""A program that computes what is on screen, with the lines of this step lit and its numbers."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QFontDatabase, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from bpsim.base.words import tr
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.kit.controls.segmented import Segmented
from bpsim.gui.looks.theme import grey_edged, theme_in_use

TINT = 0.16
"""How strongly a lit line is tinted with the accent."""


class ProgramText(QPlainTextEdit):
    """Text whose letters are all as wide, as large as the text around it.

    The font is that of its document: a widget with a font of its own no longer follows the window's
    size in each of its parts.
    """

    def __init__(self) -> None:
        super().__init__()
        self._set_font()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._set_font()

    def _set_font(self) -> None:
        font = grey_edged(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        font.setPointSizeF(self.font().pointSizeF())
        self.document().setDefaultFont(font)


class CodePanel(QWidget):
    """Shows a text; the user chooses among ``languages``."""

    language_chosen = Signal(int)

    def __init__(self, languages: tuple[str, ...]) -> None:
        super().__init__()
        self._program = ""
        self._lit: tuple[int, ...] = ()
        self.languages = Segmented(
            languages,
            tr("Language"),
            [tr("This step as a line of {language}", language=each) for each in languages],
        )
        self.languages.set_current(0)
        self.languages.chosen.connect(self.language_chosen)
        self.margin = Label("", colour="muted")
        self.margin.setWordWrap(True)
        self.text = ProgramText()
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName(tr("Program"))
        self.text.setAccessibleDescription(tr("A program that does this step, which can be copied"))
        interaction = Qt.TextInteractionFlag
        self.text.setTextInteractionFlags(
            interaction.TextSelectableByMouse | interaction.TextSelectableByKeyboard
        )
        head = QHBoxLayout()
        head.addWidget(self.languages)
        head.addWidget(self.margin, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(head)
        layout.addWidget(self.text, 1)

    def show_program(self, text: str, lit: tuple[int, ...], words: str) -> None:
        """Show ``text`` with the lines ``lit`` (from 0) lit, and ``words`` about the step."""
        self.margin.setText(words)
        if text != self._program:  # the editor would put megabytes together to be asked
            self._program = text
            self.text.setPlainText(text)
            self._lit = ()
        self._light(lit)
        if lit:
            block = self.text.document().findBlockByNumber(lit[0])
            self.text.setTextCursor(QTextCursor(block))
            self.text.centerCursor()

    @property
    def lit(self) -> tuple[int, ...]:
        """The lines that are lit."""
        return self._lit

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._light(self._lit)

    def _light(self, lit: tuple[int, ...]) -> None:
        """Tint these lines; an arrow in the margin would need a widget of its own, a bar does."""
        tinted = QTextBlockFormat()
        tint = QColor(theme_in_use().colour("accent"))
        tint.setAlphaF(TINT)
        tinted.setBackground(tint)
        for lines, look in ((self._lit, QTextBlockFormat()), (lit, tinted)):
            for number in lines:
                block = self.text.document().findBlockByNumber(number)
                QTextCursor(block).setBlockFormat(look)
        self._lit = lit
