"""Training while the window is open and drawing: how fast it is, and how even the frames come."""

import time
from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from benchmarks.rows.engine import engine
from benchmarks.sizes import M, S, Size, T, document
from benchmarks.table import Row, seconds, times
from benchmarks.window import opened, settle

GROUP = "Training with the window open and drawing"
LEAST_SHARE, MOST_FRAME_RATIO = 0.70, 1.25
FRAME_MS = 16


class Beat(QWidget):
    """A spot in the window that wants to be painted at the screen's rate, and notes when it is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.painted: list[float] = []
        self.setGeometry(0, parent.height() - 2, 2, 2)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.update)
        self._timer.start(FRAME_MS)
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        self.painted.append(time.perf_counter())

    def intervals(self, duration: float) -> np.ndarray:
        """The times between frames while the event loop runs for so many seconds."""
        self.painted.clear()
        loop = QEventLoop()
        QTimer.singleShot(int(1000 * duration), loop.quit)
        loop.exec()
        return np.diff(self.painted)


def measure(size: Size, duration: float) -> tuple[float, float, np.ndarray, np.ndarray]:
    """Iterations a second bare and with the window; the frames at rest and while it trains."""
    with opened(document(size)) as window:
        beat = Beat(window)
        settle()
        bare, bare_engine = [], engine(size)
        resting = beat.intervals(duration)
        bare.append(bare_engine(0.5))
        history = window.controller.session.history
        window.training.run(10**8)
        beat.intervals(0.5)  # until the chunks have found their length
        done, began = history.length, time.perf_counter()
        training = beat.intervals(duration)
        rate = (history.length - done) / (time.perf_counter() - began)
        if not window.training.running:
            raise RuntimeError("training ended by itself")
        window.training.shut_down()
        bare.append(bare_engine(0.5))
    return 1 / min(bare), rate, resting, training


def rows(quick: bool = False) -> Iterator[Row]:
    """T, S and M."""
    for size in (T, S, M):
        bare, rate, resting, training = measure(size, 1.0 if quick else 6.0)
        yield Row(
            GROUP, str(size), f"{rate:,.0f} iterations/s", f"bare engine: {bare:,.0f} iterations/s",
            f"{rate / bare:.0%}", f"≥ {LEAST_SHARE:.0%}", rate >= LEAST_SHARE * bare,
        )  # fmt: skip
        calm, busy = (float(np.percentile(each, 99)) for each in (resting, training))
        yield Row(
            GROUP, f"{size.name}: interval between frames, p99", seconds(busy),
            f"the window at rest: {seconds(calm)}", times(busy / calm),
            f"≤ {MOST_FRAME_RATIO}×", busy <= MOST_FRAME_RATIO * calm,
        )  # fmt: skip
