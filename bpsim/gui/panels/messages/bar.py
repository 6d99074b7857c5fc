"""The window's message area: one sentence at a time, beside the units of the graph."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QHideEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from bpsim.base.words import named, tr
from bpsim.gui.kit.controls.button import Button
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.looks.icons import icon
from bpsim.gui.looks.theme import theme_in_use

Free = Callable[[int, int, int], QPoint | None]
"""Where over a widget something of a width and a height can lie, that far from its edges."""
WIDTHS = (1.0, 0.7, 0.5, 0.35)
"""Of the width of what it lies over, at most: the first with a free place is taken."""
RADIUS, EDGE = 6.0, 4.0
DONE_MS = 4000
"""How long it says that something has been done."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a kind of message looks and is spoken."""

    spoken: str
    icon: str
    colour: str
    lasting: bool = True


KINDS: Final = {
    "info": _Kind(tr("Message"), "info-circle", "accent"),
    "error": _Kind(tr("Error"), "alert-triangle", "warning"),
    "done": _Kind(tr("Done"), "check", "forward", lasting=False),
    "stop": _Kind(tr("Message"), "info-circle", "accent"),
    "edit": _Kind(tr("Message"), "info-circle", "accent"),
}


class MessageBar(QFrame):
    """Shows one message until it is closed or replaced; hidden while there is none.

    A message of the kind "done" goes away by itself after DONE_MS, unless the pointer is on it.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message_bar")
        self._kind = KINDS["info"]
        self._under: QWidget | None = None
        self._free: Free = lambda _width, _height, _margin: None
        self._in_row = False
        self._going = QTimer(self)
        self._going.setSingleShot(True)
        self._going.setInterval(DONE_MS)
        self._going.timeout.connect(self.clear)
        self._picture = Label()
        self._text = Label()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.close_button = Button("x")
        self.close_button.setToolTip(tr("Close this message (Esc)"))
        self.close_button.setAccessibleName(tr("Close this message"))
        self.close_button.clicked.connect(self.clear)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self._dress()
        self.hide()

    @property
    def text(self) -> str:
        """The message on screen, empty if there is none."""
        return "" if self.isHidden() else self._text.text()

    @property
    def kind(self) -> str:
        """The kind of the message shown last."""
        return next(name for name, each in KINDS.items() if each is self._kind)

    @property
    def leaving(self) -> bool:
        """True while the message is about to go away by itself."""
        return self._going.isActive()

    def show_message(self, text: str, kind: str = "info") -> None:
        """Show ``text``; ``kind`` is "info", "error", "done", "stop" or "edit".

        "done" is for what has succeeded, "stop" for what is true where the walk stands, "edit" for
        what the last edit brought with it: what shows it takes it away when the walk moves on, or
        the document changes again.
        """
        self._kind = KINDS[kind]
        self._text.setText(text)
        self.setAccessibleName(named(self._kind.spoken, text))
        self._dress()
        self._leave_row()
        self._place()
        self.show()
        self.raise_()
        self._going.stop()
        if not self._kind.lasting:
            self._going.start()

    def clear(self) -> None:
        """Take the message away."""
        if not self.isHidden():
            self.hide()
            self._text.clear()
            self.closed.emit()

    def clear_kind(self, kind: str) -> None:
        """Take the message away if it is of this kind."""
        if self._kind is KINDS[kind]:
            self.clear()

    def float_over(self, widget: QWidget, free: Free) -> None:
        """Lie over the bottom of ``widget`` from now on, in its parent, where ``free`` says.

        Where nothing is free it has a row of its own below ``widget``, in the column of both.
        """
        if self._under is not None:
            self._under.removeEventFilter(self)
        self._under, self._free, host = widget, free, widget.parentWidget()
        layout = None if host is None else host.layout()
        if layout is not None:
            layout.removeWidget(self)
        self.setParent(host)
        widget.installEventFilter(self)
        self._place()

    # --- how it lies and looks --------------------------------------------------------------------

    def stay_free(self) -> None:
        """What it lies over looks different: cover nothing of that either."""
        if not self.isHidden():
            self._place()

    def _place(self) -> None:
        """No wider than the message needs, at the lower edge, where it covers nothing.

        At the top it would cover the headings, and the signs whose click it speaks of.
        """
        under = self._under
        if under is None or self._in_row:
            return
        em = self.fontMetrics().height()
        margins = self._row.contentsMargins()
        needed = self.fontMetrics().horizontalAdvance(self._text.text()) + em
        needed += self._picture.sizeHint().width() + self.close_button.sizeHint().width()
        needed += 2 * self._row.spacing() + margins.left() + margins.right()
        least = self.minimumSizeHint().width()
        for part in WIDTHS:
            width = max(min(needed, round(part * under.width()) - em), least)
            height = self.heightForWidth(width)
            at = self._free(width, height, em // 2)
            if at is not None:
                self.setGeometry(QRect(under.pos() + at, QSize(width, height)))
                return
        self._take_row()

    def _take_row(self) -> None:
        column = self._column()
        if column is not None and self._under is not None:
            self._in_row = True
            column.insertWidget(column.indexOf(self._under) + 1, self)

    def _leave_row(self) -> None:
        column = self._column()
        if column is not None and self._in_row:
            self._in_row = False
            column.removeWidget(self)

    def _column(self) -> QVBoxLayout | None:
        host = self.parentWidget()
        column = None if host is None else host.layout()
        return column if isinstance(column, QVBoxLayout) else None

    def _dress(self) -> None:
        theme, side = theme_in_use(), self.fontMetrics().height()
        self._row.setContentsMargins(round(0.8 * side), side // 3, side // 3, side // 3)
        self._row.setSpacing(side // 2)
        drawing = icon(self._kind.icon, theme, self._kind.colour)
        self._picture.setPixmap(drawing.pixmap(side, side))
        self._picture.setContentsMargins(0, side // 4, 0, 0)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._under and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._dress()
            self._place()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._going.stop()  # somebody is reading it

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self._kind.lasting and self.isVisible():
            self._going.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._going.stop()
        if self.isHidden():
            self._leave_row()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_in_use()
        edge = theme.colour(self._kind.colour)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillPath(outline, theme.colour("surface"))
            strip = QPainterPath()
            strip.addRect(QRectF(0, 0, EDGE, self.height()))
            painter.fillPath(outline.intersected(strip), edge)
            painter.setPen(QPen(edge, 1.0))
            painter.drawPath(outline)
