"""Running until a cost or until stopped, from the fields beside Run."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bpsim.core.breakpoints import Breakpoint
from bpsim.core.network import Network
from bpsim.core.settings import TrainingSettings
from bpsim.formats.bundled import bundled_network
from bpsim.gui.desk import training
from bpsim.gui.window.main_window import MainWindow
from bpsim.session import editing, goal
from bpsim.session.goal import GOAL_KINDS, Goal, GoalChoice
from bpsim.session.history import History

from .conftest import Open, step_of

Press = Callable[..., None]


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def first_iteration_below(below: float, name: str = "lecture", **training: object) -> int:
    """By a history of its own, an iteration at a time."""
    document = bundled_network(name).load()
    history = History(document.with_(**training))
    epoch = history.document.iterations_per_epoch
    while True:
        history.reach(history.length + epoch)
        if history.costs[-epoch:].mean() < below:
            return history.length - 1


def finished(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.training.running)


def choose_cost(window: MainWindow, qtbot: QtBot, text: str) -> None:
    """Choose "until J <" and type a number, all by keyboard."""
    chooser = window.views.cost.controls.goal
    chooser.kind.setFocus()
    qtbot.keyClick(chooser.kind, Qt.Key.Key_Down)
    assert chooser.kind.currentText() == "until J <"
    assert chooser.below.isVisible() and not chooser.many.isVisible()
    chooser.below.setFocus()
    chooser.below.selectAll()
    qtbot.keyClicks(chooser.below, text)


def test_a_run_until_a_cost_stops_in_the_first_iteration_that_meets_it(
    window: MainWindow, qtbot: QtBot, press: Press
) -> None:
    choose_cost(window, qtbot, "0.4")
    told = []
    window.training.progressed.connect(told.append)
    press(window, Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    assert window.training.running, "the number need not be entered first"
    finished(window, qtbot)
    expected = first_iteration_below(0.4)
    session = window.controller.session
    assert session.history.length == expected
    assert (session.history.costs >= 0.4).all()
    assert step_of(window).iteration == expected
    assert session.trace.values.gradient.J < 0.4
    assert f"in iteration {expected:,}" in window.views.messages.text
    assert {each.purpose for each in told} == {"until J < 0.4"}
    assert all(each.total is None for each in told)
    assert window.isWindowModified()


@pytest.mark.parametrize("batch", [1, 7])
def test_the_cost_of_small_batches_counts_as_it_is_drawn(
    open_window: Open, qtbot: QtBot, batch: int
) -> None:
    settings = TrainingSettings(0.5, batch_size=batch, order="shuffled", seed=4)
    document = bundled_network("moons").load().with_(training=settings)
    window = open_window(document)
    window.training.run_to(Goal(below=0.3))
    finished(window, qtbot)
    expected = first_iteration_below(0.3, "moons", training=settings)
    assert window.controller.session.history.length == expected


def test_a_cost_that_is_there_already_is_told_in_one_sentence(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.training.run_to(Goal(below=5.0))
    assert not window.training.running
    assert window.controller.session.history.length == 0
    words = window.views.messages.text
    assert words == "J of iteration 0 is 0.6944 already: J < 5 needs no training."
    assert not window.isWindowModified()


def test_going_on_to_a_lower_cost_gives_the_same_as_at_once(
    window: MainWindow, qtbot: QtBot
) -> None:
    for below in (0.6, 0.5, 0.4):
        window.training.run_to(Goal(below=below))
        finished(window, qtbot)
    assert window.controller.session.history.length == first_iteration_below(0.4)


def test_a_breakpoint_on_the_way_is_met_first(window: MainWindow, qtbot: QtBot) -> None:
    window.controller.set_breakpoints((Breakpoint("iteration", number=20),))
    window.training.run_to(Goal(below=0.4))
    finished(window, qtbot)
    assert step_of(window).iteration == 20
    assert "breakpoint" in window.views.messages.text


def test_until_stopped(window: MainWindow, qtbot: QtBot, press: Press) -> None:
    controls = window.views.cost.controls
    controls.goal.show_goal(GoalChoice("stopped"))
    assert not controls.goal.many.isVisible() and not controls.goal.below.isVisible()
    qtbot.mouseClick(controls.run_many, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.controller.session.history.length > 50)
    qtbot.waitUntil(lambda: controls.progress.text().startswith("until stopped · "))
    assert " left" not in controls.progress.text()
    press(window, Qt.Key.Key_Escape)
    finished(window, qtbot)
    assert window.controller.session.history.length < goal.LONGEST_RUN


def test_even_a_run_without_a_number_ends(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(goal, "LONGEST_RUN", 30)
    window.training.run_to(Goal(below=1e-9))
    finished(window, qtbot)
    assert window.controller.session.history.length == 30
    assert window.views.messages.text.endswith("J < 1×10⁻⁹ was not reached.")


def test_the_time_left_is_told_once_the_curve_tells_it(window: MainWindow, qtbot: QtBot) -> None:
    window.training.run_to(Goal(below=0.02))
    progress = window.views.cost.controls.progress
    qtbot.waitUntil(lambda: "about" in progress.text() or not window.training.running)
    assert progress.text().startswith("until J < 0.02 · ")
    assert " done · " in progress.text() and progress.text().endswith(" left")
    window.training.stop()
    finished(window, qtbot)


@pytest.mark.parametrize("text", ["-1", "0", "low"])
def test_what_is_no_cost_is_marked_and_nothing_runs(
    window: MainWindow, qtbot: QtBot, press: Press, text: str
) -> None:
    choose_cost(window, qtbot, text)
    press(window, Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    assert not window.training.running
    below = window.views.cost.controls.goal.below
    assert below.refused() and below.hasFocus()


def test_the_goal_is_remembered(new_window: Open, qtbot: QtBot) -> None:
    first = new_window()
    choose_cost(first, qtbot, "0.125")
    qtbot.keyClick(first.views.cost.controls.goal.below, Qt.Key.Key_Return)
    second = new_window()
    chooser = second.views.cost.controls.goal
    assert chooser.goal() == Goal(below=0.125)
    assert chooser.below.isVisible()
    second.reset()
    assert chooser.goal() == Goal(iterations=2000)


def test_in_the_lecture_s_convention_the_cost_climbs(window: MainWindow, qtbot: QtBot) -> None:
    window.controller.edit(editing.set_sign, "lecture")
    chooser = window.views.cost.controls.goal
    assert [chooser.kind.itemData(n) for n in range(chooser.kind.count())] == list(GOAL_KINDS)
    assert chooser.kind.itemText(1) == "until J > −"
    window.training.run_to(Goal(below=0.5))
    finished(window, qtbot)
    assert "Reached J > −0.5: J = −0.4" in window.views.messages.text


def test_numbers_too_large_from_the_start_do_not_blame_the_learning_rate(
    open_window: Open, qtbot: QtBot
) -> None:
    document = bundled_network("worked-example").load()
    network = document.network
    huge = Network.of(["linear", "linear"], [1e200 * theta for theta in network.weights])
    window = open_window(document.with_(network=huge))
    window.training.run(5)
    finished(window, qtbot)
    assert "before anything is trained" in window.views.messages.text
    assert "learning rate" not in window.views.messages.text


def test_every_view_shows_the_iteration_that_a_run_ends_with(
    open_window: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the last frame had taken all iterations, and rendered one view of many."""
    window = open_window(bundled_network("moons").load())
    window.controller.edit(editing.set_training, TrainingSettings(batch_size=1, order="shuffled"))
    monkeypatch.setattr(training, "FRAME_MS", 1)
    window.training.run(400)
    worker = window.training._worker
    assert worker is not None
    worker.wait()
    window.training._frame()
    finished(window, qtbot)
    example = step_of(window).example
    assert example is not None
    assert f"Example {example} of 40" in window.views.transport.position.text()
    assert f"example {example}" in window.views.step.heading.accessibleName().lower()
