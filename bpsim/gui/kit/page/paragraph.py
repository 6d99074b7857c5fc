"""Plain words that change at every step: wrapped, and measured only when they really change."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from bpsim.gui.kit.controls.painting import Grounded
from bpsim.gui.kit.controls.room import (
    ask_for_room,
    draw_wrapped,
    height_by_width,
    wrapped_size,
)
from bpsim.gui.kit.controls.spoken import Spoken
from bpsim.gui.looks.theme import BODY, sized, theme_in_use


class Paragraph(Grounded, Spoken):
    """Words over as many lines as they need, in one of the theme's colours.

    Its neighbours are laid out again only where the number of lines changes.
    """

    def __init__(
        self, colour: str = "text", scale: float = BODY, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._colour, self._scale = colour, scale
        self._text = ""
        self._heights: dict[int, int] = {}
        self._font = sized(self.font(), scale)
        self.setSizePolicy(height_by_width())

    def text(self) -> str:
        """The words on show."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show ``text``."""
        if text == self._text:
            return
        self._text = text
        self._heights.clear()
        self.set_spoken(lambda: text)
        ask_for_room(self)
        self.update()

    def set_scale(self, scale: float) -> None:
        """Set the words at another step of the type scale."""
        if scale != self._scale:
            self._scale = scale
            self._set_font()

    def heightForWidth(self, width: int) -> int:
        height = self._heights.get(width)
        if height is None:
            height = wrapped_size(QFontMetrics(self._font), width, self._text).height()
            self._heights[width] = height
        return height

    def sizeHint(self) -> QSize:
        width = self.width() if self.isVisible() else 24 * self.fontMetrics().height()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(8 * self.fontMetrics().height(), QFontMetrics(self._font).height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ask_for_room(self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._set_font()

    def _set_font(self) -> None:
        self._font = sized(self.font(), self._scale)
        self._heights.clear()
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self.paint_ground(painter, event.rect())
            painter.setFont(self._font)
            painter.setPen(theme_in_use().colour(self._colour))
            draw_wrapped(painter, self.rect(), self._text)
