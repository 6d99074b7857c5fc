"""The clock of the animation: when the next step is due, and how far causes are on their way."""

import math

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

FRAME_MS = 16
GLIDE_S = 1.2
"""How long a step made by hand takes from its causes to its result."""
FASTEST_GLIDE_S = 0.12
"""Steps that follow each other faster than this are not animated."""


class Playback(QObject):
    """Plays at ``speed`` steps a second; ``math.inf`` is one step for each frame."""

    step_due = Signal()
    progress = Signal(object)
    """How far the causes of the step are on their way, 0 … 1; None once its result is there."""
    playing_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.speed = 1.0
        self.animated = True
        self._playing = False
        self._gliding = False
        self._since_step = QElapsedTimer()
        self._since_any = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._frame)

    @property
    def playing(self) -> bool:
        """True while steps follow by themselves."""
        return self._playing

    @property
    def gliding(self) -> bool:
        """True while causes are on their way."""
        return self._gliding

    def play(self) -> None:
        """Start; the first step comes after one full wait, so that this one can be read."""
        if not self._playing:
            self._playing = True
            self._begin()
            self.playing_changed.emit(True)

    def pause(self) -> None:
        """Stop playing; a step under way finishes."""
        if self._playing:
            self._playing = False
            self.playing_changed.emit(False)

    def stepped(self, glide: bool) -> None:
        """A step was made just now, by hand or by play; ``glide`` lets its causes travel."""
        hurried = self._hurried()
        wanted = glide and self.animated and not hurried
        self._gliding = wanted and self._glide_time() >= FASTEST_GLIDE_S
        if self._gliding or self._playing:
            self._begin()
        elif self._timer.isActive():
            self._timer.stop()
        self.progress.emit(0.0 if self._gliding else None)

    def complete(self) -> None:
        """Show the result now: what is under way is there at once."""
        if self._gliding:
            self._gliding = False
            self.progress.emit(None)

    def stop(self) -> None:
        """Stop everything, the step under way too."""
        self.pause()
        self._timer.stop()
        self._gliding = False
        self.progress.emit(None)

    def _begin(self) -> None:
        self._since_step.start()
        if not self._timer.isActive():
            self._timer.start()

    def _hurried(self) -> bool:
        """True where steps by hand follow each other as fast as those of a key that is held."""
        before = self._since_any
        hurried = before.isValid() and before.elapsed() < 1000 * FASTEST_GLIDE_S
        before.start()
        return hurried and not self._playing

    def _wait(self) -> float:
        return 0.0 if math.isinf(self.speed) else 1.0 / self.speed

    def _glide_time(self) -> float:
        """Seconds a step takes: while playing most of the wait, else a moment."""
        return min(0.8 * self._wait(), 2.0) if self._playing else GLIDE_S

    def _frame(self) -> None:
        seconds = self._since_step.elapsed() / 1000.0
        if self._gliding:
            # Play, or a new speed, can leave a step under way less time than they began with.
            whole = self._glide_time()
            self._gliding = whole >= FASTEST_GLIDE_S and seconds < whole
            self.progress.emit(seconds / whole if self._gliding else None)
        if self._playing:
            if seconds >= self._wait():
                self.step_due.emit()
        elif not self._gliding:
            self._timer.stop()
