"""Presenting: the graph and the explanation alone, full screen and large, for the last row."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QPalette, QScreen
from PySide6.QtWidgets import QMainWindow, QToolBar, QWidget

from bpsim.base.words import tr
from bpsim.gui.desk.controller import Controller
from bpsim.gui.program.soon import Soon
from bpsim.gui.window.appearance import Appearance
from bpsim.gui.window.quiet_pointer import QuietPointer
from bpsim.gui.wiring.docks import Docks
from bpsim.gui.wiring.wiring import Wiring

ENLARGED = 1.9
"""How many times as large text is at least on a screen of that many pixels, as on others in
proportion."""
COLUMNS, LINES = 1920, 1080
FORMULA = 32
"""Formulas have at least so many pixels there, however long they are."""
EXPLANATION = "step"
SHARE, PANEL_SHARE = 0.38, 0.4
"""Of the width that the explanation takes, and of its height that goes to a panel beneath."""


class Presenting(QObject):
    """On and off; off, the window is as it was.

    While it is on, Page Down and Page Up go one step, as the keys of a clicker do, B and the full
    stop blank the screen until the next key, and H lets every result wait: then Enter shows it, and
    so do Page Down and →, which go on once it is there.
    """

    bared, furnished = Signal(), Signal()
    """Nothing but the graph and the explanation is shown; everything is again."""

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
        self._panel = ""
        """What is shown below the explanation."""
        self._before: tuple[tuple[QScreen, QRect] | None, Qt.WindowState, QRect] | None = None
        self._pointer = QuietPointer(self)
        self._shares = Soon(self, self._share)
        self._blank = QWidget(window)
        self._blank.setAccessibleName(tr("Blank screen; any key brings the picture back"))
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

    def begin_there(self) -> None:
        """Begin on a screen that the window is not on; that there is but one is said."""
        here = self._window.screen()
        there = next((each for each in QGuiApplication.screens() if each is not here), None)
        if there is None:
            words = tr("There is no other screen; F5 presents on this one.")
            self._controller.message.emit(words, "info")
        else:
            self.begin(there)

    def begin(self, screen: QScreen | None = None) -> None:
        """Hide everything but the graph and the explanation, and fill ``screen`` with them."""
        if self.on:
            return
        window = self._window
        elsewhere = None if screen is None else (window.screen(), window.normalGeometry())
        self._before = (elsewhere, window.windowState(), window.geometry())
        self._docks.show_only({EXPLANATION})
        self._show_furniture(False)
        if screen is not None:
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMaximized)
            window.setScreen(screen)
            window.setGeometry(screen.geometry())
        size = (screen or window.screen()).size()
        window.setWindowState(window.windowState() | Qt.WindowState.WindowFullScreen)
        times = min(size.width() / COLUMNS, size.height() / LINES)
        self._wiring.views.step.card.set_least(FORMULA * size.height() / LINES)
        self._appearance.enlarge(max(1.0, ENLARGED * times))
        self._panel = ""
        self._share()
        window.installEventFilter(self)
        self._pointer.begin()
        self._wiring.show_all()
        self._wiring.views.graph.fit()
        self._wiring.views.graph.setFocus()
        self._wiring.views.graph.hide_ring()  # the audience need not know where the keys are

    def end(self) -> None:
        """Put everything back."""
        if self._before is None:
            return
        (elsewhere, window_state, geometry), self._before = self._before, None
        self._window.removeEventFilter(self)
        self._pointer.end()
        self._blank.hide()
        self._controller.blanking.hide_results(False)
        self._wiring.views.step.card.set_least(0.0)
        self._appearance.enlarge(1.0)
        if elsewhere is not None:  # first, or a maximized window would fill the other screen
            screen, place = elsewhere
            self._window.setWindowState(Qt.WindowState.WindowNoState)
            if screen in QGuiApplication.screens():  # it may have been unplugged
                self._window.setScreen(screen)
            self._window.setGeometry(place)
        self._window.setWindowState(window_state)
        self._window.setGeometry(geometry)  # the docks are put back before the screen has it
        self._show_furniture(True)
        self._docks.put_back()
        self._wiring.show_all()
        self._wiring.views.graph.fit()

    def show_panel(self, name: str) -> None:
        """Show the panel called ``name`` below the explanation, or none but that."""
        for each, dock in self._docks.by_name.items():
            dock.setVisible(each in (EXPLANATION, name))
        self._panel = name
        self._share()

    def _share(self) -> None:
        """Share the window out among the graph, the explanation and a panel."""
        if not self.on:
            return
        docks, window, name = self._docks.by_name, self._window, self._panel
        width, height = window.width(), window.height()
        across = Qt.Orientation.Horizontal
        window.resizeDocks([docks[EXPLANATION]], [round(SHARE * width)], across)
        if name in docks and name != EXPLANATION:
            panel = round(PANEL_SHARE * height)
            both, heights = [docks[EXPLANATION], docks[name]], [height - panel, panel]
            window.resizeDocks(both, heights, Qt.Orientation.Vertical)

    def _show_furniture(self, on: bool) -> None:
        self._window.menuBar().setVisible(on)
        for bar in self._window.findChildren(QToolBar):
            bar.setVisible(on)
        self._wiring.views.transport.setVisible(on)
        self._wiring.views.step.signs.setVisible(on)
        self._wiring["graph"].building.set_allowed(on)
        self._docks.by_name[EXPLANATION].set_titled(on)  # with the button that would close it
        if on:
            self.furnished.emit()
        else:
            self.bared.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys that mean something else while presenting, before any shortcut sees them."""
        if event.type() is QEvent.Type.Resize:
            self._blank.setGeometry(self._window.rect())
            self._shares.start()  # once the docks have the room of the screen
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
        if not self._controller.blanking.ask_for_result():
            self._controller.forward()

    def _back(self) -> None:
        self._controller.back()

    def _ask(self) -> None:
        self._controller.blanking.ask_for_result()

    def _hide_results(self) -> None:
        self._controller.blanking.hide_results(not self._controller.blanking.hides_results)

    def _black(self) -> None:
        self._blank.setGeometry(self._window.rect())
        self._blank.show()
        self._blank.raise_()


MEANINGS = {
    Qt.Key.Key_PageDown: Presenting._forward,
    Qt.Key.Key_Right: Presenting._forward,
    Qt.Key.Key_PageUp: Presenting._back,
    Qt.Key.Key_Return: Presenting._ask,
    Qt.Key.Key_Enter: Presenting._ask,
    Qt.Key.Key_H: Presenting._hide_results,
    Qt.Key.Key_B: Presenting._black,
    Qt.Key.Key_Period: Presenting._black,
    Qt.Key.Key_Escape: Presenting.end,
}
