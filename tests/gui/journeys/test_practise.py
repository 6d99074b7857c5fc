"""A student practises: blanks on every view, answers by keys, and back to the own network."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from bpsim.core.network import Network
from bpsim.formats.registry import read
from bpsim.gui.desk.modes import Mode
from bpsim.gui.kit.table import TermColumn
from bpsim.gui.panels.practise import panel as panel_module
from bpsim.gui.window.main_window import MainWindow
from bpsim.gui.wiring.practise import PractiseWiring
from bpsim.gui.wiring.table import ROWS
from bpsim.session.editing import set_weight
from bpsim.steps.places import EdgePlace, UnitPlace
from bpsim.teach.practice.blanks import ValuePlace, right_value

from .conftest import Open

Press = Callable[..., None]


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def practice(window: MainWindow) -> PractiseWiring:
    found = window.wiring["practise"]
    assert isinstance(found, PractiseWiring)
    return found


def begin(window: MainWindow, press: Press) -> PractiseWiring:
    """The mode begun, past the example that is worked out."""
    press(window, Qt.Key.Key_F7)
    if practice(window).panel.begin.isVisible():
        press(window, Qt.Key.Key_Return)
    return practice(window)


def right(window: MainWindow) -> str:
    """The right answer to the blank that is asked for."""
    wiring = practice(window)
    assert wiring.sheet is not None and wiring.place is not None
    return f"{right_value(wiring.sheet.problem, wiring.sheet.example, wiring.place):.5g}"


def type_answer(window: MainWindow, text: str) -> None:
    field = QApplication.focusWidget()
    assert field is practice(window).panel.field
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def spoken(window: MainWindow, layer: int, unit: int) -> str:
    return window.views.graph.spoken(UnitPlace(layer, unit))


def test_a_topic_begins_worked_out_and_is_asked_with_other_numbers(
    window: MainWindow, press: Press
) -> None:
    press(window, Qt.Key.Key_F7)
    wiring, controller = practice(window), window.controller
    panel = wiring.panel
    assert panel.begin.hasFocus() and not panel.field.isVisible()
    assert controller.blanking.now is None
    assert "worked out: δ₁⁽³⁾ (hidden δ, unit 1 of layer 3)" in panel.asked.text()
    step = controller.step
    assert step is not None and step.units == ((3, 1),) and step.result is not None
    press(window, Qt.Key.Key_Right)
    assert controller.step is not None and controller.step.units == ((3, 2),)
    press(window, Qt.Key.Key_Return)
    assert wiring.sheet is not None and wiring.sheet.example == 2 and wiring.place is not None
    assert controller.blanking.now is not None and not panel.begin.isVisible()
    panel.choices.new.click()  # it was shown once
    assert panel.field.hasFocus() and controller.blanking.now is not None
    wiring._choose_kinds(("delta", "Delta"))
    panel.choices.new.click()
    assert panel.begin.isVisible() and "Δ" in panel.asked.text()


def test_what_is_blank_grows_with_each_exercise(window: MainWindow, press: Press) -> None:
    wiring = begin(window, press)
    for _ in range(4):
        type_answer(window, right(window))
    assert wiring._kinds == ("delta",)
    wiring.panel.choices.new.click()
    assert "g′" in wiring.panel.asked.text() and wiring.panel.begin.isVisible()
    press(window, Qt.Key.Key_Return)
    assert wiring.sheet is not None
    assert {each.kind for each in wiring.sheet.blanks} == {"delta", "slope"}
    wiring._choose_kinds(("z",))  # from now on the student’s own choice
    wiring.panel.choices.new.click()
    assert wiring._kinds == ("z",)


def test_all_blanks_are_filled_in_by_keys_alone(window: MainWindow, press: Press) -> None:
    wiring = begin(window, press)
    assert window.modes.mode is Mode.PRACTISE and wiring.panel.isVisible()
    assert wiring.place == ValuePlace("delta", 3, 1)  # the hidden δ first, from right to left
    step = window.controller.step
    assert step is not None and step.known.delta(3, 1) is None
    for _ in range(4):
        place = wiring.place
        assert place is not None
        answer = right(window)
        type_answer(window, answer)
        assert "Right" in wiring.panel.verdict.text()
    assert wiring.place is None and wiring.sheet is not None and wiring.sheet.points == 4
    assert window.controller.blanking.now is None
    assert [each.verdict for each in wiring.log.read()] == ["right"] * 4
    press(window, Qt.Key.Key_Return)  # the next exercise has the focus
    assert "Exercise" in window.controller.session.document.title


def test_no_view_shows_a_blank_and_those_that_would_are_covered(
    window: MainWindow, press: Press
) -> None:
    begin(window, press)
    value = right(window)[:6]
    assert value not in spoken(window, 3, 1)
    window.controller.last()  # by then everything has been computed
    assert value not in spoken(window, 3, 1)
    window.controller.select(UnitPlace(3, 1))
    for name in ("slope", "paths", "flow"):
        window.docks.bring_up(name)
        assert not window.wiring[name].panel.isVisible()
        assert "is blank" in window.wiring[name].why_covered()
    window.docks.bring_up("own_numbers")
    assert not window.views.own_numbers.isVisible()
    for name in ("curve", "map", "predictions", "code", "paper"):  # δ is no part of them
        window.docks.bring_up(name)
        assert window.wiring[name].panel.isVisible()
    lines = {each.symbol: each.text for each in window.views.paper._lines}
    assert lines["δ₁⁽³⁾"] == "—" != lines["z₁⁽³⁾"] and lines["D₁₁⁽²⁾"] == "—" != lines["D₁₁⁽³⁾"]
    window.controller.select(UnitPlace(4, 1))
    window.docks.bring_up("slope")
    assert window.views.slope.isVisible()  # the slope that is the δ of the output
    window.docks.bring_up("matrices")
    matrices = window.views.matrices
    matrices.choose("δ", 3)
    (block,) = matrices.sheet.sheet.blocks
    assert matrices.isVisible() and [block.value(n, 0) for n in (0, 1)] == [None, None]
    window.controller.select(EdgePlace(2, 1, 1))
    window.docks.bring_up("weight")
    weight = window.views.weight
    for whole in (0, 1):  # so far, and whose pull
        weight.scope.chosen.emit(whole)
        weight.scope.set_current(whole)
        weight.scope_changed.emit()
        model = weight.terms.terms_model
        assert weight.isVisible() and model.number(1, TermColumn.WEIGHT) is None
        assert model.number(0, TermColumn.WEIGHT) is not None  # another example’s
        assert weight.ledger.lines()[-1].value is None and weight.pull.text() == ""
    press(window, Qt.Key.Key_Escape)
    window.docks.bring_up("curve")
    assert window.wiring["curve"].panel.isVisible()


def test_predictions_stay_with_blanks_for_what_is_asked(window: MainWindow, press: Press) -> None:
    wiring, panel = begin(window, press), window.views.predictions
    assert wiring.sheet is not None
    window.docks.bring_up("predictions")
    model = panel.table.model()
    for kinds, hidden in ((("z", "a"), {1, 3, 4, 5}), (("cost",), {4})):
        wiring.begin(wiring.sheet.document, 2, kinds)
        assert panel.isVisible()
        for row in range(4):
            blank = {n for n in range(6) if model.index(row, n).data() == "—"}
            assert blank == (hidden if row == 1 else set())
        assert "mean cost —" in panel.summary.text()
        assert ("— of 4 right" in panel.summary.text()) is (5 in hidden)
        panel.line.setText("1; 0")
        panel.line.textEdited.emit("1; 0")  # the example that is asked about
        assert ("No input is answered" in panel.answer.text()) is (5 in hidden)
    press(window, Qt.Key.Key_Escape)
    assert "—" not in panel.summary.text() and "h of" in panel.answer.text()


def test_a_wrong_answer_is_named_and_keeps_the_field(window: MainWindow, press: Press) -> None:
    wiring = begin(window, press)
    assert wiring.sheet is not None
    total = right_value(wiring.sheet.problem, wiring.sheet.example, ValuePlace("sum", 3, 1))
    type_answer(window, f"{total:.5g}")
    assert "g′" in wiring.panel.verdict.text()
    assert wiring.place == ValuePlace("delta", 3, 1)
    type_answer(window, "not a number")
    assert "cannot be read" in wiring.panel.verdict.text()
    wiring.panel.field.clear()
    QTest.keyClick(wiring.panel.field, Qt.Key.Key_Return)
    assert wiring.panel.verdict.text() == "Type your answer first."
    type_answer(window, right(window))
    assert wiring.place == ValuePlace("delta", 3, 2)


def test_the_reminder_to_type_goes_once_it_is_heeded(window: MainWindow, press: Press) -> None:
    panel = begin(window, press).panel
    panel.check.click()
    assert panel.verdict.text() == "Type your answer first."
    QTest.keyClicks(panel.field, "5")
    assert not panel.verdict.isVisible()
    for help_ in (panel.hint, panel.larger, panel.edges):
        panel.field.clear()
        panel.check.click()
        assert panel.verdict.text() == "Type your answer first."
        help_.click()
        assert panel.verdict.text() != "Type your answer first."


def test_a_hint_is_said_aloud(
    window: MainWindow, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(panel_module, "announce", lambda _panel, words: said.append(words))
    panel = begin(window, press).panel
    said.clear()
    panel.hint.click()
    assert [words.startswith(panel.hint_text.text()) for words in said] == [True]
    assert len(said[0]) > len("Hint, the rule: ")


def test_the_last_hint_gives_the_value_and_no_points(window: MainWindow, press: Press) -> None:
    wiring = begin(window, press)
    for _ in range(5):
        wiring.panel.hint.click()
    assert wiring.place == ValuePlace("delta", 3, 2)
    assert wiring.sheet is not None and wiring.sheet.points == 0
    assert wiring.log.read()[0].verdict == "given away"


def test_a_click_on_a_unit_asks_for_its_blank(window: MainWindow, press: Press) -> None:
    begin(window, press)
    window.controller.click_unit(UnitPlace(2, 2))
    assert practice(window).place == ValuePlace("delta", 2, 2)


@pytest.mark.parametrize("leave", ["key", "undo"])
def test_the_own_network_comes_back_as_it_was(window: MainWindow, press: Press, leave: str) -> None:
    controller = window.controller
    controller.edit(set_weight, EdgePlace(1, 1, 1), 0.25)
    controller.go_to_step(12)
    controller.select(UnitPlace(3, 2))
    before, count = controller.session, controller.undo_stack.count()
    state = before.state
    begin(window, press)
    practice(window).panel.choices.new.click()
    assert controller.visiting and controller.session is not before
    controller.edit(set_weight, EdgePlace(1, 1, 1), 7.0)  # refused: the visit stays as it is
    assert controller.undo_stack.count() == count
    if leave == "key":
        press(window, Qt.Key.Key_Escape)
        assert controller.session.state is state
        assert controller.selection == UnitPlace(3, 2)
    else:
        controller.undo_stack.undo()
        assert controller.session.document.network.weights[0][0, 1] == 0.3
    assert controller.session is before
    assert window.modes.mode is Mode.WATCH and not controller.visiting
    assert controller.blanking.now is None


def test_saving_while_practising_saves_the_own_network(
    window: MainWindow, press: Press, tmp_path: Path
) -> None:
    network: Network = window.controller.session.document.network
    begin(window, press)
    practice(window).panel.choices.new.click()
    assert window.controller.session.document.network != network
    window.files.path = str(tmp_path / "own.bpsim")
    window.files.save()
    assert read(tmp_path / "own.bpsim").network == network


def test_the_default_layout_has_the_dock_of_the_mode_and_no_other(
    window: MainWindow, press: Press
) -> None:
    docks = {row.name: window.docks.by_name[row.name] for row in ROWS if row.mode is not None}
    window.actions_["reset"].trigger()
    assert not any(dock.isVisible() for dock in docks.values())
    begin(window, press)
    window.actions_["reset"].trigger()
    assert [name for name, dock in docks.items() if dock.isVisible()] == ["practise"]


def test_digits_on_paper_are_a_choice(window: MainWindow, press: Press) -> None:
    wiring = begin(window, press)
    paper = wiring.panel.choices.paper
    paper.setCurrentIndex(2)
    paper.activated.emit(2)
    assert wiring.sheet is not None and wiring.sheet.paper == 2
    wiring._own()
    assert wiring.sheet is not None and wiring.sheet.paper == 2


def test_an_expression_a_comma_and_a_power_of_ten_are_typed(
    window: MainWindow, press: Press
) -> None:
    wiring = begin(window, press)
    for way in ("{total:.6f}*{slope:.6f}", "{comma}", "{total:.6f}/{inverse:.6f}", "{delta:.3e}"):
        assert wiring.sheet is not None and wiring.place is not None
        _, layer, unit, _ = wiring.place
        total, slope = (
            right_value(wiring.sheet.problem, wiring.sheet.example, ValuePlace(kind, layer, unit))
            for kind in ("sum", "slope")
        )
        comma = f"{total * slope:.5f}".replace(".", ",")
        type_answer(
            window,
            way.format(
                total=total, slope=slope, comma=comma, inverse=1 / slope, delta=total * slope
            ),
        )
        assert "Right" in wiring.panel.verdict.text()
    assert wiring.place is None


def test_the_next_iteration_does_not_tell_the_new_weights(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    wiring, controller = begin(window, press), window.controller
    assert wiring.sheet is not None
    document = wiring.sheet.document
    wiring.begin(document, 2, ("weight",))
    said: list[str] = []
    controller.message.connect(lambda words, _kind: said.append(words))
    old = document.network.theta(1).tolist()
    for leave in (controller.forward, window.actions_["run"].trigger, controller.last):
        leave()
        qtbot.waitUntil(lambda: not window.training.running)
        step = controller.step
        assert step is not None and step.iteration == 0
        assert step.network.theta(1).tolist() == old
    assert "Fill in the blanks first" in said[0]
    wiring.begin(document, 2, ("delta",))
    controller.session.trace_of(1)
    controller.go_to_iteration(1)  # tells no δ of the iteration before
    assert controller.step is not None and controller.step.iteration == 1


def test_the_log_and_the_score_are_exported(
    window: MainWindow, press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wiring = begin(window, press)
    type_answer(window, right(window))
    for _ in range(5):
        wiring.panel.hint.click()
    for name, button in (("l", wiring.panel.export), ("s", wiring.panel.export_score)):
        target = str(tmp_path / f"{name}.csv")
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, path=target: (path, ""))
        button.setFocus()
        press(window, Qt.Key.Key_Space)
    assert (tmp_path / "l.csv").read_bytes() == wiring.log.path.read_bytes()
    score = (tmp_path / "s.csv").read_text(encoding="utf-8").splitlines()
    assert score == ["topic,asked,right,points", "delta,2,1,1", "all,2,1,1"]
