"""Markdown on a page: without HTML, as high as it is, and with nothing behind it that is read."""

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QPalette, QTextDocument
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from bpsim.base.words import tr
from bpsim.gui.kit.controls.room import keep_together

PLAIN = QTextDocument.MarkdownFeature.MarkdownNoHTML


class MarkdownWords(QTextBrowser):
    """Markdown without HTML, as high as it is; it reads no file and follows no link."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Light)  # nothing is typed into it
        self.setOpenLinks(False)
        self.setAccessibleName(tr("Text of the lesson"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())

    def show_markdown(self, text: str) -> None:
        """Show ``text``."""
        self.document().setMarkdown(text, PLAIN)
        keep_together(self.document())
        self._fit()

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing is loaded: a lesson may come from anywhere."""
        return None

    def _fit(self) -> None:
        height = round(self.document().size().height()) + 2
        if height != self.height():
            self.setFixedHeight(max(height, 1))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.document().setDefaultFont(self.font())
