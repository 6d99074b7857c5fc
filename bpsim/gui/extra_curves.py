"""Fills in the curves beside J while nothing else is going on, a few milliseconds at a time."""

import time

from PySide6.QtCore import QObject, QTimer

from bpsim.gui.controller import Controller
from bpsim.gui.panels.cost_panel import CostPanel
from bpsim.gui.preferences import Preferences
from bpsim.gui.training import Training
from bpsim.session.curves import Sample, as_series, sample, sampled

SLICE_SECONDS = 0.006
PAUSE_MS = 20
SQUARED, EXAMPLE = "squared error", "cost(i) of the example on screen"
LARGEST = 5_000_000
"""Weights times examples beyond which one sample would hold up the window."""


class ExtraCurves(QObject):
    """Computes a curve once it is switched on, and anew when the run or the example changes."""

    def __init__(
        self,
        controller: Controller,
        training: Training,
        panel: CostPanel,
        preferences: Preferences,
    ) -> None:
        super().__init__(controller)
        self._controller, self._training, self._panel = controller, training, panel
        self._preferences = preferences
        self._wanted: set[str] = set()
        self._samples: list[Sample] = []
        self._todo: list[int] = []
        self._row, self._known = 0, (0, 0, 0)
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._work)
        panel.series_toggled.connect(self._toggled)
        for signal in (controller.history_changed, controller.changed, training.finished):
            signal.connect(self._look)
        self._hand_over()
        for name in (SQUARED, EXAMPLE):
            shown = preferences.curve_shown(name)
            panel.show_series(name, shown)
            if shown:
                self._wanted.add(name)
        self._look()

    def _toggled(self, name: str, on: bool) -> None:
        if name in (SQUARED, EXAMPLE):
            (self._wanted.add if on else self._wanted.discard)(name)
            self._preferences.set_curve_shown(name, on)
            self._start()

    def _look(self) -> None:
        """Start over if the samples belong to another run, or to another example."""
        step, history = self._controller.step, self._controller.session.history
        if self._training.running or step is None:
            self._timer.stop()
            return
        row = self._row if step.example is None else step.example - 1
        known = (id(history), history.length, row)
        if known == self._known:
            return
        self._known, self._row = known, row
        self._samples = []
        document = self._controller.session.document
        work = len(document.examples) * sum(w.size for w in document.network.weights)
        self._todo = sampled(history.length)[::-1].tolist() if work < LARGEST else []
        self._hand_over()
        self._start()

    def _start(self) -> None:
        if self._todo and self._wanted:
            self._timer.start()

    def _hand_over(self) -> None:
        squared, example = as_series(self._samples, self._controller.session.history.length)
        sign = self._controller.session.document.convention.factor
        # The panel writes every curve with the convention's sign, which a square does not have.
        self._panel.set_series([(SQUARED, sign * squared), (EXAMPLE, example)])

    def _work(self) -> None:
        """Some samples in the time of a frame; the curves are handed over when all are there."""
        until = time.perf_counter() + SLICE_SECONDS
        history = self._controller.session.history
        while self._todo and time.perf_counter() < until:
            self._samples.append(sample(history, self._todo.pop(), self._row))
        if not self._todo:
            self._timer.stop()
            self._hand_over()
