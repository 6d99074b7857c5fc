"""Reading and writing files in a thread, one after the other, with a word on what is under way."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from bpsim.base.words import capital, tr
from bpsim.core.errors import BpsimError
from bpsim.core.progress import Progress
from bpsim.gui.desk.controller import Controller
from bpsim.gui.dialogs.waiting import Waiting
from bpsim.gui.program.background import Background


class FileWork(Background):
    """One file at a time; ``doing`` says what is done with it, as "opening x.bpsim", else ""."""

    def __init__(self, window: QWidget, controller: Controller) -> None:
        super().__init__(window)
        self._window, self._controller = window, controller
        self.doing = ""
        self.busy_changed.connect(self._busy_changed)

    def is_free(self) -> bool:
        """True if no file is being read or written; else that is said."""
        if self.busy:
            words = tr("Still {busy_with}; please wait.", busy_with=self.doing)
            self._controller.message.emit(words, "info")
        return not self.busy

    def begin(
        self,
        doing: str,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[BpsimError], None],
        progress: Progress | None = None,
    ) -> None:
        """Run ``work`` where :meth:`is_free`."""
        self.doing = doing
        self.run(work, done, failed, progress)

    def show_waiting(self, can_cancel: bool = True) -> None:
        """Show what has begun, if that takes longer than half a second."""
        Waiting(self._window, self, f"{capital(self.doing)}…", can_cancel)

    def _busy_changed(self, busy: bool) -> None:
        if not busy:
            self.doing = ""
