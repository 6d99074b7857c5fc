"""What stands in a field and is not taken: how the field looks then, and when that is over."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from bpsim.gui.looks.theme import theme_in_use


class Refusal(QObject):
    """Writes ``field`` in the colours of a warning, whatever the theme, as long as it is ``on``.

    ``changed`` carries why what stands there is not taken, and "" once it is gone.
    """

    changed = Signal(str)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._field = field
        self.on = False
        field.installEventFilter(self)

    def set(self, reason: str) -> None:
        """Refuse for that reason, or no longer where there is none."""
        gone, self.on = self.on and not reason, bool(reason)
        self._mark()
        if reason or gone:
            self.changed.emit(reason)

    def _mark(self) -> None:
        palette = QPalette()
        if self.on:
            palette.setColor(QPalette.ColorRole.Text, theme_in_use().colour("warning"))
            palette.setColor(QPalette.ColorRole.Base, theme_in_use().colour("raised"))
            palette.setColor(QPalette.ColorRole.Highlight, theme_in_use().colour("warning"))
        self._field.setPalette(palette)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.on and event.type() == QEvent.Type.PaletteChange:
            self._mark()  # in the colours of the other theme
        return super().eventFilter(watched, event)
