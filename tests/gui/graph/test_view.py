"""The graph under the user's hands: clicks, keys, wheel, and what it tells others."""

import math

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QWheelEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from bpsim.core.examples import Examples
from bpsim.gui.graph.paint.picture import Picture
from bpsim.gui.graph.view import GraphView
from bpsim.steps.places import EdgePlace, Place, TargetPlace, UnitPlace
from bpsim.steps.schedule import Phase
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace
from tests.gui.graph.walks import EXAMPLES, LECTURE, document_of, lecture, network_of, step_at

ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def graph(view: GraphView) -> GraphView:
    view.show_step(lecture(Phase.FORWARD, 3, 1), EXAMPLES)
    return view


def middle(view: GraphView, place: Place) -> QPoint:
    area = view.rect_of(place)
    assert area is not None
    return area.center()


def empty_spot(view: GraphView) -> QPoint:
    spot = QPoint(view.width() // 2, view.height() - 3)
    assert view.place_at(QPointF(spot)) is None
    return spot


def turn(view: GraphView, at: QPoint, notches: int, ctrl: bool) -> QWheelEvent:
    none, control = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
    event = QWheelEvent(
        QPointF(at), view.mapToGlobal(QPointF(at)), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, control if ctrl else none, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)
    return event


@pytest.mark.parametrize(
    ("place", "clicked", "activated"),
    [
        (UnitPlace(2, 1), "unit_clicked", "unit_activated"),
        (UnitPlace(1, 0), "unit_clicked", "unit_activated"),
        (EdgePlace(3, 1, 1), "edge_clicked", "edge_activated"),
        (EdgePlace(2, 1, 2), "edge_clicked", "edge_activated"),
        (TargetPlace(1), "target_clicked", "target_activated"),
    ],
)
def test_click_and_double_click(
    graph: GraphView, qtbot: QtBot, place: Place, clicked: str, activated: str
) -> None:
    at = middle(graph, place)
    with (
        qtbot.waitSignal(getattr(graph, clicked)) as click,
        qtbot.waitSignal(graph.selection_changed) as selection,
    ):
        qtbot.mouseClick(graph, LEFT, pos=at)
    assert click.args == [place] and selection.args == [place]
    with qtbot.waitSignal(getattr(graph, activated)) as double:
        qtbot.mouseDClick(graph, LEFT, pos=at)
    assert double.args == [place]


def test_a_click_beside_everything_takes_the_selection_away(graph: GraphView, qtbot: QtBot) -> None:
    graph.set_selected(UnitPlace(2, 1))
    with (
        qtbot.waitSignal(graph.selection_changed) as selection,
        qtbot.assertNotEmitted(graph.unit_clicked),
    ):
        qtbot.mouseClick(graph, LEFT, pos=empty_spot(graph))
    assert selection.args == [None]


def test_the_selection_changes_only_from_outside(graph: GraphView, qtbot: QtBot) -> None:
    qtbot.mouseClick(graph, LEFT, pos=middle(graph, UnitPlace(2, 1)))
    assert graph.selected is None
    with qtbot.assertNotEmitted(graph.selection_changed):
        graph.set_selected(UnitPlace(2, 1))
    assert graph.selected == UnitPlace(2, 1)


def test_alt_and_the_arrows_move_the_selection(graph: GraphView, qtbot: QtBot) -> None:
    graph.selection_changed.connect(graph.set_selected)
    graph.setFocus()
    seen = []
    for key, modifiers in (
        (Qt.Key.Key_Down, ALT),  # nothing selected: the unit that the step computes
        (Qt.Key.Key_Down, ALT),
        (Qt.Key.Key_Left, ALT),
        (Qt.Key.Key_Up, ALT),
        (Qt.Key.Key_Up, ALT),
        (Qt.Key.Key_Right, ALT | SHIFT),
        (Qt.Key.Key_Right, ALT),
        (Qt.Key.Key_Right, ALT),
        (Qt.Key.Key_Right, ALT),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Down, ALT),
        (Qt.Key.Key_Right, SHIFT),  # window managers may keep Alt and Shift to themselves
    ):
        qtbot.keyClick(graph, key, modifiers)
        seen.append(graph.selected)
    assert seen == [
        UnitPlace(3, 1),
        UnitPlace(3, 2),
        UnitPlace(2, 2),
        UnitPlace(2, 1),
        UnitPlace(2, 0),
        EdgePlace(2, 1, 0),
        UnitPlace(3, 1),
        UnitPlace(4, 1),
        TargetPlace(1),
        None,
        UnitPlace(3, 1),
        EdgePlace(3, 1, 1),
    ]


def test_with_nothing_selected_the_edges_are_those_of_the_unit_in_play(
    view: GraphView, qtbot: QtBot
) -> None:
    view.selection_changed.connect(view.set_selected)
    for phase, layer, first in (
        (Phase.FORWARD, 3, EdgePlace(3, 1, 1)),
        (Phase.LOAD, 1, UnitPlace(1, 1)),
    ):
        view.show_step(lecture(phase, layer, 1), EXAMPLES)
        view.set_selected(None)
        qtbot.keyClick(view, Qt.Key.Key_Right, SHIFT)
        assert view.selected == first


def test_enter_activates_the_selection(graph: GraphView, qtbot: QtBot) -> None:
    for place, signal in (
        (UnitPlace(3, 2), graph.unit_activated),
        (EdgePlace(1, 1, 1), graph.edge_activated),
        (TargetPlace(1), graph.target_activated),
    ):
        graph.set_selected(place)
        with qtbot.waitSignal(signal) as activated:
            qtbot.keyClick(graph, Qt.Key.Key_Return)
        assert activated.args == [place]


def test_the_keys_of_the_transport_are_left_alone(graph: GraphView, qtbot: QtBot) -> None:
    graph.set_selected(UnitPlace(2, 1))
    with (
        qtbot.assertNotEmitted(graph.selection_changed),
        qtbot.assertNotEmitted(graph.unit_activated),
    ):
        for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Home):
            qtbot.keyClick(graph, key)


def test_the_menu_of_a_place(graph: GraphView, qtbot: QtBot) -> None:
    at = middle(graph, UnitPlace(2, 2))
    reason = QContextMenuEvent.Reason
    with qtbot.waitSignal(graph.context_menu_requested) as asked:
        QApplication.sendEvent(graph, QContextMenuEvent(reason.Mouse, at, graph.mapToGlobal(at)))
    assert asked.args == [UnitPlace(2, 2), graph.mapToGlobal(at)]
    graph.set_selected(UnitPlace(3, 1))
    with qtbot.waitSignal(graph.context_menu_requested) as asked:
        QApplication.sendEvent(graph, QContextMenuEvent(reason.Keyboard, QPoint(), QPoint()))
    assert asked.args == [UnitPlace(3, 1), graph.mapToGlobal(middle(graph, UnitPlace(3, 1)))]


def test_tooltips_have_full_precision(graph: GraphView, qtbot: QtBot) -> None:
    at = middle(graph, EdgePlace(3, 1, 1))
    QApplication.sendEvent(graph, QHelpEvent(QEvent.Type.ToolTip, at, graph.mapToGlobal(at)))
    assert "Θ₁₁⁽³⁾ = 0.8" in QToolTip.text()
    assert "from unit 1 of layer 3 to unit 1 of layer 4" in QToolTip.text()
    assert "Double-click to change it" in QToolTip.text()  # what one can do stands at the end
    spot = empty_spot(graph)
    QApplication.sendEvent(graph, QHelpEvent(QEvent.Type.ToolTip, spot, graph.mapToGlobal(spot)))
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_a_name_is_never_taken_for_markup(view: GraphView, qtbot: QtBot) -> None:
    examples = Examples.of(EXAMPLES.x, EXAMPLES.y, ("<b>bold</b>", "x2"), ("y",))
    view.show_step(lecture(Phase.LOAD), examples)
    at = middle(view, UnitPlace(1, 1))
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, at, view.mapToGlobal(at)))
    assert "&lt;b&gt;bold&lt;/b&gt;" in QToolTip.text()
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_ctrl_and_the_wheel_zoom_around_the_pointer(graph: GraphView) -> None:
    at = middle(graph, UnitPlace(4, 1))
    before = graph.rect_of(UnitPlace(4, 1))
    assert before is not None
    assert turn(graph, at, 3, ctrl=True).isAccepted()
    assert math.isclose(graph.zoom, 1.25**3)
    after = graph.rect_of(UnitPlace(4, 1))
    assert after is not None
    assert after.width() > 1.8 * before.width()
    assert (after.center() - before.center()).manhattanLength() <= 3
    graph.fit()
    assert graph.zoom == 1.0
    assert graph.rect_of(UnitPlace(4, 1)) == before


def test_the_wheel_pans_only_where_there_is_something_to_see(graph: GraphView) -> None:
    at = QPoint(300, 200)
    assert not turn(graph, at, -1, ctrl=False).isAccepted()
    graph.zoom_at(1.5, graph.width() / 2, graph.height() / 2)
    before = graph.rect_of(UnitPlace(2, 1))
    assert turn(graph, at, -1, ctrl=False).isAccepted()
    after = graph.rect_of(UnitPlace(2, 1))
    assert before is not None and after is not None and after.y() < before.y()


def test_dragging_pans_and_is_no_click(graph: GraphView, qtbot: QtBot) -> None:
    graph.zoom_in()
    graph.zoom_in()
    start = middle(graph, UnitPlace(3, 1))
    before = graph.rect_of(UnitPlace(3, 1))
    with (
        qtbot.assertNotEmitted(graph.unit_clicked),
        qtbot.assertNotEmitted(graph.selection_changed),
    ):
        qtbot.mousePress(graph, LEFT, pos=start)
        qtbot.mouseMove(graph, start + QPoint(-20, 0))
        qtbot.mouseMove(graph, start + QPoint(-60, 0))
        qtbot.mouseRelease(graph, LEFT, pos=start + QPoint(-60, 0))
    after = graph.rect_of(UnitPlace(3, 1))
    assert before is not None and after is not None
    assert before.x() - after.x() == 60


def test_the_pointer_shows_what_can_be_clicked(graph: GraphView, qtbot: QtBot) -> None:
    qtbot.mouseMove(graph, middle(graph, EdgePlace(3, 1, 1)))
    assert graph.cursor().shape() is Qt.CursorShape.PointingHandCursor
    lit = graph.grab().toImage()
    qtbot.mouseMove(graph, empty_spot(graph))
    assert graph.cursor().shape() is Qt.CursorShape.ArrowCursor
    assert graph.grab().toImage() != lit


def test_resizing_fits_again_unless_zoomed(graph: GraphView, qtbot: QtBot) -> None:
    def width() -> int:
        area = graph.rect_of(UnitPlace(2, 1))
        assert area is not None
        return area.width()

    small = width()
    graph.resize(1200, 700)
    assert width() > small
    graph.zoom_in()
    zoomed = width()
    graph.resize(900, 600)
    assert width() == zoomed
    graph.fit()
    assert width() < zoomed


def test_sizes_that_follow_one_another_are_laid_out_once(
    graph: GraphView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As docks are restored each of them passes some on to the graph."""
    sizes: list[tuple[int, int]] = []
    laid_out, picture_of = QSignalSpy(graph.laid_out), GraphView._picture_of

    def noted(view: GraphView, step: Step | None) -> Picture:
        sizes.append((view.width(), view.height()))
        return picture_of(view, step)

    monkeypatch.setattr(GraphView, "_picture_of", noted)
    for width in (700, 900, 800):
        graph.resize(width, 500)
    graph.hide()
    graph.show()
    QApplication.processEvents()
    assert sizes == [(800, 500)] and laid_out.count() == 1
    expected = graph.grab().toImage()
    for width in (1000, 800):
        graph.resize(width, 500)
    assert graph.grab().toImage() == expected  # painted before the events have been looked at


def test_a_network_wider_than_the_view_follows_the_step(view: GraphView) -> None:
    trace = Trace.of(document_of(network_of((2, 8, 8, 8, 8, 8, 8, 1))))
    examples = document_of(trace.values.network).examples
    for layer in (2, 5, 8, 3):
        view.show_step(step_at(trace, Phase.FORWARD, layer, 1), examples)
        area = view.rect_of(UnitPlace(layer, 1))
        assert area is not None and view.rect().contains(area)


def test_a_network_that_cannot_be_stepped_shows_dashes(view: GraphView) -> None:
    view.show_network(LECTURE, Examples.none(2, 1))
    assert view.picture is not None
    assert view.picture.faces[UnitPlace(2, 1)].values == ("—", "—")
    assert view.picture.faces[TargetPlace(1)].values == ("—",)
    assert not view.grab().isNull()


def test_an_empty_view_paints_its_ground_and_ignores_gestures(
    view: GraphView, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(view.unit_clicked):
        qtbot.mouseClick(view, LEFT, pos=QPoint(100, 100))
    view.zoom_in()
    view.set_animation(0.3)
    qtbot.keyClick(view, Qt.Key.Key_Down, ALT)
    assert view.rect_of(UnitPlace(1, 1)) is None
    assert view.places() == []
    assert view.grab().toImage().pixelColor(5, 5).name() == "#ffffff"


def test_another_network_is_laid_out_anew_zoomed_or_not(graph: GraphView) -> None:
    for layers in ((2, 3, 3, 1), (2, 2, 2, 2), (1, 1), (2, 2, 2, 1)):
        document = document_of(network_of(layers))
        graph.show_step(step_at(Trace.of(document), Phase.LOAD), document.examples)
        assert graph.picture is not None
        assert graph.picture.scene.layout.shown == tuple(
            tuple(range(1, units + 1)) for units in layers
        )
        assert graph.zoom == 1.0
        graph.zoom_in()


def test_a_selection_that_the_new_network_lacks_is_not_drawn(graph: GraphView) -> None:
    graph.set_selected(UnitPlace(3, 2))
    document = document_of(network_of((2, 1)))
    graph.show_step(step_at(Trace.of(document), Phase.LOAD), document.examples)
    assert graph.rect_of(UnitPlace(3, 2)) is None
    assert UnitPlace(2, 1) in graph.places()


def test_a_hidden_view_catches_up_when_shown(graph: GraphView, qtbot: QtBot) -> None:
    graph.hide()
    painted = graph.static_image.painted
    document = document_of(network_of((3, 2)))
    graph.show_step(step_at(Trace.of(document), Phase.LOAD), document.examples)
    assert graph.static_image.painted == painted
    with qtbot.waitExposed(graph):
        graph.show()
    assert UnitPlace(1, 3) in graph.places()
    qtbot.waitUntil(lambda: graph.static_image.painted > painted)


def test_larger_text_makes_larger_units(graph: GraphView) -> None:
    document = document_of(network_of((2, 1)))
    graph.show_step(step_at(Trace.of(document), Phase.LOAD), document.examples)
    graph.resize(700, 1400)
    before = graph.rect_of(UnitPlace(2, 1))
    font = graph.font()
    font.setPointSizeF(font.pointSizeF() * 0.5)
    graph.setFont(font)
    after = graph.rect_of(UnitPlace(2, 1))
    assert before is not None and after is not None
    assert after.height() < before.height()


def test_it_can_be_reached_and_left_by_tab(graph: GraphView) -> None:
    assert graph.focusPolicy() is Qt.FocusPolicy.StrongFocus
    graph.setFocus(Qt.FocusReason.OtherFocusReason)
    plain = graph.grab().toImage()
    graph.clearFocus()
    graph.setFocus(Qt.FocusReason.TabFocusReason)
    assert graph.grab().toImage() != plain
    assert graph.accessibleName() == "Network graph"


@pytest.mark.parametrize(
    "back", [Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason]
)
def test_after_a_look_elsewhere_the_ring_is_as_it_was(
    graph: GraphView, qtbot: QtBot, back: Qt.FocusReason
) -> None:
    with qtbot.waitActive(graph):
        graph.activateWindow()
    graph.clearFocus()
    for came in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.MouseFocusReason):
        graph.setFocus(came)
        shown = graph.grab().toImage()
        graph.clearFocus()
        graph.setFocus(back)
        assert graph.grab().toImage() == shown
        graph.clearFocus()
