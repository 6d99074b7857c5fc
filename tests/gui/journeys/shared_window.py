"""One window for the tests of a module: making one takes longer than most of what they do in it.

A module whose tests want it overrides the fixture::

    @pytest.fixture
    def open_window(renewed_window: Open) -> Open:
        return renewed_window

That nothing is left of the test before is tested in test_shared_window.py; what the user chose in
practice, a lesson, the code or one's own numbers is, and tests of these have windows of their own.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bpsim.app.resources import bundled_networks
from bpsim.core.document import Document
from bpsim.gui.desk.modes import Mode
from bpsim.gui.kit.controls.live_text import LiveText
from bpsim.gui.window.main_window import MainWindow


def shown_window(document: Document, width: int, height: int) -> MainWindow:
    """A new window on ``document``, shown."""
    window = MainWindow(document, bundled_networks())
    window.controller.playback.animated = False
    window.resize(width, height)
    window.show()
    window.activateWindow()
    return window


def quieten(window: MainWindow) -> None:
    """End whatever runs in it."""
    window.presenting.end()
    window.training.shut_down()
    window.controller.playback.stop()
    window.modes.choose(Mode.WATCH)
    window.files.background.wait()
    window.autosave.background.wait()
    window.controller.saved()


def renew(window: MainWindow, document: Document, width: int, height: int) -> None:
    """Show ``document`` in it as a new window would, with settings that nobody has changed."""
    quieten(window)
    window.preferences.reset()
    window.preferences.forget_recent()
    window.files.new_document(document)
    window.controller.open(document)  # with its own convention and step size
    window.resize(width, height)
    window.reset()
    window.controller.playback.animated = False
    for text in window.findChildren(LiveText):
        text.forget_length()
    window.views.graph.clearFocus()
    window.views.graph.setFocus(Qt.FocusReason.MouseFocusReason)  # without the frame for keys
    window.activateWindow()


def end(window: MainWindow) -> None:
    """Close it without a question."""
    window.controller.saved()
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete
