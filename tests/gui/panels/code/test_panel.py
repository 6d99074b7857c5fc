"""The code panel: the lines of the step are lit, in every language, and the text can be copied."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot

from bpsim.core.methods.method import Method
from bpsim.core.methods.table import UPDATE_METHODS
from bpsim.formats.bundled import NETWORKS, bundled_network
from bpsim.formats.code.lit_lines import PROGRAMS, Program, lit_lines
from bpsim.gui.panels.code.panel import CodePanel
from bpsim.steps.schedule import Phase

LABELS = tuple(program.label for program in PROGRAMS)


@pytest.mark.parametrize("program", PROGRAMS, ids=LABELS)
@pytest.mark.parametrize("method", UPDATE_METHODS.values(), ids=list(UPDATE_METHODS))
def test_the_update_of_every_method_has_its_line(program: Program, method: Method) -> None:
    document = bundled_network("lecture").load()
    training = replace(document.training, method=method, train_biases=False)
    text = program.write(document.with_(training=training), "").data.decode()
    lines = text.splitlines()
    lit = lit_lines(program, text)[Phase.UPDATE.value]
    assert lit and lit[-1] >= len(lines) - 2  # nothing but the end of a loop comes after it


@pytest.mark.parametrize("program", PROGRAMS, ids=LABELS)
@pytest.mark.parametrize("name", NETWORKS)
def test_every_phase_has_its_lines(program: Program, name: str) -> None:
    document = bundled_network(name).load()
    text = program.write(document, "").data.decode()
    lines, every = text.splitlines(), lit_lines(program, text)
    for phase in Phase:
        lit = every.get(phase.value, ())
        assert bool(lit) == (phase is not Phase.SCALE), phase
        begins = program.begins.get(phase.value, ())
        assert all(lines[n].lstrip().startswith(begins) for n in lit)


def tinted_lines(panel: CodePanel) -> list[int]:
    document = panel.text.document()
    blocks = map(document.findBlockByNumber, range(document.blockCount()))
    bare = Qt.BrushStyle.NoBrush
    return [n for n, each in enumerate(blocks) if each.blockFormat().background().style() != bare]


def test_lit_lines_are_tinted_and_in_view(qtbot: QtBot) -> None:
    panel = CodePanel(LABELS)
    qtbot.addWidget(panel)
    panel.resize(500, 200)
    panel.show()
    text = "\n".join(f"line {n}" for n in range(200))
    panel.show_program(text, (150, 151), "z = 0.5")
    assert tinted_lines(panel) == [150, 151]
    assert panel.text.textCursor().blockNumber() == 150
    first = panel.text.firstVisibleBlock().blockNumber()
    assert first < 150 < first + 30
    panel.show_program(text, (151, 160), "a = 0.6")
    assert tinted_lines(panel) == [151, 160]
    panel.show_program(f"{text}\nmore", (3,), "")
    assert tinted_lines(panel) == [3]
    assert panel.text.toPlainText().endswith("more")
    panel.show_program("", (), "no example")
    assert panel.text.toPlainText() == ""
    panel.show_program(text, (), "")
    assert tinted_lines(panel) == [] and panel.lit == ()


def test_the_language_is_the_users_choice(qtbot: QtBot) -> None:
    panel = CodePanel(LABELS)
    qtbot.addWidget(panel)
    panel.show()
    with qtbot.waitSignal(panel.language_chosen) as caught:
        second = panel.findChildren(QRadioButton)[1]
        qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert caught.args == [1]


def test_the_text_cannot_be_changed_but_copied(qtbot: QtBot) -> None:
    panel = CodePanel(LABELS)
    qtbot.addWidget(panel)
    panel.show_program("total = 1", (0,), "")
    qtbot.keyClicks(panel.text, "x")
    assert panel.text.toPlainText() == "total = 1"
    panel.text.selectAll()
    assert panel.text.textCursor().selectedText() == "total = 1"
