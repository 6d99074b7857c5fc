"""Start-up of the window: read the file, open the window, import the rest after."""

import gc
import os
import sys

from bpsim.app.display import require_display
from bpsim.app.resources import bundled_network, bundled_networks
from bpsim.core.document import Document

QUIT_AFTER = "BPSIM_QUIT_AFTER_MS"
"""An environment variable for trials: the window closes by itself after so many milliseconds."""


def open_window(path: str | None = None) -> int:
    """Open the window on ``path`` or on the lecture's network; returns the exit status.

    Raises BpsimError where there is no display or the file cannot be read.
    """
    document = _read(path)
    require_display()
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("bpsim")
    application.setOrganizationName("bpsim")
    application.setDesktopFileName("bpsim")
    application.setStyle("Fusion")

    from bpsim.gui.main_window import MainWindow
    from bpsim.gui.preferences import Preferences

    if path is None:
        document = Preferences().applied_to(document)
    window = MainWindow(document, bundled_networks(), furnish=False)
    window.show()
    window.wait_for_picture()
    if not window.isVisible():  # closed while it was being painted
        return 0

    from bpsim.gui.door import Door
    from bpsim.gui.keys import KeyGuard

    guard = KeyGuard(application)
    application.installEventFilter(guard)
    window.furnish()
    if path is not None:
        window.files.opened_at_start(path)
    door = Door(window.views.messages.show_message)
    door.open()
    application.processEvents()  # everything is on screen before the rest is imported
    if window.isVisible():
        window.warm_up()
    else:  # closed already: nobody would end the event loop
        QTimer.singleShot(0, application.quit)
    gc.freeze()  # what is there now stays, and need not be looked through again
    gc.enable()
    quit_after = os.environ.get(QUIT_AFTER, "")
    if quit_after.isdigit():
        QTimer.singleShot(int(quit_after), application.quit)
    try:
        return application.exec()
    finally:
        gc.unfreeze()
        door.close()
        application.removeEventFilter(guard)


def _read(path: str | None) -> Document:
    if path is None:
        return bundled_network().load()
    from bpsim.formats.registry import read

    return read(path)
