"""Everything that goes wrong while the robot works: exceptions, what Qt says, left-over windows."""

import sys
import threading
import traceback
from collections import Counter
from types import TracebackType
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QDialog, QWidget

HARMLESS = ("This plugin does not support ", "QPageSetupDialog: Cannot be used on non-native ")
"""So begins what the platform without a screen says of raising windows and the like, and what Qt's
own dialog of a page says, and works all the same, where the system has no printer."""


class Watch:
    """Collects troubles from ``begin`` to ``end``; each is a text."""

    def __init__(self) -> None:
        self.troubles: list[str] = []
        self._before: tuple[Any, ...] = ()

    def begin(self) -> None:
        """Stand at every door through which an error may leave."""
        self._before = (
            sys.excepthook, sys.unraisablehook, threading.excepthook,
            qInstallMessageHandler(self._said_by_qt),
        )  # fmt: skip
        sys.excepthook = self._raised
        sys.unraisablehook = lambda got: self._raised(
            got.exc_type, got.exc_value, got.exc_traceback
        )
        threading.excepthook = lambda got: self._raised(
            got.exc_type, got.exc_value, got.exc_traceback
        )

    def end(self) -> None:
        """Leave them as they were."""
        sys.excepthook, sys.unraisablehook, threading.excepthook, handler = self._before
        qInstallMessageHandler(handler)

    def heard(self, text: str, _kind: str) -> None:
        """A message of the window; one that tells of an error nobody expected is a trouble."""
        if "Something unexpected went wrong" in text:
            self.troubles.append(text)

    def left_open(self, window: QWidget) -> None:
        """No dialog stays once its question is answered, and no other window.

        One that is kept to be shown again, as the help is, is there once.
        """
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        hidden = Counter(type(each) for each in window.findChildren(QDialog) if each.isHidden())
        dialogs = [kind.__name__ for kind, count in hidden.items() if count > 1]
        if dialogs:
            self.troubles.append(f"left behind more than once: {dialogs}")
        others = [
            each for each in QApplication.topLevelWidgets()
            if each.isVisible() and each is not window and each.parent() is None
        ]  # fmt: skip
        if others:
            self.troubles.append(f"another window: {others}")

    def _raised(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trail: TracebackType | None,
    ) -> None:
        self.troubles.append("".join(traceback.format_exception(kind, error, trail)))

    def _said_by_qt(self, kind: QtMsgType, _context: object, text: str) -> None:
        grave = kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)
        if grave and not text.startswith(HARMLESS):
            self.troubles.append(f"Qt: {text}")
        if kind == QtMsgType.QtFatalMsg:
            sys.stderr.write(f"Qt: {text}\n")  # and Qt ends the process
