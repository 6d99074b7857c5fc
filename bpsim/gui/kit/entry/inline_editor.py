"""A small editor for one number, opened over its place on the graph or its cell in a table."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from bpsim.base.words import named
from bpsim.gui.kit.controls.painting import RADIUS, control_height
from bpsim.gui.kit.controls.room import draw_wrapped, wrapped_size
from bpsim.gui.kit.entry.number_entry import NumberError, NumberLine
from bpsim.gui.looks import icons
from bpsim.gui.looks.theme import SMALL, sized, theme_in_use
from bpsim.gui.program.tips import tip

MARGIN = 3
USUAL_TEXT = "−0.1234567890123456"
NARROW_TEXT = "−0.1234567"
WIDEST_WORDS = 22
"""The width of the words beneath, in heights of a line."""
_FOCUS_STAYS = (
    Qt.FocusReason.PopupFocusReason,  # the line's own menu
    Qt.FocusReason.ActiveWindowFocusReason,  # a look at another window
)


class InlineEditor(QWidget):
    """Edits one number where it stands; one editor serves many places, one after the other.

    Enter, Tab or going elsewhere commits, Escape cancels. What is no number stays open on Enter,
    with a sentence on it, and is given up when the user goes elsewhere: ``refused`` then carries
    why. ``committed`` carries a number other than the one before; an unchanged one counts as
    ``cancelled``. ``moved`` follows either with +1 for Tab, −1 for Shift+Tab, 0 for Enter, so that
    a table can go on to its next cell.
    """

    opened = Signal()
    committed = Signal(float)
    cancelled = Signal()
    refused = Signal(str)
    moved = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = self._sentence = ""
        self._captioned = True
        self._open = False
        self._place = QRect()
        self._over: QWidget | None = None
        self._before: QWidget | None = None
        self.line = NumberLine(parent=self)
        self.line.setFrame(False)
        self.line.installEventFilter(self)
        self.line.edited.connect(lambda: self._say(""))
        self.setFocusProxy(self.line)
        self.hide()

    # --- opening ---------------------------------------------------------------------------------

    def open_at(
        self, parent: QWidget, rect: QRect, value: float, label: str,
        caption: bool = True, typed: str = "",
    ) -> None:  # fmt: skip
        """Open over ``rect`` of ``parent`` with ``value`` at full precision, selected.

        ``label`` names the number in full ("Θ₁₂⁽²⁾ from unit 2 of layer 2 to unit 1 of layer 3");
        it stands beneath the line unless ``caption`` is false. ``typed`` is text that opened the
        editor and takes the number's place. Over what cannot be seen it does not open.
        """
        self.close_editor()
        if parent.visibleRegion().isEmpty():  # a dock behind another one counts as visible
            return
        window = parent.window()
        self._before = QApplication.focusWidget()
        self._over, self._label, self._captioned = parent, label, caption
        # In the window, not in the parent: a low table would cut off the words beneath.
        if self.parentWidget() is not window:
            self.setParent(window)
        self._place = QRect(parent.mapTo(window, rect.topLeft()), rect.size())
        self.setFont(parent.font())
        self.line.setAccessibleName(label)
        self.line.setToolTip(tip(label))
        self.line.set_value(value)
        if typed:
            self.line.type_over(typed)
        self._say("")
        parent.installEventFilter(self)
        self._open = True
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.opened.emit()

    def is_open(self) -> bool:
        """True while a number is being edited."""
        return self._open

    # --- closing ---------------------------------------------------------------------------------

    def commit(self) -> bool:
        """Take the number and close; False, with a sentence on show, where there is none."""
        try:
            changed, value = self.line.changed(), self.line.number()
        except NumberError as error:
            self._say(str(error))
            self.line.selectAll()
            return False
        self._shut()
        if changed:
            self.committed.emit(value)
        else:
            self.cancelled.emit()
        return True

    def cancel(self) -> None:
        """Close and leave the number as it was."""
        if self.is_open():
            self._shut()
            self.cancelled.emit()

    def close_editor(self) -> None:
        """Close because the user goes elsewhere: take the number if it is one."""
        if self.is_open() and not self.commit():
            why = named(self._label, self._sentence)
            self.cancel()
            self.refused.emit(why)

    def _shut(self) -> None:
        self._open = False  # first, because hiding takes the focus away
        had_focus, before = self.line.hasFocus(), self._before
        if self._over is not None:
            self._over.removeEventFilter(self)
        self._over = self._before = None
        self.hide()
        if had_focus and before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- keys and focus --------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._over:
            if kind in (QEvent.Type.Hide, QEvent.Type.Resize, QEvent.Type.Wheel):
                self.close_editor()
            return False
        if watched is not self.line or not self.is_open():
            return False
        if kind is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return self._claim(event)
        if kind is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        left = kind is QEvent.Type.FocusOut and isinstance(event, QFocusEvent)
        if left and event.reason() not in _FOCUS_STAYS:  # type: ignore[attr-defined]
            self.close_editor()
        return False

    def _claim(self, event: QKeyEvent) -> bool:
        """While a number is typed, the window's plain keys (Escape, Space, …) have to wait."""
        held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if event.modifiers() & held:
            return False
        event.accept()
        return True

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.cancel()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            step = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(key), 0)
            if self.commit():
                self.moved.emit(step)
        else:
            # Nothing typed here may step through the walk behind it.
            return key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        return True

    # --- looks -----------------------------------------------------------------------------------

    def _say(self, sentence: str) -> None:
        self._sentence = sentence
        self.line.setAccessibleDescription(sentence)
        self._arrange()
        self.update()

    def words(self) -> str:
        """The text beneath the line: what is wrong, else what is edited."""
        return self._sentence or (self._label if self._captioned else "")

    def _arrange(self) -> None:
        """Put the line over its place and the words beneath, or above where there is no room."""
        window = self.parentWidget()
        if window is None:
            return
        metrics, words = self.fontMetrics(), self._words_size()
        usual = USUAL_TEXT if self._captioned else NARROW_TEXT
        text = max(usual, self.line.text(), key=metrics.horizontalAdvance)
        room = window.width() - 2 * MARGIN
        wide = min(metrics.horizontalAdvance(text) + metrics.height(), 20 * metrics.height())
        wide = min(max(self._place.width(), wide), room)
        line = QSize(wide, max(control_height(metrics), self._place.height()))
        total = QSize(max(line.width(), words.width()), line.height() + words.height())
        left = self._place.center().x() - line.width() // 2
        top = self._place.center().y() - line.height() // 2
        above = bool(words.height()) and top + total.height() > window.height()
        if above:
            top -= words.height()
        left = max(MARGIN, min(left, window.width() - total.width() - MARGIN))
        top = max(0, min(top, window.height() - total.height()))
        self.setGeometry(QRect(QPoint(left, top), total))
        self._line_rect = QRect(0, words.height() if above else 0, line.width(), line.height())
        self._words_rect = QRect(0, 0 if above else line.height(), words.width(), words.height())
        self.line.setGeometry(self._line_rect.adjusted(3, 2, -3, -2))

    def _small(self) -> QFontMetrics:
        return QFontMetrics(sized(self.font(), SMALL))

    def _words_size(self) -> QSize:
        window = self.parentWidget()
        if not self.words() or window is None:
            return QSize(0, 0)
        metrics = self._small()
        room = min(WIDEST_WORDS * metrics.height(), window.width() - 2 * MARGIN) - self._indent()
        box = wrapped_size(metrics, room, self.words())
        return QSize(box.width() + self._indent() + 2 * MARGIN, box.height() + 4 * MARGIN)

    def _indent(self) -> int:
        """What stands before the words: a margin, and the icon of a warning."""
        return 3 * MARGIN + (self._small().height() + MARGIN if self._sentence else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        theme = theme_in_use()
        edge = theme.colour("warning" if self._sentence else "accent")
        if not self._words_rect.isEmpty():
            card = self._words_rect.adjusted(0, 1, 0, -1).toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
            painter.setPen(edge if self._sentence else theme.colour("line"))
            painter.setBrush(theme.colour("raised"))
            painter.drawRoundedRect(card, RADIUS, RADIUS)
            small = self._small()
            if self._sentence:
                place = QRect(round(card.left()) + 2 * MARGIN, round(card.top()) + 2 * MARGIN - 1,
                              small.height(), small.height())  # fmt: skip
                icons.draw(painter, place.toRectF(), "alert-triangle", edge)
            painter.setFont(sized(self.font(), SMALL))
            painter.setPen(theme.colour("text" if self._sentence else "muted"))
            text = card.adjusted(self._indent(), 2 * MARGIN - 1, 0, 0)
            draw_wrapped(painter, text, self.words())
        pen = painter.pen()
        pen.setColor(edge)
        pen.setWidthF(2.0)
        painter.setPen(pen)
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(self._line_rect.toRectF().adjusted(1, 1, -1, -1), 3.0, 3.0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.is_open():
            self._arrange()
