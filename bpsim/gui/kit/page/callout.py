"""A remark that must not be overlooked: a sentence beside an icon, on a tinted ground."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bpsim.gui.kit.controls.fits_font import FitsFont
from bpsim.gui.kit.controls.painting import fill_rounded, mixed
from bpsim.gui.kit.page.page import CARD_RADIUS, GRID
from bpsim.gui.kit.page.paragraph import Paragraph
from bpsim.gui.looks import icons
from bpsim.gui.looks.theme import SMALL, theme_in_use

TINT = 0.10


class Callout(FitsFont, QWidget):
    """One remark; without a text it takes no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Paragraph(scale=SMALL)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._words)
        self.fit_font()
        self.hide()

    def text(self) -> str:
        """The remark on show."""
        return self._words.text()

    def set_text(self, text: str) -> None:
        """Show ``text``, or nothing where it is empty."""
        self._words.set_text(text)
        self.setVisible(bool(text))

    def fit_font(self) -> None:
        left = GRID + self.fontMetrics().height() + GRID // 2
        self._row.setContentsMargins(left, GRID // 2, GRID, GRID // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        colour, surface = theme_in_use().colour("update"), theme_in_use().colour("surface")
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ground = mixed(colour, surface, TINT)
            fill_rounded(painter, self.rect().toRectF(), CARD_RADIUS, ground)
            size = self.fontMetrics().height()
            icons.draw(painter, QRectF(GRID, GRID / 2, size, size), "info-circle", colour)
