"""The graph as assistive technology sees it."""

import pytest
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from bpsim.gui.graph import accessible
from bpsim.gui.graph.view import GraphView
from bpsim.notation.aloud import aloud
from bpsim.notation.numerals import number_text
from bpsim.steps.places import EdgePlace, UnitPlace
from bpsim.steps.schedule import Phase
from tests.gui.graph.walks import EXAMPLES, LECTURE, lecture

NAME = QAccessible.Text.Name


def test_every_unit_is_an_item_with_its_values(view: GraphView) -> None:
    view.show_step(lecture(Phase.HIDDEN_DELTA, 3, 1), EXAMPLES)
    graph = QAccessible.queryAccessibleInterface(view)
    assert graph.role() is QAccessible.Role.List
    names = [graph.child(n).text(NAME) for n in range(graph.childCount())]
    weights = sum(theta.size for theta in LECTURE.weights)
    assert len(names) == sum(LECTURE.layers) + 3 + 1 + weights
    assert names[0] == "Layer 1 bias unit: a 1"
    assert any(
        name.startswith("Layer 3 unit 2: z ") and name.endswith("Delta not known yet")
        for name in names
    )
    assert names[-1 - weights] == "Target y: 1"
    assert graph.child(99) is None and graph.child(-1) is None


def test_items_know_where_they_are(view: GraphView) -> None:
    view.show_step(lecture(Phase.LOAD), EXAMPLES)
    graph = QAccessible.queryAccessibleInterface(view)
    number = view.places().index(UnitPlace(2, 2))
    item = graph.child(number)
    area = view.rect_of(UnitPlace(2, 2))
    assert area is not None
    assert item.rect().topLeft() == view.mapToGlobal(area.topLeft())
    middle = item.rect().center()
    assert graph.childAt(middle.x(), middle.y()) is item
    assert graph.childAt(-9999, -9999) is None
    assert graph.indexOfChild(item) == number
    assert item.parent() is graph and item.childCount() == 0 and item.child(0) is None


def test_the_selection_is_told(view: GraphView) -> None:
    step = lecture(Phase.FORWARD, 2, 1)
    view.show_step(step, EXAMPLES)
    graph = QAccessible.queryAccessibleInterface(view)
    was = QAccessible.isActive()
    QAccessible.setActive(True)
    try:
        view.set_selected(UnitPlace(2, 1))
    finally:
        QAccessible.setActive(was)
    assert graph.focusChild().text(NAME) == aloud(view.spoken(UnitPlace(2, 1)))
    assert graph.focusChild().state().selected
    assert "Selected: Layer 2 unit 1" in view.accessibleDescription()
    assert view.accessibleDescription().startswith(aloud(step.position))


def test_an_item_outlives_neither_its_unit_nor_its_view(view: GraphView, qtbot: QtBot) -> None:
    other = GraphView()
    qtbot.addWidget(other)
    other.resize(760, 430)
    other.show_step(lecture(Phase.LOAD), EXAMPLES)
    graph = QAccessible.queryAccessibleInterface(other)
    item = graph.child(graph.childCount() - 1)
    assert item.isValid()
    other.show_network(LECTURE, EXAMPLES)
    assert item.text(NAME).startswith("From unit")


def test_a_view_may_become_accessible_later(qtbot: QtBot) -> None:
    view = GraphView(accessible=False)
    qtbot.addWidget(view)
    active = QAccessible.isActive()
    QAccessible.setActive(True)
    try:
        assert QAccessible.queryAccessibleInterface(view).childCount() == 0
        view.make_accessible()
        view.show_network(LECTURE, EXAMPLES)
        view.resize(800, 500)
        graph = QAccessible.queryAccessibleInterface(view)
        assert graph.text(NAME) == "Network graph"
        assert graph.childCount() == len(view.places()) + len(accessible.edges(view)) > 0
    finally:
        QAccessible.setActive(active)


def test_edges_say_their_value_and_their_ends(view: GraphView) -> None:
    step = lecture(Phase.LOAD)
    view.show_step(step, EXAMPLES)
    graph = QAccessible.queryAccessibleInterface(view)
    number = len(view.places()) + accessible.edges(view).index(EdgePlace(2, 1, 2))
    item = graph.child(number)
    weight = number_text(float(step.network.theta(2)[0, 2]))
    assert item.text(NAME) == f"Weight {weight} from unit 2 of layer 2 to unit 1 of layer 3"
    assert not item.rect().isEmpty()
    view.set_selected(EdgePlace(2, 1, 2))
    assert graph.focusChild() is item and item.state().selected


def test_of_a_large_network_the_edges_of_the_step_are_listed(
    view: GraphView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accessible, "MOST_EDGES", 10)
    view.show_step(lecture(Phase.LOAD), EXAMPLES)
    assert accessible.edges(view) == []
    view.show_step(lecture(Phase.FORWARD, 3, 1), EXAMPLES)
    assert set(accessible.edges(view)) == {EdgePlace(2, 1, frm) for frm in range(3)}


def test_what_is_listed_is_worked_out_once_for_each_picture(
    view: GraphView, monkeypatch: pytest.MonkeyPatch
) -> None:
    edges, times = accessible.edges, 0

    def counted(of: GraphView) -> list[EdgePlace]:
        nonlocal times
        times += 1
        return edges(of)

    monkeypatch.setattr(accessible, "edges", counted)
    for step in (lecture(Phase.LOAD), lecture(Phase.FORWARD, 2, 1)):
        times = 0
        view.show_step(step, EXAMPLES)
        graph = QAccessible.queryAccessibleInterface(view)
        names = [graph.child(n).text(NAME) for n in range(graph.childCount())]
        assert times == 1 and all(names)
