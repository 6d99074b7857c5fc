"""A student breaks the algorithm on purpose: asked first, then shown, and nothing is touched."""

from collections.abc import Callable
from threading import Event

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bpsim.gui.desk.modes import Mode
from bpsim.gui.panels.break_it import panel as panel_module
from bpsim.gui.program.background import LOOK_MS
from bpsim.gui.window.main_window import MainWindow
from bpsim.gui.wiring import break_it
from bpsim.gui.wiring.break_it import BreakItWiring
from bpsim.notation.aloud import aloud
from bpsim.steps.places import UnitPlace
from bpsim.steps.schedule import Phase
from bpsim.teach.mistakes.table import MISTAKES

from .conftest import Open

Press = Callable[..., None]


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def breaking(window: MainWindow) -> BreakItWiring:
    found = window.wiring["break_it"]
    assert isinstance(found, BreakItWiring)
    return found


def chosen(window: MainWindow, press: Press, mistake: str) -> BreakItWiring:
    """The mode begun, and a mistake chosen in it."""
    press(window, Qt.Key.Key_F8)
    wiring = breaking(window)
    wiring.choose(mistake)
    return wiring


def number(shown: str) -> float:
    return float(shown.strip("≠ ").replace("−", "-"))


def wait(qtbot: QtBot, wiring: BreakItWiring) -> None:
    qtbot.waitUntil(lambda: not wiring.background.busy)


def test_by_keys_alone_from_the_list_to_both_curves(
    window: MainWindow, press: Press, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(panel_module, "announce", lambda _panel, words: said.append(words))
    session, state = window.controller.session, window.controller.session.state
    press(window, Qt.Key.Key_F8)
    wiring = breaking(window)
    panel = wiring.panel
    assert window.modes.mode is Mode.BREAK_IT and panel.list.hasFocus()
    assert panel.heading.accessibleName() == "wrong on purpose: Break it"
    press(window, Qt.Key.Key_Return)  # the first: g′ left out
    wait(qtbot, wiring)
    assert panel.first.isVisible() and not panel.curves.isVisible()
    press(window, Qt.Key.Key_Space)
    assert not panel.curves.isVisible()  # the second question comes first
    press(window, Qt.Key.Key_Space)
    assert panel.curves.isVisible() and panel.table.isVisible()
    assert (
        said[-1] == panel.sentence.text()
        and said[0].startswith("What will J do? ")
        and len(said) == 3
    )
    assert "0.6932" in panel.sentence.text() and "0.01245" in panel.sentence.text()
    assert "with the wrong one, J is 0.6932 after" in panel.curves.accessibleName()
    assert aloud("struck out: · g′(zⱼ)") in panel.pieces.accessibleName()
    assert window.controller.selection == UnitPlace(3, 1)
    assert panel.table.rowCount() == 15
    step = window.controller.step
    assert step is not None and step.units == ((3, 1),)  # where it first makes a difference
    assert panel.other.hasFocus() and not panel.other.visibleRegion().isEmpty()
    press(window, Qt.Key.Key_Right)
    assert window.controller.step != step
    press(window, Qt.Key.Key_Left)
    for table in (panel.both, panel.table):  # from above to below
        press(window, Qt.Key.Key_Tab)
        assert table.hasFocus()
    shown = [panel.both.item(3, column).text() for column in (1, 2)]
    assert panel.both.isVisible() and shown == ["≠ −0.4199", "−0.1018"]
    marked = {mark.place: mark.words for mark in window.views.graph.wrong_marks}
    assert marked[UnitPlace(3, 1)] == "struck out: g′(zⱼ)" and UnitPlace(4, 1) not in marked
    explained = window.views.step.wrong
    assert explained.isVisible() and aloud("struck out: · g′(zⱼ)") in explained.accessibleName()
    window.controller.forward()
    assert "unit 2, layer 3" in panel.here.text() and explained.isVisible()
    window.controller.first()
    assert not explained.isVisible()  # this formula is right both ways
    assert "not set side by side" in panel.here.text() and not panel.both.isVisible()
    press(window, Qt.Key.Key_Escape)
    assert window.modes.mode is Mode.WATCH and not panel.isVisible()
    assert not window.views.graph.wrong_marks
    assert window.controller.session is session and session.state is state
    assert window.controller.undo_stack.count() == 0 and not window.controller.modified


def test_where_it_cannot_show_another_network_is_offered(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    session = window.controller.session
    wiring = chosen(window, press, "bias-penalised")
    assert "λ is 0 here" in wiring.panel.cannot.text() and wiring.panel.elsewhere.isVisible()
    press(window, Qt.Key.Key_Space)  # the button has the focus
    assert window.controller.visiting
    training = window.controller.session.document.training
    assert training.lam == MISTAKES["bias-penalised"].shows_with
    wiring.panel.stop.click()  # the curves end early; what there is, is shown
    wait(qtbot, wiring)
    assert wiring.panel.first.isVisible()
    press(window, Qt.Key.Key_Escape)
    assert window.controller.session is session


def test_leaving_while_it_trains_shows_nothing_later(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    wiring = chosen(window, press, "no-slope")
    press(window, Qt.Key.Key_Escape)
    wait(qtbot, wiring)
    press(window, Qt.Key.Key_F8)
    assert wiring.panel.list.isVisible() and not wiring.panel.first.isVisible()


def test_another_document_while_it_trains_leaves_the_list(
    window: MainWindow, press: Press, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end = Event()
    monkeypatch.setattr(break_it, "side_by_side", lambda *_: may_end.wait(30))
    wiring = chosen(window, press, "no-slope")
    window.controller.go_home()
    qtbot.wait(3 * LOOK_MS)
    assert wiring.panel.list.isVisible() and not wiring.panel.bar.isVisible()
    may_end.set()
    wait(qtbot, wiring)
    assert wiring.panel.list.isVisible()


def test_choosing_another_while_one_trains_shows_the_last_chosen(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    wiring = chosen(window, press, "no-slope")
    wiring.choose("sign")
    wait(qtbot, wiring)
    qtbot.waitUntil(wiring.panel.first.isVisible)
    assert wiring.panel.definition.text() == MISTAKES["sign"].text


def test_a_mistake_between_iterations_says_where_it_shows(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    wiring = chosen(window, press, "uncleared")
    wait(qtbot, wiring)
    wiring.panel.reveal.setFocus()
    press(window, Qt.Key.Key_Space)  # “Show what happens”, without a guess
    panel, controller = wiring.panel, window.controller
    assert panel.curves.isVisible() and "that of the second is off by" in panel.sentence.text()
    step = controller.step
    assert step is not None and (step.iteration, step.phase) == (1, Phase.ACCUMULATE)
    session = controller.session
    Delta = [session.trace_of(n).values.gradient.Delta[0] for n in (0, 1)]
    before = Delta[0].ravel()
    lines = [[panel.both.item(row, n).text() for n in range(3)] for row in range(6)]
    assert [name for name, *_ in lines][:2] == ["Δ⁽¹⁾ [1, 0]", "Δ⁽¹⁾ [1, 1]"]
    for (_, wrong, right), left in zip(lines, before, strict=True):
        assert number(wrong) - number(right) == pytest.approx(left, abs=1e-4)
    while controller.step is not None and controller.step.phase is not Phase.GRADIENT:
        controller.forward()
    D = (Delta[0] + Delta[1]).ravel() / 4
    for row, value in enumerate(D):
        assert number(panel.both.item(row, 1).text()) == pytest.approx(value, abs=1e-4)
        assert number(panel.table.item(row, 2).text()) == pytest.approx(value, abs=1e-4)
    controller.go_to_iteration(0)
    assert "the same both ways. The mistake shows from the second" in panel.here.text()


def test_an_equal_start_is_walked_beside_the_right_one(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    wiring = chosen(window, press, "equal-start")
    wait(qtbot, wiring)
    wiring.panel.reveal.setFocus()
    press(window, Qt.Key.Key_Space)
    step = window.controller.step
    assert step is not None and step.units == ((3, 1),) and "≠" in wiring.panel.here.text()
    session = window.controller.session
    for iteration in (0, 3):
        session.history.network_at(iteration)
        window.controller.go_to_iteration(iteration)
        theirs = []
        for unit in (1, 2):
            window.controller.click_unit(UnitPlace(3, unit))
            while window.controller.step.phase is not Phase.HIDDEN_DELTA:
                window.controller.forward()
            window.controller.click_unit(UnitPlace(3, unit))
            rows = wiring.panel.both.rowCount()
            theirs.append([wiring.panel.both.item(n, 1).text() for n in range(rows)])
        assert theirs[0] == theirs[1] and "≠" in theirs[0][0]  # twins
