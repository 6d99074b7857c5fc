"""Training from the window: it stays live, stops at once, and the past is one click away."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from bpsim.core.breakpoints import Breakpoint
from bpsim.core.methods.adam import Adam
from bpsim.core.methods.descent import PLAIN
from bpsim.core.propagation import cost_J
from bpsim.core.settings import TrainingSettings
from bpsim.formats.bundled import bundled_network
from bpsim.formats.native import file as native
from bpsim.gui.dialogs.initial_weights import InitialWeightsDialog
from bpsim.gui.window.main_window import MainWindow
from bpsim.gui.wiring.extra_curves import SQUARED
from bpsim.session.curves import sampled
from bpsim.session.history import History
from bpsim.session.not_finite import is_finite
from bpsim.session.replay import replayed
from bpsim.steps.places import UnitPlace
from bpsim.steps.schedule import Granularity, Phase

from .conftest import Open, answer_go_to, step_of

Press = Callable[..., None]


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def test_run_one_iteration(window: MainWindow, press: Press, qtbot: QtBot) -> None:
    press(window, Qt.Key.Key_R, modifier=Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not window.training.running)
    history = window.controller.session.history
    document = window.controller.session.document
    assert history.length == 1
    first = cost_J(document.network, document.cost, document.examples.x, document.examples.y)
    assert abs(history.costs[0] - first) < 1e-12
    assert step_of(window).iteration == 1
    assert window.isWindowModified()


def test_many_iterations_and_back_bit_for_bit(window: MainWindow, qtbot: QtBot) -> None:
    window.controller.go_to_iteration(0)
    before = step_of(window)
    window.training.run(2_000)
    qtbot.waitUntil(lambda: not window.training.running)
    history = window.controller.session.history
    assert history.length == 2_000
    assert history.costs[-1] < history.costs[0]
    seen = {}
    for k in (1999, 3, 1024, 777, 0):
        window.controller.go_to_iteration(k)
        seen[k] = step_of(window)
    assert seen[0] == before
    for k in sorted(seen):
        window.controller.go_to_iteration(k)
        assert step_of(window) == seen[k]


def test_stop_answers_and_keeps_what_was_done(window: MainWindow, qtbot: QtBot) -> None:
    window.training.run(100_000_000)
    qtbot.waitUntil(lambda: window.controller.session.history.length > 50)
    window.training.stop()
    qtbot.waitUntil(lambda: not window.training.running)
    assert 50 < window.controller.session.history.length < 100_000_000


def test_closing_during_training(new_window: Open, qtbot: QtBot) -> None:
    window = new_window()
    window.training.run(100_000_000)
    qtbot.waitUntil(lambda: window.controller.session.history.length > 10)
    window.controller.saved()
    window.training.shut_down()
    window.controller.saved()
    assert window.close()
    assert not window.training.running


def test_stepping_by_hand_lets_go_of_training(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    window.training.run(100_000_000)
    qtbot.waitUntil(lambda: window.controller.session.history.length > 10)
    press(window, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: not window.training.running)
    assert step_of(window).iteration == 0


def test_stepping_past_the_tip_during_training(
    window: MainWindow, press: Press, qtbot: QtBot
) -> None:
    controller = window.controller
    controller.set_granularity(Granularity.ITERATION)
    window.training.run(100_000_000)
    qtbot.waitUntil(lambda: controller.session.history.length > 10)
    reached = controller.session.history.length
    press(window, Qt.Key.Key_Right, times=3)
    qtbot.waitUntil(lambda: not window.training.running)
    assert step_of(window).iteration >= reached
    assert window.views.messages.text == ""
    alone = History(controller.session.document)
    length = controller.session.history.length
    assert controller.session.history.network_at(length) == alone.network_at(length)


def test_divergence_is_said(open_window: Open, qtbot: QtBot) -> None:
    document = bundled_network("worked-example").load()
    linear = replace(
        document, network=type(document.network).of(["linear"] * 2, document.network.weights)
    )
    window = open_window(linear.with_(training=replace(linear.training, learning_rate=1e3)))
    window.training.run(10_000)
    qtbot.waitUntil(lambda: not window.training.running)
    history = window.controller.session.history
    assert history.diverged_at is not None
    assert "diverges" in window.views.messages.text
    assert str(history.diverged_at) in window.views.messages.text
    window.controller.last()
    for _ in range(200):
        window.controller.forward()
    assert step_of(window).iteration <= history.diverged_at


def test_training_that_diverges_stops_at_a_breakpoint_for_that(
    open_window: Open, qtbot: QtBot
) -> None:
    document = bundled_network("worked-example").load()
    linear = replace(
        document, network=type(document.network).of(["linear"] * 2, document.network.weights)
    )
    window = open_window(linear.with_(training=replace(linear.training, learning_rate=1e3)))
    controller = window.controller
    controller.set_granularity(Granularity.LAYER)
    controller.set_breakpoints((Breakpoint("not-finite"),))
    stopped = []
    controller.stopped_at.connect(stopped.append)
    window.training.run(10_000)
    qtbot.waitUntil(lambda: not window.training.running)
    assert stopped[-1] == Breakpoint("not-finite")
    step = step_of(window)
    assert step.iteration == controller.session.history.diverged_at
    assert step.index > 0
    assert not is_finite(step)
    assert "Stopped at the breakpoint" in window.views.messages.text
    assert f"diverges in iteration {step.iteration}" in window.views.messages.text


def test_other_settings_branch_off_and_undo_returns(window: MainWindow, qtbot: QtBot) -> None:
    window.training.run(20)
    qtbot.waitUntil(lambda: not window.training.running)
    old = window.controller.session.history.network_at(20)
    window.controller.go_to_iteration(10)
    training = window.controller.session.document.training
    window.views.cost.settings_changed.emit(replace(training, learning_rate=3.0))
    assert window.controller.session.history.length == 10
    window.training.run(10)
    qtbot.waitUntil(lambda: not window.training.running)
    assert window.controller.session.history.network_at(20) != old
    window.controller.undo_stack.undo()
    assert window.controller.session.history.network_at(20) == old


def test_the_same_setting_changed_on_both_sides_of_a_run_is_undone_in_two(
    window: MainWindow, qtbot: QtBot
) -> None:
    settings = window.views.cost.settings_changed
    training = window.controller.session.document.training
    settings.emit(replace(training, learning_rate=1.0))
    settings.emit(replace(training, learning_rate=1.5))
    window.training.run(20)
    qtbot.waitUntil(lambda: not window.training.running)
    settings.emit(replace(training, learning_rate=3.0))
    window.controller.undo_stack.undo()
    assert window.controller.session.document.training.learning_rate == 1.5
    assert window.controller.session.history.length == 20
    window.controller.undo_stack.undo()
    assert window.controller.session.document.training == training


def test_playing_stops_on_exactly_the_breakpoint(window: MainWindow, qtbot: QtBot) -> None:
    controller = window.controller
    controller.toggle_delta_breakpoint(2, 2)
    controller.set_granularity(Granularity.PASS)
    controller.playback.speed = float("inf")
    for example in (1, 2):
        controller.toggle_play()
        qtbot.waitUntil(lambda: not controller.playback.playing)
        step = step_of(window)
        assert (step.phase, step.layer, step.unit) == (Phase.HIDDEN_DELTA, 2, 2)
        assert (step.example, step.iteration) == (example, 0)
    assert "δ of unit 2, layer 2" in window.views.messages.text


def test_training_stops_on_exactly_the_breakpoint(window: MainWindow, qtbot: QtBot) -> None:
    controller = window.controller
    controller.set_breakpoints((Breakpoint("iteration", number=123),))
    window.training.run(1_000)
    qtbot.waitUntil(lambda: not window.training.running)
    assert (step_of(window).iteration, step_of(window).index) == (123, 0)
    controller.set_breakpoints((Breakpoint("delta", layer=3, unit=2),))
    for iteration in (123, 124):
        window.training.run(1_000)
        qtbot.waitUntil(lambda: not window.training.running)
        while step_of(window).example != 4:  # the examples of this iteration one after the other
            window.training.run(1_000)
        step = step_of(window)
        assert (step.phase, step.layer, step.unit) == (Phase.HIDDEN_DELTA, 3, 2)
        assert step.iteration == iteration


def test_training_until_a_cost(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(bundled_network("xor").load())
    window.controller.set_breakpoints((Breakpoint("cost", below=0.1),))
    window.training.run(100_000)
    qtbot.waitUntil(lambda: not window.training.running)
    history, k = window.controller.session.history, step_of(window).iteration
    assert history.length == k
    assert history.costs[k - 1] >= 0.1
    assert window.controller.session.trace.values.gradient.J < 0.1


def test_one_lucky_example_does_not_stop_the_training(open_window: Open, qtbot: QtBot) -> None:
    document = bundled_network("xor").load()
    training = TrainingSettings(0.5, batch_size=1)
    window = open_window(document.with_(training=training))
    window.training.run(402)  # the run with the breakpoint begins within an epoch
    qtbot.waitUntil(lambda: not window.training.running)
    below = 0.5
    window.controller.set_breakpoints((Breakpoint("cost", below=below),))
    window.training.run(100_000)
    qtbot.waitUntil(lambda: not window.training.running)
    history, k = window.controller.session.history, step_of(window).iteration
    costs = np.append(history.costs, window.controller.session.trace.values.gradient.J)
    assert len(costs) == k + 1 and (k + 1) % 4 == 0
    epochs = costs.reshape(-1, 4).mean(axis=1)
    assert epochs[-1] < below <= epochs[-2] and costs[:-4].min() < below


def test_go_to_trains_up_to_what_was_not_reached(window: MainWindow, qtbot: QtBot) -> None:
    answer_go_to("700 / 3")
    window.actions_["go_to"].trigger()
    qtbot.waitUntil(lambda: not window.training.running and step_of(window).iteration == 700)
    assert step_of(window).example == 3
    answer_go_to("12 # 17")
    window.actions_["go_to"].trigger()
    assert (step_of(window).iteration, step_of(window).index) == (12, 16)


def test_rewind_and_new_weights_can_be_undone(window: MainWindow, qtbot: QtBot) -> None:
    window.training.run(50)
    qtbot.waitUntil(lambda: not window.training.running)
    history = window.controller.session.history
    window.actions_["rewind"].trigger()
    assert window.controller.session.history.length == 0
    window.controller.undo_stack.undo()
    assert window.controller.session.history is history

    def accept() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, InitialWeightsDialog)
        dialog.accept()

    before = window.controller.session.document.network
    QTimer.singleShot(0, accept)
    window.actions_["start_weights"].trigger()
    after = window.controller.session.document.network
    assert after != before and after.layers == before.layers
    assert step_of(window).network == after
    window.controller.undo_stack.undo()
    assert window.controller.session.document.network == before


def test_a_run_is_kept_and_laid_beside_the_next(window: MainWindow, qtbot: QtBot) -> None:
    window.begin()
    window.training.run(30)
    qtbot.waitUntil(lambda: not window.training.running)
    first = window.controller.session.history.costs.copy()
    window.actions_["rewind"].trigger()
    keeping = window.controller.keeping
    assert [len(run.costs) for run in keeping.runs.items] == [30]
    training = window.controller.session.document.training
    window.views.cost.settings_changed.emit(replace(training, learning_rate=2.0))
    window.training.run(30)
    qtbot.waitUntil(lambda: not window.training.running)
    kept = keeping.runs.items[0]
    assert kept.start == window.controller.session.document.network
    assert (kept.costs == first).all()
    assert (window.controller.session.history.costs[1:] != first[1:]).all()
    keeping.rename(0, "slow")
    assert keeping.runs.items[0].name == "slow"
    keeping.remove(0)
    assert not keeping.runs.items


def test_costs_are_exported(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.training.run(20)
    qtbot.waitUntil(lambda: not window.training.running)
    for suffix in (".csv", ".png", ".svg"):
        target = tmp_path / f"costs{suffix}"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, path=target: (str(path), ""))
        window.actions_["export_costs"].trigger()
        window.files.background.wait()
        assert target.stat().st_size > 100
    rows = (tmp_path / "costs.csv").read_text().splitlines()
    assert len(rows) >= 21
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "x.csv"), "")
    )
    window.actions_["export_costs"].trigger()
    window.files.background.wait()
    assert "x.csv" in window.views.messages.text


def test_bias_deltas_are_shown_on_demand(window: MainWindow) -> None:
    window.controller.go_to_step(14)
    window.actions_["bias_delta"].setChecked(True)
    window.controller.select(UnitPlace(2, 0))
    step, delta = step_of(window), window.controller.shown_delta
    breakdown = delta.of(step, delta.place_at(step))
    assert breakdown is not None and breakdown.unit == 0
    expected = sum(
        float(step.network.theta(2)[k, 0]) * float(step.known.values.delta[2][k]) for k in range(2)
    )
    assert abs(breakdown.weighted_sum - expected) < 1e-15
    window.actions_["bias_delta"].setChecked(False)
    assert delta.place_at(step) != UnitPlace(2, 0)


def test_curves_beside_J_are_computed_when_switched_on(window: MainWindow, qtbot: QtBot) -> None:
    window.begin()
    window.training.run(200)
    qtbot.waitUntil(lambda: not window.training.running)
    panel = window.views.cost
    curve = next(each for each in panel.data.series if each.name == SQUARED)
    assert not curve.shown
    panel.show_series(SQUARED, True)
    panel.series_toggled.emit(SQUARED, True)

    def filled() -> bool:
        values = next(each for each in panel.data.series if each.name == SQUARED).costs.values()
        return len(values) == 201 and int(np.isfinite(values).sum()) == len(sampled(200))

    qtbot.waitUntil(filled)


def test_the_usual_run_of_the_lecture_s_network_learns(window: MainWindow, qtbot: QtBot) -> None:
    window.views.cost.run_many()
    qtbot.waitUntil(lambda: not window.training.running)
    costs = window.controller.session.history.costs
    assert costs[-1] < 0.1 * costs[0]


def test_the_method_is_chosen_while_it_trains_undone_and_found_again(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    """As α is: the run goes on with it from where it stands."""
    controller, fields = window.controller, window.views.cost.controls.method
    window.training.run(100_000)
    qtbot.waitUntil(lambda: controller.session.history.length > 20)
    fields.choice.setCurrentIndex(fields.choice.findData("adam"))
    fields.choice.activated.emit(fields.choice.currentIndex())
    history = controller.session.history
    assert controller.session.document.training.method == Adam()
    qtbot.waitUntil(lambda: controller.session.history.length > history.start + 5)
    window.training.stop()
    qtbot.waitUntil(lambda: not window.training.running)
    start = controller.session.history.start
    assert controller.session.history.checkpoint_at(start).updates == 0
    assert controller.session.history.checkpoint_at(start + 5).updates == 5
    path = tmp_path / "adam.bpsim"
    native.save(controller.session.saved_form, path)
    assert replayed(native.load(path), start + 5).checkpoint_at(
        start + 5
    ) == controller.session.history.checkpoint_at(start + 5)
    while controller.undo_stack.canUndo():
        controller.undo_stack.undo()
    assert controller.session.document.training.method == PLAIN
    assert fields.choice.value() == PLAIN.name and not fields.parameters.isVisible()
