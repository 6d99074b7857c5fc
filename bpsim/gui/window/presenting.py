"""Presenting: the graph and the explanation alone, full screen and large, for the last row."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPalette
from PySide6.QtWidgets import QMainWindow, QToolBar, QWidget

from bpsim.gui.desk.controller import Controller
from bpsim.gui.window.appearance import Appearance
from bpsim.gui.wiring.docks import Docks
from bpsim.gui.wiring.wiring import Wiring

ENLARGED = 1.9
"""How many times as large text is on a screen of 1080 lines; in proportion on others."""
LINES = 1080
EXPLANATION = "step"
SHARE = 0.46
"""Of the width that the explanation takes."""


class Presenting(QObject):
    """On and off; off, the window is as it was.

    While it is on, Page Down and Page Up go one step, as the keys of a clicker do, and B blanks
    the screen until the next key.
    """

    def __init__(
        self,
        window: QMainWindow,
        controller: Controller,
        docks: Docks,
        wiring: Wiring,
        appearance: Appearance,
    ) -> None:
        super().__init__(window)
        self._window, self._controller = window, controller
        self._docks, self._wiring, self._appearance = docks, wiring, appearance
        self._before: Qt.WindowState | None = None
        self._blank = QWidget(window)
        self._blank.setAccessibleName("Blank screen; any key brings the picture back")
        self._blank.setAutoFillBackground(True)
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Window, QColor("black"))
        self._blank.setPalette(palette)
        self._blank.hide()

    @property
    def on(self) -> bool:
        """True while it is presented."""
        return self._before is not None

    @property
    def blank(self) -> bool:
        """True while the screen is black."""
        return self._blank.isVisible()

    def toggle(self) -> None:
        """Begin, or end."""
        if self.on:
            self.end()
        else:
            self.begin()

    def begin(self) -> None:
        """Hide everything but the graph and the explanation, and fill the screen with them."""
        window = self._window
        self._before = window.windowState()
        self._docks.show_only({EXPLANATION})
        self._show_furniture(False)
        window.setWindowState(window.windowState() | Qt.WindowState.WindowFullScreen)
        height = window.screen().size().height()
        self._appearance.enlarge(max(1.0, ENLARGED * height / LINES))
        width = round(SHARE * window.screen().size().width())
        explanation = self._docks.by_name[EXPLANATION]
        window.resizeDocks([explanation], [width], Qt.Orientation.Horizontal)
        window.installEventFilter(self)
        self._wiring.show_all()
        self._wiring.views.graph.fit()
        self._wiring.views.graph.setFocus()

    def end(self) -> None:
        """Put everything back."""
        if self._before is None:
            return
        window_state, self._before = self._before, None
        self._window.removeEventFilter(self)
        self._blank.hide()
        self._appearance.enlarge(1.0)
        self._window.setWindowState(window_state)
        self._show_furniture(True)
        self._docks.put_back()
        self._wiring.show_all()
        self._wiring.views.graph.fit()

    def _show_furniture(self, on: bool) -> None:
        self._window.menuBar().setVisible(on)
        for bar in self._window.findChildren(QToolBar):
            bar.setVisible(on)
        self._wiring.views.transport.setVisible(on)
        self._wiring["graph"].building.set_allowed(on)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys that mean something else while presenting, before any shortcut sees them."""
        if event.type() is QEvent.Type.Resize:
            self._blank.setGeometry(self._window.rect())
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.accept() if self._means(event) else event.ignore()
            return self._means(event)
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(event)
        return super().eventFilter(watched, event)

    def _means(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier,
        )  # fmt: skip
        return self.blank or (plain and event.key() in MEANINGS)

    def _pressed(self, event: QKeyEvent) -> bool:
        if self.blank:
            self._blank.hide()
            return True
        if not self._means(event):
            return False
        MEANINGS[Qt.Key(event.key())](self)
        return True

    def _forward(self) -> None:
        self._controller.forward()

    def _back(self) -> None:
        self._controller.back()

    def _black(self) -> None:
        self._blank.setGeometry(self._window.rect())
        self._blank.show()
        self._blank.raise_()


MEANINGS = {
    Qt.Key.Key_PageDown: Presenting._forward,
    Qt.Key.Key_PageUp: Presenting._back,
    Qt.Key.Key_B: Presenting._black,
    Qt.Key.Key_Escape: Presenting.end,
}
