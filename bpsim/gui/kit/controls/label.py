"""A label whose text is shown as it is written, never as markup, in a colour of the theme."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QWidget

from bpsim.gui.kit.controls.room import together
from bpsim.gui.kit.controls.told_aloud import ReadAloud
from bpsim.gui.looks.theme import theme_in_use


class Label(ReadAloud, QLabel):
    """Plain text: a name from a file that looks like HTML must not make Qt read other files."""

    _colour = ""
    _whole = ""

    def __init__(self, text: str = "", parent: QWidget | None = None, colour: str = "") -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        if colour:
            self.set_colour(colour)

    def setText(self, text: str) -> None:
        self._whole = text
        super().setText(together(text))

    def text(self) -> str:
        shown = super().text()
        return self._whole if shown == together(self._whole) else shown

    def set_colour(self, name: str) -> None:
        """Write in the theme's colour called ``name``, such as "muted", in every theme."""
        self._colour = name
        palette = QPalette(self.palette())
        palette.setColor(self.foregroundRole(), theme_in_use().colour(name))
        self.setPalette(palette)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._colour:
            self.set_colour(self._colour)
