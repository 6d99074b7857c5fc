"""What the window is used for now: watching, practising, breaking the algorithm, a lesson."""

from enum import Enum

from PySide6.QtCore import QObject, Signal

from bpsim.base.words import tr
from bpsim.gui.desk.controller import Controller
from bpsim.gui.desk.training import Training


class Mode(Enum):
    """``value`` is what the user reads."""

    WATCH = tr("Watch")
    PRACTISE = tr("Practise")
    BREAK_IT = tr("Break it")
    LESSON = tr("Lesson")


class Modes(QObject):
    """One mode at a time; leaving one shows the user's own document as it was."""

    changed = Signal(object)
    """The mode that begins; the one before has ended."""

    def __init__(self, controller: Controller, training: Training) -> None:
        super().__init__(controller)
        self._controller, self._training = controller, training
        self.mode = Mode.WATCH
        controller.visiting_changed.connect(self._visiting_changed)

    def choose(self, mode: Mode) -> None:
        """Begin ``mode``."""
        if mode is self.mode:
            return
        self.mode = Mode.WATCH  # so that going home ends nothing twice
        self._controller.blanking.set(None)
        self._controller.go_home()
        self.mode = mode
        self.changed.emit(mode)

    def escape(self) -> None:
        """Back to watching, unless something runs that the same key stops."""
        if not self._training.running and not self._controller.playback.playing:
            if self.mode is Mode.WATCH:
                self._controller.go_home()  # from an input that is walked
            self.choose(Mode.WATCH)

    def _visiting_changed(self) -> None:
        """An undo or another file has led home: the mode that showed something else is over."""
        if not self._controller.visiting and self.mode is Mode.PRACTISE:
            self.choose(Mode.WATCH)
