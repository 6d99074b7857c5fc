"""Formulas of the step, δ and weight panels: right-click, and copy as LaTeX, text or picture."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.core.settings import Convention, TrainingSettings
from bpsim.gui.kit.formula import FormulaView
from bpsim.gui.panels.step.delta import DeltaSection
from bpsim.gui.panels.step.panel import StepPanel
from bpsim.gui.panels.weight.panel import WeightPanel
from bpsim.notation.formula import to_latex, to_text
from bpsim.steps.apart.weight import weight_breakdown
from bpsim.steps.places import EdgePlace
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.trace import Trace
from tests.traces import traced


def trace_of(inputs: int) -> Trace:
    """A walk with so many inputs into two hidden units."""
    random = np.random.default_rng(2)
    weights = [random.normal(size=(2, inputs + 1)), random.normal(size=(1, 3))]
    network = Network.of(["sigmoid", "sigmoid"], weights)
    examples = Examples.of(random.random((2, inputs)), [[1.0], [0.0]])
    return traced(network, "cross-entropy", examples, TrainingSettings(lam=0.1), Convention())


def step_panel(trace: Trace) -> QWidget:
    panel = StepPanel()
    panel.show_step(trace.step(1, Granularity.UNIT))
    return panel


def end_panel(trace: Trace) -> QWidget:
    panel = StepPanel()
    panel.show_step(trace.step(0, Granularity.ITERATION))
    return panel


def delta_panel(trace: Trace) -> QWidget:
    panel = DeltaSection()
    panel.show_delta(trace.delta(trace.step(0, Granularity.ITERATION), 2, 1))
    return panel


def weight_panel(trace: Trace) -> QWidget:
    panel = WeightPanel()
    panel.show_weight(
        weight_breakdown(trace, trace.step(0, Granularity.ITERATION), EdgePlace(1, 1, 1))
    )
    return panel


PANELS = [step_panel, end_panel, delta_panel, weight_panel]


def formulas(qtbot: QtBot, panel: QWidget) -> list[FormulaView]:
    """The formulas to be seen in ``panel``."""
    qtbot.addWidget(panel)
    panel.resize(520, 900)
    panel.show()
    QApplication.processEvents()
    return [view for view in panel.findChildren(FormulaView) if view.isVisible()]


@pytest.mark.parametrize("make", PANELS)
def test_each_formula_can_be_copied_in_three_ways(
    qtbot: QtBot, make: Callable[[Trace], QWidget]
) -> None:
    panel = make(trace_of(2))
    views = formulas(qtbot, panel)
    assert len(views) >= 2
    clipboard = QGuiApplication.clipboard()
    for view in views:
        view.copy_latex_action.trigger()
        assert clipboard.text() == to_latex(view.expr()) != ""
        view.copy_text_action.trigger()
        lines = [line.strip() for line in to_text(view.expr()).split("\n")]
        assert clipboard.text() == "\n".join(lines)
        view.copy_picture_action.trigger()
        data = clipboard.mimeData()
        assert data.hasImage() and b"<svg" in bytes(data.data("image/svg+xml").data())


@pytest.mark.parametrize("make", PANELS)
def test_a_right_click_on_it_opens_the_menu(qtbot: QtBot, make: Callable[[Trace], QWidget]) -> None:
    panel = make(trace_of(2))
    view = formulas(qtbot, panel)[0]
    middle = view.rect().center()
    under = panel.childAt(view.mapTo(panel, middle))
    assert under is view  # nothing lies on top of it
    offered: list[str] = []

    def read() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        offered.extend(action.text() for action in menu.actions())
        menu.close()

    QTimer.singleShot(0, read)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, middle, view.mapToGlobal(middle)
    )  # the menu runs an event loop of its own until it is closed
    QApplication.sendEvent(view, event)
    assert offered == ["Copy as LaTeX", "Copy as text", "Copy as picture"]


@pytest.mark.parametrize(("inputs", "written", "more"), [(11, 12, 0), (12, 9, 4), (50, 9, 42)])
def test_a_dozen_terms_are_whole_and_more_are_told(
    qtbot: QtBot, inputs: int, written: int, more: int
) -> None:
    panel = StepPanel()
    trace = trace_of(inputs)
    step = trace.step(1, Granularity.UNIT)
    assert step.phase is Phase.FORWARD
    panel.show_step(step)
    view = next(view for view in formulas(qtbot, panel) if view is panel.formula)
    view.copy_text_action.trigger()
    text = QGuiApplication.clipboard().text()
    assert text.count("Θ") == written
    assert (f"… and {more} more" in text) == bool(more)
    view.copy_latex_action.trigger()
    assert QGuiApplication.clipboard().text().count(r"\Theta") == written
    assert panel.terms.terms_model.rowCount() == inputs + 1
