"""Keeps a copy of the unsaved document, so that neither a crash nor a kill loses much of it."""

from functools import partial

from PySide6.QtCore import QObject, QTimer

from bpsim.base.words import closed, tr
from bpsim.core.errors import BpsimError
from bpsim.core.unexpected import attempted
from bpsim.gui.desk.controller import Controller
from bpsim.gui.program.background import Background
from bpsim.gui.program.preferences import Preferences
from bpsim.gui.program.unsaved import OwnCopy
from bpsim.gui.window.files import Files

EVERY_MS, EDITS = 8_000, 20
"""After the first change it waits so long at most, and for fewer edits than that."""
DOING = tr("keeping a copy of the unsaved changes")


class Autosave(QObject):
    """Writes in a thread of its own while there is something unsaved, and removes it after."""

    def __init__(self, files: Files, controller: Controller, preferences: Preferences) -> None:
        super().__init__(files)
        self._files, self._controller, self._preferences = files, controller, preferences
        self.copy = OwnCopy()
        self.background = Background(self)
        self._edits = 0
        self._told = self._unwanted = self._over = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.write)
        stack = controller.undo_stack
        stack.indexChanged.connect(self._edited)
        for signal in (stack.cleanChanged, controller.training_frame, controller.history_changed):
            signal.connect(self._changed)
        controller.written.connect(self._changed)

    def _edited(self) -> None:
        self._edits += 1
        if self._edits >= EDITS and not self._over:
            self.write()
        self._changed()

    def _changed(self) -> None:
        if self._over:
            return  # an undo stack that is taken down is emptied, and says so
        if not (self._controller.modified and self._preferences.autosave):
            self._forget()
        elif not self._timer.isActive():
            self._timer.start()

    def _forget(self) -> None:
        self._timer.stop()
        self._edits = 0
        if self.background.busy:
            self._unwanted = True
        else:
            self.copy.remove()

    def write(self) -> None:
        """Write what is unsaved in the background; if the last copy is still being written, soon.

        That it cannot be written is said once.
        """
        if not (self._controller.modified and self._preferences.autosave):
            return
        if self.background.busy:
            self._timer.start()
            return
        self._timer.stop()
        self._edits, self._unwanted = 0, False
        try:
            past = attempted(lambda: self._controller.past, DOING)
        except BpsimError as error:
            self._tell(error)
            return
        if self.copy.lock():
            work = partial(self.copy.write, past, self._files.about)
            self.background.run(partial(attempted, work, DOING), self._done, self._tell)
        else:
            self._tell(
                tr("its folder {parent} may not be written to", parent=self.copy.path.parent)
            )

    def _done(self, _result: object) -> None:
        if self._unwanted:
            self._unwanted = False
            self.copy.remove()

    def _tell(self, reason: object) -> None:
        if not self._told:
            self._told = True
            words = tr(
                "No copy of the unsaved changes can be kept for the case of a crash: {reason}",
                reason=reason,
            )
            self._controller.message.emit(closed(words), "error")

    def keep(self) -> None:
        """Write now and wait: the session or the process is about to end."""
        self.background.wait()
        self.write()
        self.background.wait()

    def finish(self, keep: bool = False) -> None:
        """The window goes, and with it the copy, unless the next start is to offer it."""
        self._over = True
        self._timer.stop()
        self.background.wait()
        if keep:
            self.copy.let_go()
        else:
            self.copy.remove()
