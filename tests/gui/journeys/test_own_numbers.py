"""A student brings own numbers: the mistake is named, and its step stands term by term."""

import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from scipy.io import savemat

from bpsim.core.progress import Progress
from bpsim.formats.bundled import bundled_network
from bpsim.gui.panels.own_numbers import panel as panel_module
from bpsim.gui.window.main_window import MainWindow
from bpsim.gui.wiring.own_numbers import OwnNumbersWiring
from bpsim.session import editing
from bpsim.steps.places import EdgePlace
from bpsim.steps.schedule import Phase
from bpsim.teach.mistakes.backprop import backprop
from bpsim.teach.mistakes.kind import Made, Problem
from bpsim.teach.mistakes.table import MISTAKES

from .conftest import Open


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def compared(window: MainWindow, qtbot: QtBot, text: str) -> OwnNumbersWiring:
    window.docks.bring_up("own_numbers")
    wiring = window.wiring["own_numbers"]
    assert isinstance(wiring, OwnNumbersWiring)
    wiring.panel.text.setPlainText(text)
    wiring.panel.compare.click()
    qtbot.waitUntil(lambda: not wiring.background.busy, timeout=60_000)
    return wiring


def numbers(window: MainWindow, *made: str) -> str:
    problem = Problem.of(window.controller.session.document)
    found = backprop(problem, [Made(MISTAKES[name]) for name in made])
    return "\n".join(repr(each) for each in found.D)


def test_right_numbers_are_called_right(window: MainWindow, qtbot: QtBot) -> None:
    wiring = compared(window, qtbot, numbers(window))
    assert wiring.found is not None and wiring.found.right
    assert not wiring.panel.wrong.isVisible() and not wiring.panel.begins.isVisible()


def test_what_was_found_is_said_aloud(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(panel_module, "announce", lambda _panel, words: said.append(words))
    wiring = compared(window, qtbot, numbers(window, "no-slope"))
    assert wiring.found is not None and said[-1] == wiring.found.sentence


def test_a_mistake_is_named_and_its_first_step_shown(window: MainWindow, qtbot: QtBot) -> None:
    wiring = compared(window, qtbot, numbers(window, "no-slope"))
    panel = wiring.panel
    assert "leaving out the factor g′(z)" in panel.sentence.text()
    panel.begins.click()
    step = window.controller.step
    assert step is not None and step.phase is Phase.HIDDEN_DELTA and step.units == ((3, 1),)
    texts = [[_text(panel.table.item(r, c)) for c in range(3)] for r in range(4)]
    assert texts[2][1:] == ["≠ 1", "0.2423"] and texts[0][1] == texts[0][2]
    panel.wrong.itemActivated.emit(panel.wrong.item(0))
    step = window.controller.step
    assert step is not None and step.phase is Phase.GRADIENT
    assert window.controller.selection == EdgePlace(1, 1, 0)
    names = [_text(panel.table.item(r, 0)) for r in range(panel.table.rowCount())]
    assert names[:2] == ["δ₁⁽²⁾ · 1 of example 1", "δ₁⁽²⁾ · 1 of example 2"]
    assert names[4:6] == ["Δ₁₀⁽¹⁾", "D₁₀⁽¹⁾"] and names[6].startswith("yours")


def test_a_search_that_is_stopped_says_so(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped, report = threading.Event(), Progress.__call__

    def slow(progress: Progress, done: int, total: int) -> None:
        assert stopped.wait(20)
        report(progress, done, total)

    monkeypatch.setattr(Progress, "__call__", slow)
    window.docks.bring_up("own_numbers")
    wiring = window.wiring["own_numbers"]
    weights = window.controller.session.document.network.weights
    wiring.panel.text.setPlainText("\n".join(repr(np.ones(each.shape)) for each in weights))
    wiring.panel.compare.click()
    wiring.panel.stop.click()
    stopped.set()
    qtbot.waitUntil(lambda: not wiring.background.busy, timeout=60_000)
    assert wiring.panel.sentence.text() == "The comparison was stopped."


def _text(item: object) -> str:
    return item.text()  # type: ignore[attr-defined, no-any-return]


def test_what_cannot_be_read_is_said(window: MainWindow, qtbot: QtBot) -> None:
    wiring = compared(window, qtbot, "nothing here")
    assert "cannot be compared" in wiring.panel.sentence.text()
    wiring = compared(window, qtbot, "1 2 3 4 5 6 7")
    assert "do not fit" in wiring.panel.sentence.text()


def test_it_is_covered_while_values_are_blank(window: MainWindow, qtbot: QtBot) -> None:
    compared(window, qtbot, numbers(window))
    window.actions_["mode_practise"].trigger()
    window.views.practise.begin.click()  # past the example that is worked out
    assert not window.wiring["own_numbers"].panel.isVisible()


def test_words_among_the_numbers_are_told(window: MainWindow, qtbot: QtBot) -> None:
    wiring = compared(window, qtbot, numbers(window).replace("[[", "[[huch ", 1))
    assert wiring.found is not None and wiring.found.right
    assert "left out: “huch”." in wiring.panel.read_as.text()
    wiring = compared(window, qtbot, numbers(window))
    assert not wiring.panel.read_as.isVisible()


@pytest.mark.parametrize("suffix", ["mat", "npy", "npz", "csv"])
def test_a_file_of_ones_own_numbers_is_opened(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    problem = Problem.of(window.controller.session.document)
    D = backprop(problem, [Made(MISTAKES["no-slope"])]).D
    path = tmp_path / f"own.{suffix}"
    named = {f"D{n}": matrix for n, matrix in enumerate(D, start=1)}
    match suffix:
        case "mat":
            savemat(path, named)
        case "npy":
            np.save(path, np.concatenate([matrix.ravel() for matrix in D]))
        case "npz":
            np.savez(path, **named)
        case _:
            rows = [[",".join(f"{v:.6f}" for v in row) for row in matrix] for matrix in D]
            path.write_text("\n\n".join(map("\n".join, rows)))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(path), ""))
    window.docks.bring_up("own_numbers")
    wiring = window.wiring["own_numbers"]
    wiring.panel.open.click()
    qtbot.waitUntil(lambda: not wiring.background.busy, timeout=60_000)
    assert "leaving out the factor g′(z)" in wiring.panel.sentence.text()


def test_what_was_found_is_of_the_document_that_it_was_found_for(
    window: MainWindow, qtbot: QtBot
) -> None:
    wiring = compared(window, qtbot, numbers(window, "no-slope"))
    panel, typed = wiring.panel, wiring.panel.text.toPlainText()
    window.controller.edit(editing.set_weight, EdgePlace(1, 1, 0), 0.25)
    assert "have changed since: compare once more" in panel.sentence.text()
    assert not panel.wrong.isVisible() and not panel.begins.isVisible()
    assert panel.text.toPlainText() == typed
    window.controller.undo_stack.undo()
    assert "leaving out the factor g′(z)" in panel.sentence.text() and panel.begins.isVisible()
    window.controller.open(bundled_network("xor").load())
    assert "have changed since" in panel.sentence.text()
