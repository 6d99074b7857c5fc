"""A text that changes at every step without moving anything around it."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from bpsim.gui.kit.controls.painting import Grounded
from bpsim.gui.kit.controls.room import draw_wrapped, height_by_width, wrapped_size
from bpsim.gui.kit.controls.spoken import Spoken
from bpsim.gui.kit.controls.tip_by_place import TipByPlace
from bpsim.gui.looks.theme import theme_in_use


class LiveText(TipByPlace, Grounded, Spoken):
    """A text that changes often and moves nothing: it keeps its room, and wraps, then shortens.

    ``sample`` is a text as long as is usual; the room grows to the longest text seen since. With
    less room than that it takes two lines, or as many as the longest needs. What does not fit even
    so ends in "…", and the tool tip has it whole.
    """

    def __init__(
        self, sample: str, colour: str = "text", right: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sample, self._longest, self._colour = sample, sample, colour
        self._right = right
        self._text = ""
        self.setSizePolicy(height_by_width())

    def text(self) -> str:
        """The text on show, whole."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show ``text``."""
        if text == self._text:
            return
        self._text = text
        self.set_spoken(lambda: text)
        if len(text) > len(self._longest):
            self._longest = text
            self.updateGeometry()
        self.update()

    def forget_length(self) -> None:
        """Go back to the room that the sample needs."""
        self._longest = self._sample
        self.updateGeometry()

    def set_sample(self, sample: str) -> None:
        """Texts are as long as ``sample`` from now on."""
        self._sample = sample
        self.forget_length()

    def _room(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text) + 2

    def sizeHint(self) -> QSize:
        return QSize(self._room(self._longest), self.fontMetrics().height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._room(self._sample), self.fontMetrics().height() + 2)

    def heightForWidth(self, width: int) -> int:
        metrics = self.fontMetrics()
        if width >= self._room(self._longest):
            return metrics.lineSpacing() + 2
        wrapped = wrapped_size(metrics, width, self._longest).height()
        return max(2 * metrics.lineSpacing(), wrapped) + 2

    def tip_at(self, at: QPoint) -> str:
        return "" if self._shown() == self._text else self._text

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self.paint_ground(painter, event.rect())
            painter.setPen(theme_in_use().colour(self._colour if self.isEnabled() else "muted"))
            draw_wrapped(painter, self._text_rect(), self._shown(), self._side())

    def _text_rect(self) -> QRect:
        return self.rect()

    def _side(self) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if self._right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def _shown(self) -> str:
        """The text, shortened if it does not fit."""
        metrics, rect = self.fontMetrics(), self._text_rect()
        one_line = metrics.height() <= rect.height()
        if one_line and metrics.horizontalAdvance(self._text) <= rect.width():
            return self._text
        if wrapped_size(metrics, rect.width(), self._text).height() <= rect.height():
            return self._text
        lines = max(1, rect.height() // metrics.lineSpacing())
        room = rect.width() * lines - 4 * metrics.averageCharWidth() * (lines - 1)
        return metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, room)
