"""Fills in the curves beside J: live while training runs, evenly spread once nothing else does."""

import time
from collections.abc import Sequence
from functools import partial

import numpy as np
from PySide6.QtCore import QObject, QTimer

from bpsim.base.words import tr
from bpsim.core.errors import BpsimError
from bpsim.gui.desk.controller import Controller
from bpsim.gui.desk.training import Training
from bpsim.gui.panels.cost.panel import CostPanel
from bpsim.gui.panels.cost.samples import Samples
from bpsim.gui.program.background import Background
from bpsim.gui.program.preferences import Preferences
from bpsim.session.curves import (
    ExampleCost,
    ExtraCurve,
    Found,
    HeldOutCost,
    Measure,
    Sampler,
    Task,
    sampled,
    squared_error,
    task,
)

SQUARED, EXAMPLE = tr("squared error"), tr("cost(i) of the example on screen")
HELD_OUT = tr("held-out cost, without λ")
SHOWN_AT_FIRST = {HELD_OUT}
"""What is drawn until the user says otherwise: whoever holds examples out wants to see them."""
SLICE_SECONDS = 0.02
PAUSE_MS = 10
MOST_TASKS = 64
"""So many are planned before it is looked again at what is missing."""
HAND_OVER_SECONDS = 0.25
LIVE_SHARE = 0.1
"""How much of the time the curves may take while training runs."""


class ExtraCurves(QObject):
    """Measures, in a thread of its own, the curves that are switched on.

    A curve starts over where the run, the example on screen or the set held out is another one;
    what was measured in iterations that stay the same is kept.
    """

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
        self._curves: dict[str, ExtraCurve] = {}
        self._on = self._preferred()
        self._row = 0
        self._sampler = Sampler()
        self._background = Background(self)
        self._began = self._again = self._handed = 0.0
        self._news = False
        self._blank: tuple[str, ...] | None = None
        self._broken: list[ExtraCurve] = []
        """What could not be measured; it is not tried again for the same run."""
        self._told = ""
        self._sign = 1.0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._work)
        panel.series_toggled.connect(self._toggled)
        for signal in (controller.history_changed, controller.changed):
            signal.connect(self._look)
        training.progressed.connect(self._follow)
        controller.opened.connect(self._forget_told)
        self._look()

    def take_preferences(self) -> None:
        """Draw the curves that the preferences say, once they were reset."""
        if self._on != self._preferred():
            self._on = self._preferred()
            for name in self._curves:
                self._panel.show_series(name, self._on[name])
            self._hand_over()
            self._work()

    def _preferred(self) -> dict[str, bool]:
        shown = self._preferences.curve_shown
        return {name: shown(name, name in SHOWN_AT_FIRST) for name in (SQUARED, EXAMPLE, HELD_OUT)}

    def finish(self) -> None:
        """Measure no more; what is under way comes to its end."""
        self._pause.stop()
        self._background.end()

    # --- which curves there are -------------------------------------------------------------

    def _toggled(self, name: str, on: bool) -> None:
        if name in self._on:
            self._on[name] = on
            self._preferences.set_curve_shown(name, on)
            self._broken = []  # whoever asks for a curve again has it tried again
            self._forget_told()
            self._hand_over()
            self._work()

    def _measures(self) -> dict[str, Measure]:
        """What can be measured of the run on screen, by the names of the curves."""
        step, held_out = self._controller.step, self._controller.session.document.held_out
        if step is None:
            return {}
        self._row = self._row if step.example is None else step.example - 1
        measures: dict[str, Measure] = {SQUARED: squared_error, EXAMPLE: ExampleCost(self._row)}
        if len(held_out):
            measures[HELD_OUT] = HeldOutCost(held_out)
        return measures

    def _look(self) -> None:
        """Go on with the curves of the run on screen, or start over with those of another."""
        session, before = self._controller.session, self._curves
        measures, history = self._measures(), session.history
        self._curves = {
            name: before[name].carried(measure, history)
            if name in before
            else ExtraCurve(measure, history)
            for name, measure in measures.items()
        }
        sign = session.document.convention.factor
        others = before != self._curves
        if others:
            # Nothing of a closed document is kept.
            self._broken = [each for each in self._broken if each in self._curves.values()]
        if others or sign != self._sign:
            self._sign = sign
            self._hand_over()
        self._work()

    # --- measuring --------------------------------------------------------------------------

    def _wanted(self) -> list[ExtraCurve]:
        return [
            curve
            for name, curve in self._curves.items()
            if self._on[name] and curve not in self._broken
        ]

    def _work(self) -> None:
        """Measure what is missing, while nothing else runs."""
        if self._background.busy or self._training.running:
            return
        history, wanted = self._controller.session.history, self._wanted()
        missing = [
            (k, lacking)
            for k in sampled(history.length)
            if (lacking := [curve for curve in wanted if k not in curve.values])
        ]
        tasks = [task(history, k, lacking) for k, lacking in missing[:MOST_TASKS]]
        if any(each.at < each.iteration for each in tasks):
            # Weights that must be computed again are so once, on the way to the next.
            tasks.sort(key=lambda each: each.iteration)
        self._measure(tasks)

    def _follow(self, *_progress: object) -> None:
        """Measure the iteration that training has just reached, whose weights are at hand."""
        due = time.perf_counter() >= self._again
        if due and self._training.running and not self._background.busy:
            history, wanted = self._controller.session.history, self._wanted()
            lacking = [curve for curve in wanted if history.length not in curve.values]
            if lacking:
                self._measure([task(history, history.length, lacking)])

    def _measure(self, tasks: Sequence[Task]) -> None:
        if tasks:
            sampler, self._began = self._sampler, time.perf_counter()
            self._background.run(
                lambda: sampler.run(tasks, SLICE_SECONDS),
                self._measured,
                partial(self._failed, [curve for each in tasks for curve in each.curves]),
            )
        else:
            self._sampler = Sampler()  # what it trained with may be that of a closed document
            if self._news:
                self._hand_over()

    def _measured(self, found: list[Found]) -> None:
        now = time.perf_counter()
        self._again = now + (now - self._began) * (1 / LIVE_SHARE - 1)
        # A curve that was given up meanwhile is shown nowhere.
        for curve, iteration, value in found:
            curve.values[iteration] = value
        self._news = True
        if self._training.running or now - self._handed >= HAND_OVER_SECONDS:
            self._hand_over()
        self._pause.start()

    def _failed(self, curves: Sequence[ExtraCurve], error: BpsimError) -> None:
        """Give those curves up; say why, unless that was said of the curves before them."""
        self._broken += [each for each in self._curves.values() if each in curves]
        if str(error) != self._told:
            self._told = str(error)
            self._controller.message.emit(self._told, "error")
        self._pause.start()  # the others may still be measured

    def _forget_told(self) -> None:
        self._told = ""

    # --- showing ----------------------------------------------------------------------------

    def _hand_over(self) -> None:
        self._handed, self._news = time.perf_counter(), False
        length = self._controller.session.history.length
        series = []
        for name, curve in self._curves.items():
            at, values = curve.known(length) if self._on[name] else ([], [])
            # The panel writes every curve with the convention's sign, which a square does not have.
            sign = self._sign if name == SQUARED else 1.0
            series.append((name, Samples(at, sign * np.array(values), length + 1 if at else 0)))
        blank = None if any(len(values) for _, values in series) else tuple(self._curves)
        if blank is not None and blank == self._blank:
            return  # as at every step into another example while no curve is switched on
        self._blank = blank
        known = {each.name for each in self._panel.data.series}
        self._panel.set_series(series)
        for name in self._curves:
            if name not in known:
                self._panel.show_series(name, self._on[name])
