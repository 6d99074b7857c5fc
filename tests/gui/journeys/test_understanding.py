"""Paths lit on the graph, a doctor that leads to the place, and what each symbol means."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget, QTabWidget
from pytestqt.qtbot import QtBot

from bpsim.core.activations.table import ACTIVATIONS
from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.formats.bundled import bundled_network
from bpsim.gui.dialogs.notation import notation_dialog
from bpsim.gui.window.main_window import MainWindow
from bpsim.notation.aloud import aloud
from bpsim.notation.formula import to_text
from bpsim.session.new_network import Data, NewNetwork, document_of
from bpsim.steps.places import EdgePlace, UnitPlace
from bpsim.steps.step import Step
from bpsim.teach.practice.exercises import exercise
from bpsim.teach.understanding.meaning import symbols_of
from bpsim.teach.understanding.notations import GLOSSARY, TABLE

from .conftest import Open

Press = Callable[..., None]


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def to_the_end(window: MainWindow) -> None:
    """Stand where every δ is known."""
    window.controller.last()


def test_the_paths_add_up_and_the_chosen_one_is_lit(window: MainWindow) -> None:
    to_the_end(window)
    window.controller.select(UnitPlace(2, 1))
    window.docks.bring_up("paths")
    panel = window.wiring["paths"].panel
    assert panel.table.rowCount() == 2  # 2-2-2-1: over either unit of layer 3
    shown: list[Step] = []
    window.controller.lit.connect(shown.append)
    panel.table.selectRow(0)
    assert len(shown) == 1
    edges = [(each.layer, each.to, each.frm) for each in shown[0].lit]
    assert [layer for layer, _, _ in edges] == [2, 3] and edges[0][2] == 1
    paths = panel._paths
    step = window.controller.step
    assert step is not None
    total = sum(each.value for each in paths.listed)
    assert total == pytest.approx(step.known.delta(2, 1), abs=1e-12)
    assert window.controller.step is step  # lit for the eye alone


def test_the_slope_by_a_weight_is_a_sum_of_paths_too(window: MainWindow) -> None:
    to_the_end(window)
    window.docks.bring_up("paths")
    window.controller.select(EdgePlace(1, 2, 0))
    panel = window.wiring["paths"].panel
    assert (
        panel.heading.accessibleName().startswith(aloud("∂cost/∂Θ₂₀⁽¹⁾ = "))
        and panel.table.rowCount() == 2
    )
    assert panel.table.item(0, 0).text().startswith("bias → 2 → ")
    window.controller.select(EdgePlace(3, 1, 1))  # into the output: one product alone
    assert not panel.table.isVisible()


def test_paths_do_not_tell_what_is_blank(window: MainWindow, press: Press) -> None:
    window.docks.bring_up("paths")
    press(window, Qt.Key.Key_F7)
    press(window, Qt.Key.Key_Return)  # past the example that is worked out
    assert not window.wiring["paths"].panel.isVisible()


def test_an_output_has_no_paths_and_that_is_said(window: MainWindow) -> None:
    to_the_end(window)
    window.docks.bring_up("paths")
    window.controller.select(UnitPlace(4, 1))
    panel = window.wiring["paths"].panel
    assert not panel.table.isVisible() and "hidden unit" in panel.sentence.text()


def test_the_doctor_finds_twins_and_leads_to_them(open_window: Open, qtbot: QtBot) -> None:
    document = bundled_network().load()
    same = [np.full_like(theta, 0.3) for theta in document.network.weights]
    window = open_window(document.with_(network=document.network.with_weights(same)))
    window.docks.bring_up("doctor")
    wiring = window.wiring["doctor"]
    wiring.panel.examine.click()
    qtbot.waitUntil(lambda: not wiring.background.busy, timeout=60_000)
    row = next(n for n, each in enumerate(wiring.found) if each.kind == "twins")
    wiring.panel.list.itemActivated.emit(wiring.panel.list.item(row))
    assert window.controller.selection == wiring.found[row].place
    window.controller.visit(document)  # another network: what was found is about the other one
    assert not wiring.panel.list.isVisible() and wiring.found == ()


def changed(document: Document, kind: str) -> Document:
    """``document`` with what makes the doctor find something of that kind."""
    examples, training = document.examples, document.training
    if kind == "softmax-with-other-cost":
        layers = NewNetwork((2, 2), (ACTIVATIONS["softmax"],), "squared-error", follows=False)
        return document_of(layers, Data(Examples.of([[0, 1], [1, 0]], [[0, 1], [1, 0]])))
    x, y = examples.x.copy(), examples.y.copy()
    if kind == "unequal-inputs":
        x[:, 1] *= 1000
    elif kind == "constant-column":
        x[:, 1] = 0.5
    elif kind == "target-out-of-range":
        y[2, 0] = 3.0
    elif kind == "rate-too-large":
        training = replace(training, learning_rate=1e4)
    else:
        training = replace(training, lam=1e4)
    names = examples.x_names, examples.y_names
    return document.with_(examples=Examples.of(x, y, *names), training=training)


@pytest.mark.parametrize(
    ("kind", "selected", "panel", "field"),
    [
        ("unequal-inputs", UnitPlace(1, 2), "examples", ""),
        ("constant-column", UnitPlace(1, 2), "examples", ""),
        ("target-out-of-range", UnitPlace(4, 1), "examples", ""),
        ("rate-too-large", None, "cost", "rate"),
        ("penalty-too-strong", None, "cost", "lam"),
        ("softmax-with-other-cost", None, "graph", "cost"),
    ],
)
def test_each_finding_of_the_doctor_leads_to_its_place(
    open_window: Open, qtbot: QtBot, kind: str, selected: UnitPlace | None, panel: str, field: str
) -> None:
    window = open_window(changed(bundled_network().load(), kind))
    window.docks.bring_up("doctor")
    window.docks.bring_up("runs")  # in front of what it leads to
    wiring = window.wiring["doctor"]
    wiring.panel.examine.click()
    qtbot.waitUntil(lambda: not wiring.background.busy, timeout=60_000)
    row = next(n for n, each in enumerate(wiring.found) if each.kind == kind)
    wiring.panel.list.itemClicked.emit(wiring.panel.list.item(row))
    assert window.controller.selection == selected
    if panel == "graph":
        assert getattr(window.wiring["graph"].building.controls, field).hasFocus()
        return
    assert window.docks.by_name[panel].in_front
    if field:
        assert getattr(window.views.cost.controls, field).hasFocus()
    if kind == "target-out-of-range":
        assert window.controller.step is not None and window.controller.step.example == 3


def test_every_symbol_and_every_book_is_in_the_dialog(window: MainWindow) -> None:
    window.controller.go_to_step(9)
    step = window.controller.step
    assert step is not None
    dialog = notation_dialog(window, window.controller.session.document.network, step)
    tables = {each.accessibleName(): each for each in dialog.findChildren(QTableWidget)}
    assert tables["Glossary"].rowCount() == len(GLOSSARY)
    assert tables["The same in other books"].rowCount() == len(TABLE)
    theta = [tables["Glossary"].item(r, 3) for r in range(len(GLOSSARY))]
    assert any(each is not None and "here 2 × 3" in each.text() for each in theta)
    here = tables["Symbols of this step"]
    assert here.rowCount() == len(symbols_of(step)) > 3
    assert to_text(step.symbol) in {here.item(r, 0).text() for r in range(here.rowCount())}
    assert dialog.findChild(QTabWidget).tabText(0) == "In this step"
    dialog.deleteLater()


def test_the_flow_of_delta_is_drawn_for_what_was_run(window: MainWindow) -> None:
    history = window.controller.session.history
    history.reach(50)
    window.docks.bring_up("flow")
    panel = window.wiring["flow"].panel
    assert not panel.plot.isVisible()
    panel.draw.click()
    assert panel.plot.isVisible()
    assert f"At iteration {history.length}" in panel.sentence.text()
    assert panel.plot.accessibleName().count("Delta of layer") == 3


def test_whose_pull_it_is_shows_by_a_key_wherever_the_walk_stands(
    window: MainWindow, press: Press
) -> None:
    window.controller.select(EdgePlace(3, 1, 0))
    press(window, Qt.Key.Key_P, modifier=Qt.KeyboardModifier.AltModifier)
    panel = window.views.weight
    assert panel.isVisible() and panel.whole and panel.terms.hasFocus()
    assert "cancels" in panel.pull.text()
    assert panel.terms.terms_model.rowCount() == 4
    values = [line.value for line in panel.ledger.lines()]
    assert values[0] + values[1] == pytest.approx(values[2]) and values[-1] is not None
    window.controller.select(EdgePlace(2, 1, 1))  # as a click on its edge does
    assert "Θ₁₁⁽²⁾" in panel.pull.text()
    panel.scope.set_current(0)
    panel.scope_changed.emit()
    assert panel.pull.text() == "" and panel.ledger.lines()[-1].value is None


def test_the_values_on_paper_follow_the_walk(window: MainWindow) -> None:
    window.docks.bring_up("paper")
    panel = window.wiring["paper"].panel
    assert panel.isVisible() and panel.table.rowCount() == 30
    first = panel.table.item(0, 1).text()
    assert first == "−0.10" and panel.table.item(0, 2).text() == "0"
    window.controller.choose_example(2)
    assert panel.table.item(0, 1).text() != first
    panel.table.cellActivated.emit(15, 0)
    assert window.controller.selection == EdgePlace(1, 1, 0)
    panel.choice.setCurrentIndex(panel.choice.count() - 1)
    panel.asked.emit()
    assert "do not give fractions" in panel.sentence.text()
    assert not panel.table.isVisible()
    window.controller.visit(exercise((2, 2, 1), "relu", 1))
    assert panel.table.isVisible() and "shortest decimal" not in panel.sentence.text()
    window.controller.last()
    window.controller.forward()  # an update later
    assert window.controller.session.iteration == 1
    assert "shortest decimal" in panel.sentence.text()
    window.controller.go_home()
