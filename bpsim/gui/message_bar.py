"""The window's message area: one sentence at a time, with what can be done about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from bpsim.gui.icons import icon
from bpsim.gui.theme import LIGHT, Theme


class MessageBar(QFrame):
    """Shows one message until it is closed or replaced; hidden while there is none."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message_bar")
        self._theme, self._kind = LIGHT, "info"
        self._picture = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._close = QToolButton()
        self._close.setAutoRaise(True)
        self._close.setToolTip("Close this message (Esc)")
        self._close.setAccessibleName("Close this message")
        self._close.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.setSpacing(8)
        row.addWidget(self._picture)
        row.addWidget(self._text, 1)
        row.addWidget(self._close)
        self.hide()

    @property
    def text(self) -> str:
        """The message on screen, empty if there is none."""
        return "" if self.isHidden() else self._text.text()

    def show_message(self, text: str, kind: str = "info") -> None:
        """Show ``text``; ``kind`` is "info" or "error"."""
        self._kind = kind
        self._text.setText(text)
        self.setAccessibleName(f"{'Error' if kind == 'error' else 'Message'}: {text}")
        self._paint()
        self.show()

    def clear(self) -> None:
        """Take the message away."""
        if not self.isHidden():
            self.hide()
            self._text.clear()
            self.closed.emit()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of ``theme``."""
        self._theme = theme
        self._paint()

    def _paint(self) -> None:
        theme = self._theme
        error = self._kind == "error"
        side = self.fontMetrics().height()
        name = "alert-triangle" if error else "info-circle"
        self._picture.setPixmap(icon(name, theme).pixmap(side, side))
        self._close.setIcon(icon("x", theme))
        edge = theme.warning if error else theme.accent
        self.setStyleSheet(
            f"#message_bar {{ background: {theme.surface}; border: 1px solid {edge};"
            f" border-left: 4px solid {edge}; border-radius: 6px; }}"
        )
