"""The program beside the walk in the real window."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bpsim.core.arrays import frozen
from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.formats.code import literals
from bpsim.gui.window.main_window import MainWindow
from bpsim.gui.wiring.code import QUICK_NUMBERS, WRITING
from bpsim.notation.numerals import number_text

from .conftest import step_of

Press = Callable[..., None]


def test_the_program_follows_the_walk(window: MainWindow, press: Press) -> None:
    window.docks.by_name["code"].raise_()
    panel = window.views.code
    press(window, Qt.Key.Key_Right, 8)
    step = step_of(window)
    lines = panel.text.toPlainText().splitlines()
    assert [lines[n].strip() for n in panel.lit] == [
        "delta = back[l - 1](delta @ Theta[l][:, 1:], z[l - 1], a[l])"
    ]
    assert step.result is not None
    assert panel.margin.text() == f"δ₁⁽³⁾ = {number_text(step.result)},  g′(0.3547) = 0.2423"
    panel.language_chosen.emit(2)
    assert "J.backward()" in panel.text.toPlainText().splitlines()[panel.lit[0]]
    press(window, Qt.Key.Key_End)
    assert panel.text.toPlainText().splitlines()[panel.lit[0]] == "optimizer.step()"
    new = step_of(window).matrices[0]
    assert panel.margin.text().startswith(f"Θ⁽¹⁾ = [{number_text(float(new[0, 0]))}, ")
    press(window, Qt.Key.Key_Left)
    lines = panel.text.toPlainText().splitlines()
    assert "D = torch" in lines[panel.lit[-1]]


def with_numbers(document: Document, examples: int) -> Document:
    """The same network with so many examples."""
    rows, before = np.arange(examples) % len(document.examples), document.examples
    x, y = frozen(before.x[rows]), frozen(before.y[rows])
    return document.with_(examples=Examples(x, y, before.x_names, before.y_names))


def test_a_long_program_is_written_while_the_window_stays_live(
    window: MainWindow, qtbot: QtBot
) -> None:
    document = with_numbers(window.controller.session.document, QUICK_NUMBERS)
    window.docks.bring_up("code")
    window.controller.open(document)
    panel = window.views.code
    assert panel.margin.text() == WRITING and panel.text.toPlainText() == ""
    qtbot.waitUntil(lambda: panel.margin.text() != WRITING)
    assert panel.lit and "np.column_stack" in panel.text.toPlainText()
    panel.language_chosen.emit(2)  # and another one after it
    panel.language_chosen.emit(1)
    qtbot.waitUntil(lambda: panel.margin.text() != WRITING)
    assert "Theta{1} = [" in panel.text.toPlainText()


def test_why_there_is_no_program_is_said_in_words(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(literals, "MAX_NUMBERS", 5)
    window.docks.bring_up("code")
    panel = window.views.code
    assert panel.margin.text().startswith("A program of ")
    assert panel.margin.text().endswith("save an .npz instead.")


@pytest.mark.parametrize("examples", [5, QUICK_NUMBERS])
def test_an_error_that_nobody_expected_is_said_once_and_not_met_again_at_each_step(
    window: MainWindow, qtbot: QtBot, press: Press, monkeypatch: pytest.MonkeyPatch, examples: int
) -> None:
    window.docks.bring_up("code")
    tried = []

    def fails(*_of: object) -> None:
        tried.append(1)
        raise RuntimeError

    monkeypatch.setattr("bpsim.gui.wiring.code.lit_lines", fails)
    document = with_numbers(window.controller.session.document, examples)
    window.controller.open(document)
    panel = window.views.code
    qtbot.waitUntil(lambda: panel.margin.text() != WRITING)
    said = panel.margin.text()
    assert said.startswith("Something unexpected went wrong")
    press(window, Qt.Key.Key_Right, 3)
    assert panel.margin.text() == said and len(tried) == 1
