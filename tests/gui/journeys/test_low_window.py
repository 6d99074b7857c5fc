"""A window that is low for its text: nothing that a lesson needs is cut or must be scrolled to."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.formats.bundled import bundled_network
from bpsim.gui.desk.modes import Mode
from bpsim.gui.graph.paint.scene import rect
from bpsim.gui.window.main_window import MainWindow
from bpsim.gui.wiring.table import ROWS
from bpsim.session.new_network import Data, NewNetwork, document_of
from tests.gui.journeys.conftest import Open
from tests.gui.journeys.shared_window import end
from tests.gui.journeys.test_room import begun, settle

Press = Callable[..., None]


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[Open]:
    """As the program does: shown with the network alone, then furnished."""
    windows: list[MainWindow] = []

    def make(document: Document | None = None, width: int = 1280, height: int = 800) -> MainWindow:
        window = MainWindow(document or bundled_network().load(), furnish=False)
        windows.append(window)
        window.resize(width, height)
        window.show()
        QApplication.processEvents()  # which tells it of the size of the text
        window.furnish()
        window.controller.playback.animated = False
        return window

    yield make
    for window in windows:
        end(window)


THREE_FOUR_TWO = Data(Examples.of([[1, 0, 1], [0, 1, 1]], [[0, 1], [1, 0]]))
SMALL: dict[str, Callable[[], Document]] = {
    "lecture": bundled_network("lecture").load,
    "xor": bundled_network("xor").load,
    "3-4-2": lambda: document_of(NewNetwork((3, 4, 2)), THREE_FOUR_TWO),
}


@pytest.mark.parametrize("name", SMALL)
def test_with_the_largest_text_a_small_network_and_its_formulas_need_no_scrolling(
    open_window: Open, name: str
) -> None:
    window = begun(open_window, 200, 1280, 770, SMALL[name]())
    graph, step = window.views.graph, window.views.step
    session, example = window.controller.session, window.controller.session.step.example
    while session.step.example == example:
        assert graph.picture is not None
        frame = graph.picture.scene.layout.frame
        assert frame.width <= graph.width() + 1 and frame.height <= graph.height() + 1
        assert frame.scale * graph.fontMetrics().height() >= 17  # more than with the usual text
        if name != "3-4-2":
            for part in (step.heading, step.sentence, step.card):
                assert part.visibleRegion().boundingRect() == part.rect()
        window.controller.forward()
        window.controller.playback.complete()
        settle()


def test_in_a_low_window_the_explanation_is_a_tab_among_the_panels_it_stands_above(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window(width=1280, height=770)
    window.begin()
    docks = window.docks.by_name
    apart = {name: docks[name].isHidden() for name in docks}
    assert not window.docks.right.stacked
    settle()
    heights = docks["step"].height(), docks["slope"].height()
    for size, stacked in ((200, True), (100, False), (200, True)):
        window.appearance.set_text_size(size)
        settle()
        assert window.docks.right.stacked is stacked
        assert docks["step"].in_front and docks["slope"].in_front is not stacked
        assert {name: docks[name].isHidden() for name in docks} == apart
        if not stacked:
            assert (docks["step"].height(), docks["slope"].height()) == heights
    assert docks["step"].height() >= 0.8 * window.height()
    window.docks.bring_up("map")
    panel = window.views.map
    assert docks["map"].in_front and not docks["step"].in_front
    assert panel.visibleRegion().boundingRect() == panel.rect()
    window.modes.choose(Mode.LESSON)
    settle()
    assert docks["lesson"].in_front
    window.modes.choose(Mode.WATCH)
    settle()
    assert docks["map"].in_front
    window.presenting.begin()
    settle()
    assert not window.docks.right.stacked and docks["step"].in_front
    window.presenting.end()
    settle()
    assert window.docks.right.stacked
    window.resize(1280, 1000)
    qtbot.waitUntil(lambda: not window.docks.right.stacked)
    settle()
    assert docks["step"].in_front and docks["step"].titleBarWidget().isVisible()


def test_what_a_low_window_has_made_tabs_stands_apart_in_the_next_high_one(
    open_window: Open,
) -> None:
    """So it is where the text was large before, and where the screen was small."""
    window = begun(open_window, 100, 1280, 770)
    docks = window.docks.by_name
    settle()
    window.resizeDocks([docks["step"], docks["slope"]], [300, 400], Qt.Orientation.Vertical)
    settle()
    heights = docks["step"].height(), docks["slope"].height()
    window.appearance.set_text_size(200)
    settle()
    assert window.docks.right.stacked
    for size, stacked in ((200, True), (100, False)):
        window.close()
        window = begun(open_window, size, 1280, 770)
        docks = window.docks.by_name
        settle()
        assert window.docks.right.stacked is stacked
    assert (docks["step"].height(), docks["slope"].height()) == heights
    window.docks.right.stack(True)  # by somebody, who wants them so
    window.docks.right._was_low = False
    window.close()
    window = begun(open_window, 100, 1280, 770)
    settle()
    assert window.docks.right.stacked


def test_in_a_low_window_the_cost_has_its_plot_beside_its_controls(
    open_window: Open, qtbot: QtBot
) -> None:
    window = begun(open_window, 200, 1280, 770)
    window.training.run(5)
    qtbot.waitUntil(lambda: not window.training.running)
    settle()
    plot, controls = window.views.cost.plot, window.views.cost.controls
    frame = window.docks.by_name["cost"].rect()
    assert frame.contains(QRect(plot.mapTo(window.docks.by_name["cost"], QPoint()), plot.size()))
    for part in (controls.run_one, controls.run_many, window.views.transport.granularity):
        assert part.visibleRegion().boundingRect() == part.rect()
    assert plot.height() >= 100


@pytest.mark.parametrize("size", [(1280, 770), (1024, 738)])
def test_the_plot_beside_the_controls_is_not_cut_off_at_its_side(
    open_window: Open, qtbot: QtBot, size: tuple[int, int]
) -> None:
    window = begun(open_window, 100, *size)
    window.appearance.set_text_size(200)
    settle()
    window.training.run(5)
    qtbot.waitUntil(lambda: not window.training.running)
    window.modes.choose(Mode.BREAK_IT)
    settle()
    dock, plot = window.docks.by_name["cost"], window.views.cost.plot
    left, right = (plot.mapTo(dock, QPoint(x, 0)).x() for x in (0, plot.width()))
    assert 0 < left < right <= dock.width()


def test_in_a_low_window_examples_are_seen_and_typed(
    open_window: Open, qtbot: QtBot, press: Press
) -> None:
    window = begun(open_window, 100, 1280, 770)
    window.appearance.set_text_size(200)
    window.docks.bring_up("examples")
    settle()
    table = window.views.examples.table
    window.views.examples.share_button.setFocus()
    press(window, Qt.Key.Key_Tab)
    assert table.hasFocus()
    press(window, Qt.Key.Key_Right)
    assert table.viewport().visibleRegion().boundingRect().height() >= table.rowHeight(0)
    place = table.currentIndex()
    qtbot.keyClicks(table, "7")
    assert table.editor.is_open() and table.editor.isVisible()
    press(window, Qt.Key.Key_Return)
    assert window.controller.session.document.examples.x[0, place.column()] == 7.0


def test_in_a_low_window_an_input_that_is_tried_is_answered_in_sight(
    open_window: Open, qtbot: QtBot
) -> None:
    window = begun(open_window, 100, 1280, 770)
    window.appearance.set_text_size(200)
    window.docks.bring_up("predictions")
    settle()
    panel = window.views.predictions
    panel.line.setFocus()
    for typed in ("0.5 x", "0.5 2"):
        panel.line.clear()
        qtbot.keyClicks(panel.line, typed)
        settle()
        assert panel.line.visibleRegion().boundingRect().height() == panel.line.height()
        line = panel.answer.fontMetrics().height()
        assert panel.answer.visibleRegion().boundingRect().height() >= line
        assert panel.line.accessibleDescription() == panel.answer.text() != ""


def test_the_first_tips_leave_their_room_to_the_plot(open_window: Open, qtbot: QtBot) -> None:
    window = begun(open_window, 200, 1280, 770)
    window.welcome()
    settle()
    window.training.run(5)  # which ends the tips
    qtbot.waitUntil(lambda: not window.training.running)
    settle()
    assert window.docks.by_name["cost"].height() >= 6 * window.fontMetrics().height()


@pytest.mark.parametrize("size", [100, 200])
def test_the_first_tips_cover_nothing(open_window: Open, size: int) -> None:
    window = begun(open_window, size, 1280, 770)
    window.welcome()
    settle()
    tips, views = window.tips, window.views
    assert tips is not None and tips.isVisible()
    for part in (*views.transport._buttons, views.transport.position, views.transport.timeline):
        assert part.visibleRegion().boundingRect() == part.rect()
    assert views.graph.picture is not None
    card = tips.geometry().translated(-views.graph.pos())
    for box in views.graph.picture.taken():
        assert not card.intersects(QRect(*map(round, box)))


@pytest.mark.parametrize("size", [100, 200])
def test_after_a_reset_the_panels_of_the_first_start_are_there(
    open_window: Open, size: int
) -> None:
    window = begun(open_window, size, 1280, 770)
    docks = window.docks.by_name
    at_first = {name for name in docks if not docks[name].isHidden()}
    docks["step"].hide()
    window.reset()
    settle()
    assert {name for name in docks if not docks[name].isHidden()} == at_first
    assert docks["step"].in_front and docks["slope"].in_front and docks["cost"].in_front


@pytest.mark.parametrize("size", [100, 200])
def test_a_lesson_in_little_room_is_not_hidden_by_what_it_speaks_of(
    open_window: Open, size: int
) -> None:
    window = begun(open_window, size, 1024, 740)
    window.modes.choose(Mode.LESSON)
    settle()
    wiring, docks = window.wiring["lesson"], window.docks.by_name
    wiring.panel.list.itemActivated.emit(wiring.panel.list.item(0))
    spoken_of = set()
    while wiring.page + 1 < len(wiring.pages):
        settle()
        assert docks["lesson"].in_front
        spoken_of.add(wiring.pages[wiring.page].anchor.panel)
        wiring.panel.next.click()
    assert {"step", "slope"} <= spoken_of


@pytest.mark.parametrize("mode", [Mode.PRACTISE, Mode.BREAK_IT, Mode.LESSON])
def test_the_key_of_a_mode_brings_its_panel_back_to_the_front(
    open_window: Open, press: Press, mode: Mode
) -> None:
    window = begun(open_window, 200, 1280, 770)
    keys = {Mode.PRACTISE: Qt.Key.Key_F7, Mode.BREAK_IT: Qt.Key.Key_F8, Mode.LESSON: Qt.Key.Key_F9}
    (dock,) = (window.docks.by_name[row.name] for row in ROWS if row.mode is mode)
    for _ in range(2):
        press(window, keys[mode])
        settle()
        focus = QApplication.focusWidget()
        assert dock.in_front and focus is not None and dock.isAncestorOf(focus)
        press(window, Qt.Key.Key_1, modifier=Qt.KeyboardModifier.AltModifier)
        assert window.docks.by_name["step"].in_front and not dock.in_front
    assert window.modes.mode is mode


def test_with_the_largest_text_a_what_if_is_said_no_larger_than_the_graph_is(
    open_window: Open,
) -> None:
    window = begun(open_window, 200, 1024, 740)
    graph = window.views.graph
    for _ in range(6):
        window.controller.forward()
    window.docks.bring_up("slope")
    settle()
    window.views.slope.nudged.emit(2.0)
    remark = graph.remark()
    assert remark is not None and graph.picture is not None
    scene = graph.picture.scene
    assert graph.rect().contains(remark.chip)
    assert remark.ink in (scene.words, scene.fonts.small)
    covered = [box for box in graph.picture.taken() if rect(box).intersects(remark.chip)]
    assert remark.ink is scene.fonts.small or not covered
