"""A student chooses the edges that carry the terms of a blank, by clicks or by keys alone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from bpsim.gui.desk.modes import Mode
from bpsim.gui.graph.accessible import GraphInterface
from bpsim.gui.window.main_window import MainWindow
from bpsim.notation.aloud import aloud
from bpsim.steps.places import EdgePlace
from bpsim.teach.practice.blanks import ValuePlace

from .conftest import Open
from .test_practise import begin, right, type_answer

Press = Callable[..., None]


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the practice panel says aloud."""
    words: list[str] = []
    monkeypatch.setattr(
        "bpsim.gui.panels.practise.panel.announce", lambda _source, text: words.append(text)
    )
    return words


def test_which_edges_is_answered_by_clicks(window: MainWindow, press: Press) -> None:
    wiring, graph = begin(window, press), window.views.graph

    def click(edge: EdgePlace) -> None:
        area = graph.rect_of(edge)
        assert area is not None
        QTest.mouseClick(graph, Qt.MouseButton.LeftButton, pos=area.center())

    wiring.panel.edges.click()
    click(EdgePlace(3, 1, 2))
    wiring.panel.edges.click()
    assert "Not these" in wiring.panel.verdict.text()
    wiring.panel.edges.click()
    for edge in (EdgePlace(3, 1, 2), EdgePlace(3, 1, 1), EdgePlace(3, 1, 2)):
        click(edge)  # the second click on an edge takes it back
    assert "Chosen: Θ₁₁⁽³⁾." in wiring.panel.verdict.text()
    wiring.panel.edges.click()
    assert wiring.panel.verdict.text().startswith("Right")
    click(EdgePlace(3, 1, 2))  # selects it, and chooses nothing any more
    assert wiring.panel.verdict.text().startswith("Right") and graph.chosen is None


def test_which_edges_is_answered_by_keys_alone(
    window: MainWindow, press: Press, heard: list[str]
) -> None:
    wiring, graph = begin(window, press), window.views.graph
    verdict, modifier = wiring.panel.verdict, Qt.KeyboardModifier
    along = modifier.AltModifier | modifier.ShiftModifier
    for _ in range(4):  # the sheet’s second layer: two edges carry the terms of each δ
        if wiring.place == ValuePlace("delta", 2, 1):
            break
        type_answer(window, right(window))
    while not wiring.panel.edges.hasFocus():
        press(window, Qt.Key.Key_Tab)
    press(window, Qt.Key.Key_Space)
    assert graph.hasFocus() and "press Space" in verdict.text() and graph.chosen == frozenset()
    press(window, Qt.Key.Key_Right, modifier=modifier.AltModifier)  # the unit of the step
    assert wiring.place == ValuePlace("delta", 2, 1) and graph.hasFocus()
    press(window, Qt.Key.Key_Space)  # no edge is selected yet
    assert graph.chosen == frozenset() and not window.controller.playback.playing
    press(window, Qt.Key.Key_Right, modifier=along)
    assert graph.selected == EdgePlace(2, 1, 1)
    assert "Chosen" not in verdict.text()  # to pass an edge is not to choose it
    press(window, Qt.Key.Key_Space)
    assert not window.controller.playback.playing  # Space plays elsewhere
    assert verdict.text().startswith("Chosen: Θ₁₁⁽²⁾.") and heard[-1] == verdict.text()
    press(window, Qt.Key.Key_Space)
    assert verdict.text() == heard[-1] == "No edge is chosen."
    press(window, Qt.Key.Key_Space)
    press(window, Qt.Key.Key_Right, modifier=modifier.AltModifier)
    press(window, Qt.Key.Key_Down, modifier=modifier.AltModifier)
    assert wiring.place == ValuePlace("delta", 2, 1)  # unit 2 of layer 3 was only passed
    press(window, Qt.Key.Key_Left, modifier=along)
    while graph.selected != EdgePlace(2, 2, 1):
        press(window, Qt.Key.Key_Up, modifier=modifier.AltModifier)
    press(window, Qt.Key.Key_Space)
    assert graph.chosen == {EdgePlace(2, 1, 1), EdgePlace(2, 2, 1)}
    view = GraphInterface(graph)
    states = {
        child.text(QAccessible.Text.Name): child.state()
        for child in map(view.child, range(view.childCount()))
    }
    checked = {name for name, state in states.items() if state.checkable and state.checked}
    assert checked == {aloud(graph.spoken(edge)) for edge in graph.chosen}
    press(window, Qt.Key.Key_Return)
    assert heard[-1] == "Right: these edges carry the terms of δ₁⁽²⁾." and graph.chosen is None
    assert wiring.panel.field.hasFocus()


def test_another_blank_ends_which_edges_without_a_verdict(window: MainWindow, press: Press) -> None:
    wiring = begin(window, press)
    wiring.panel.edges.click()
    wiring.controller.edge_chosen.emit(EdgePlace(3, 1, 2))
    wiring.panel.field.setFocus()
    type_answer(window, right(window))
    assert "Right" in wiring.panel.verdict.text()
    assert not wiring.panel.edges.isChecked() and window.views.graph.chosen is None
    wiring.panel.edges.click()
    press(window, Qt.Key.Key_Escape)
    assert window.modes.mode is Mode.WATCH and window.views.graph.chosen is None
