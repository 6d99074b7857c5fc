"""Start-up of the window: read the file, paint the network, import the rest after."""

import contextlib
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bpsim.app.display import require_display
from bpsim.base.language import CONTINUE, DECIMAL_SIGNS, decimal_sign, language
from bpsim.base.state_folder import shown_folder
from bpsim.core.document import Document

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from bpsim.formats.content import Content
    from bpsim.gui.program.unsaved import LeftCopy, Unsaved
    from bpsim.gui.window.main_window import MainWindow

PATIENCE_MS = 500
QUIT_AFTER = "BPSIM_QUIT_AFTER_MS"
"""An environment variable for trials: the window closes by itself after so many milliseconds."""


def open_window(path: str | None = None) -> int:
    """Open the window on ``path`` or on the lecture's network; returns the exit status.

    Raises BpsimError where there is no display or the file cannot be read.
    """
    document, content = _read(path)
    shown = path is not None and Path(path).parent == shown_folder()
    if path is not None and shown:  # it was written for this window, and is no file of the user's
        with contextlib.suppress(OSError):
            os.unlink(path)
        path = None
    require_display()
    application = _application()

    from bpsim.gui.program.preferences import Preferences
    from bpsim.gui.window.main_window import MainWindow

    preferences = Preferences()
    if (path is None and not shown) or content is not None:
        document = preferences.applied_to(document)
    left = None
    if CONTINUE in os.environ:
        from bpsim.gui.window.another_language import left_for_this_process

        left = left_for_this_process()
    if left is not None:
        document = left[1].document
    window = MainWindow(document, furnish=False, preferences=preferences)
    window.show()
    wait_for_picture(window)
    if not window.isVisible():  # closed while it was being painted
        return 0
    return fill(window, application, path, content, left)


def wait_for_picture(window: "MainWindow") -> None:
    """Let the network appear on the screen; a screen that shows nothing is not waited for.

    Keys and clicks wait until there is something that they can reach.
    """
    from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, QTimer

    flag = QEventLoop.ProcessEventsFlag
    patience = QDeadlineTimer(PATIENCE_MS)
    QTimer.singleShot(PATIENCE_MS, window, lambda: None)  # wakes the loop up
    while window.isVisible() and not (window.painted or patience.hasExpired()):
        QCoreApplication.processEvents(flag.WaitForMoreEvents | flag.ExcludeUserInputEvents)
    QCoreApplication.processEvents(flag.ExcludeUserInputEvents)


def fill(
    window: "MainWindow",
    application: "QApplication",
    path: str | None,
    content: "Content | None" = None,
    left: "tuple[LeftCopy, Unsaved] | None" = None,
) -> int:
    """Put everything around the network that is on screen, and run until the window is closed.

    ``content`` is what another program's file at ``path`` holds; it is opened once all is there.
    ``left`` is what the process before has left to go on with.
    """
    from PySide6.QtCore import QEventLoop, QTimer

    from bpsim.gui.kit.controls.focus_rings import FocusRings
    from bpsim.gui.program import interpreter
    from bpsim.gui.program.clipboard import leave_to_qt
    from bpsim.gui.program.error_display import ErrorDisplay
    from bpsim.gui.program.interrupt import Interrupt
    from bpsim.gui.program.keys import KeyGuard
    from bpsim.gui.window.offering import go_on, offer_unsaved

    guard = KeyGuard(application)
    rings = FocusRings(application)

    def end_at_once() -> None:
        window.end_at_once()
        application.exit(0)  # from the event loop of an open dialog as well

    interrupt = Interrupt(window.close, end_at_once)
    window.furnish()
    if path is not None and content is None:
        window.files.opened_at_start(path)
    # A signal, because what goes wrong in another thread is shown in this one.
    errors = ErrorDisplay(window.controller.message.emit)
    errors.open()
    # Keys and clicks wait until the walk and the document of the process before have their places.
    application.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    if window.isVisible():
        window.begin()
        window.welcome()
        application.commitDataRequest.connect(window.keep_unsaved)
        if window.preferences.trouble:
            window.controller.message.emit(window.preferences.trouble, "info")
        if left is not None:
            go_on(window, *left)
        QTimer.singleShot(0, window, lambda: offer_unsaved(window))
        if path is not None and content is not None:
            # The event loop runs before a question may be asked.
            QTimer.singleShot(0, window, partial(window.files.take, path, content))
    else:  # closed already: nobody would end the event loop
        QTimer.singleShot(0, application.quit)
    quit_after = os.environ.get(QUIT_AFTER, "")
    if quit_after.isdigit():
        QTimer.singleShot(int(quit_after), application.quit)
    try:
        with interpreter.settled():  # what is there now stays
            return application.exec()
    finally:
        leave_to_qt()
        errors.close()
        guard.end()
        rings.end()
        interrupt.end()


def _application() -> "QApplication":
    """Qt's application, with the name of the program and its language."""
    from PySide6.QtGui import QIcon

    from bpsim.base.bundled import resource
    from bpsim.gui.looks.application import the_application

    application = the_application()
    application.setApplicationName("bpsim")
    application.setOrganizationName("bpsim")
    application.setDesktopFileName("org.bpsim.bpsim")
    application.setWindowIcon(QIcon(str(resource("app", "bpsim.svg"))))
    _speak(application)
    return application


def _speak(application: "QApplication") -> None:
    """Qt's own words and its numbers as the program has them."""
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

    if language() != "en":
        translator = QTranslator(application)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(QLocale(language()), "qtbase", "_", folder):
            application.installTranslator(translator)
    # A decimal sign that was chosen comes with the thousands of a language that has it.
    own = DECIMAL_SIGNS[language()] == decimal_sign()
    QLocale.setDefault(QLocale(language() if own else "de" if decimal_sign() == "," else "en"))


def _read(path: str | None) -> "tuple[Document, Content | None]":
    """The document to begin with, and what another program's file holds that is opened then."""
    from bpsim.formats.bundled import bundled_network

    if path is None:
        return bundled_network().load(), None
    from bpsim.formats.registry import contents

    found = contents(path)
    if found.document is None:
        return bundled_network().load(), found
    return found.document, None
