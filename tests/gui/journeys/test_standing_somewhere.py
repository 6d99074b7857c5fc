"""Where the walk stands, and what an open editor edits, after the document has changed."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpsim.core.edits import LaterEdit
from bpsim.core.examples import Examples
from bpsim.core.settings import Position, TrainingSettings
from bpsim.formats.bundled import bundled_network
from bpsim.gui.kit.entry.inline_editor import InlineEditor
from bpsim.gui.window.main_window import MainWindow
from bpsim.session import editing
from bpsim.steps.places import EdgePlace, TargetPlace, UnitPlace
from bpsim.steps.schedule import Granularity

from .conftest import Open, step_of
from .test_editing import LEFT, double_click


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def run(window: MainWindow, qtbot: QtBot, iterations: int) -> None:
    window.training.run(iterations)
    qtbot.waitUntil(lambda: not window.training.running)


def side_of(window: MainWindow, qtbot: QtBot):  # type: ignore[no-untyped-def]
    window.begin()
    return window.views


def bring_up_examples(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until the table has the room that the empty plot before it did not need."""
    window.docks.bring_up("examples")
    viewport = window.views.examples.table.viewport()
    qtbot.waitUntil(lambda: not viewport.visibleRegion().isEmpty())


def batch_of_one(window: MainWindow) -> TrainingSettings:
    return replace(window.controller.session.document.training, batch_size=1)


def hold_out_the_last(window: MainWindow) -> None:
    document = window.controller.session.document
    examples = document.examples
    held_out = Examples.of(examples.x[-1:], examples.y[-1:])
    window.controller.edit(
        editing.split_examples,
        Examples.of(examples.x[:-1], examples.y[:-1]),
        held_out,
        "Hold out 1 example",
    )


def test_a_weight_edited_before_the_batches_became_smaller(
    window: MainWindow, qtbot: QtBot
) -> None:
    controller = window.controller
    run(window, qtbot, 10)
    controller.edit(editing.set_training, batch_of_one(window))
    controller.go_to_iteration(3)
    for _ in range(3):
        controller.next_pass()
    before = step_of(window)
    controller.edit(editing.set_weight, EdgePlace(1, 1, 0), 2.0)
    after = step_of(window)
    assert after.iteration == 3 and after.batch == 1
    assert controller.session.history.network_at(3).theta(1)[0, 0] == 2.0
    controller.forward()
    assert (step_of(window).iteration, step_of(window).index) == (4, 0)
    assert controller.saved_form.position == Position(4, 0, "unit", 0)
    controller.undo_stack.undo()
    assert step_of(window) == before


def test_an_example_of_an_earlier_iteration_that_is_held_out_now(
    window: MainWindow, qtbot: QtBot
) -> None:
    controller = window.controller
    side = side_of(window, qtbot)
    run(window, qtbot, 10)
    hold_out_the_last(window)
    controller.go_to_iteration(3)
    bring_up_examples(window, qtbot)
    window.views.transport.example_requested.emit(4)
    step = step_of(window)
    assert (step.iteration, step.example) == (3, 4)
    assert window.views.graph.spoken(UnitPlace(1, 1))
    assert side.examples.table.examples.current is None
    # Its numbers are those of an example that the document trains with no longer.
    before = controller.session.document
    for place in (UnitPlace(1, 1), TargetPlace(1)):
        double_click(window, qtbot, place)
        assert not window.wiring["graph"].editing.editor.is_open()
    side.matrices.input_edited.emit(1, 7.0)
    assert controller.session.document is before
    assert "trained with other examples" in window.views.messages.text
    # The table leads to where its own examples are trained with.
    side.examples.example_chosen.emit(3)
    step = step_of(window)
    assert step.iteration >= 10 and step.example == 3


@pytest.mark.parametrize("change", ["open", "example", "iteration", "undo"])
def test_an_editor_never_writes_into_something_else(
    window: MainWindow, qtbot: QtBot, change: str
) -> None:
    controller = window.controller
    run(window, qtbot, 2)
    controller.edit(editing.set_weight, EdgePlace(1, 1, 0), 2.0)
    double_click(window, qtbot, UnitPlace(1, 1))
    editor = window.wiring["graph"].editing.editor
    qtbot.waitUntil(editor.line.isVisible)
    qtbot.keyClicks(editor.line, "9")
    if change == "open":
        controller.open(bundled_network("and").load())
    elif change == "example":
        controller.choose_example(2)
    elif change == "iteration":
        controller.go_to_iteration(0)
    else:
        controller.undo_stack.undo()
    assert not editor.is_open()
    before = controller.session.state
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert controller.session.state is before
    assert 9.0 not in controller.session.document.examples.x


def test_an_editor_stays_open_over_its_own_number(window: MainWindow, qtbot: QtBot) -> None:
    double_click(window, qtbot, UnitPlace(1, 1))
    editor = window.wiring["graph"].editing.editor
    qtbot.waitUntil(editor.line.isVisible)
    qtbot.keyClicks(editor.line, "9")
    window.controller.forward()
    assert editor.is_open()
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert window.controller.session.document.examples.x[0, 0] == 9.0


def test_editing_ends_a_run_that_would_lead_away(window: MainWindow, qtbot: QtBot) -> None:
    run(window, qtbot, 1)  # so that the curve has its room, and the graph stays where it is
    QApplication.processEvents()
    window.training.run(10_000_000)
    qtbot.waitUntil(lambda: window.controller.session.iteration > 1)
    window.wiring["graph"].editing.edit(EdgePlace(1, 1, 0))
    iteration = window.controller.session.iteration
    editor = window.wiring["graph"].editing.editor
    qtbot.waitUntil(lambda: not window.training.running)
    assert editor.is_open() and window.controller.session.iteration == iteration
    qtbot.keyClicks(editor.line, "9")
    qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    assert step_of(window).network.theta(1)[0, 0] == 9.0


def test_tables_edit_the_document_that_is_open(window: MainWindow, qtbot: QtBot) -> None:
    side, controller = side_of(window, qtbot), window.controller
    bring_up_examples(window, qtbot)
    table = side.examples.table
    table.go_to(0, 0)
    table.edit_cell()
    assert table.editor.is_open()
    window.docks.bring_up("matrices")  # the table stands behind it now
    assert not table.editor.is_open()
    document = bundled_network("and").load()
    controller.open(document)
    side.examples.add()
    examples = controller.session.document.examples
    assert len(examples) == len(document.examples) + 1
    assert np.array_equal(examples.x[:-1], document.examples.x)
    side.examples.table.edit_cell()  # cannot be seen
    assert not table.editor.is_open()


def test_a_table_closes_its_editor_with_its_document(window: MainWindow, qtbot: QtBot) -> None:
    side, controller = side_of(window, qtbot), window.controller
    bring_up_examples(window, qtbot)
    table: InlineEditor = side.examples.table.editor
    side.examples.table.go_to(0, 0)
    side.examples.table.edit_cell()
    qtbot.keyClicks(table.line, "9")
    controller.choose_example(3)
    assert table.is_open()  # it is the first row's, whichever is on screen
    document = bundled_network("and").load()
    controller.open(document)
    assert not table.is_open()
    assert controller.session.document.examples == document.examples


def test_lists_in_hidden_panels_belong_to_the_open_document(
    window: MainWindow, qtbot: QtBot
) -> None:
    side, controller = side_of(window, qtbot), window.controller
    run(window, qtbot, 2)
    controller.toggle_delta_breakpoint(2, 1)
    window.docks.bring_up("runs")
    controller.keeping.keep()
    side.runs.list.set_current_row(0)
    qtbot.mouseClick(side.runs.rename, LEFT)
    assert side.runs.list.state() == side.runs.list.State.EditingState
    window.docks.bring_up("step")
    window.docks.bring_up("slope")
    controller.open(bundled_network("and").load())
    assert side.runs.list.rows() == ()
    assert side.runs.list.state() != side.runs.list.State.EditingState
    assert side.breakpoints.list.rows() == ()


def test_another_step_size_while_a_file_is_run_again(open_window: Open, qtbot: QtBot) -> None:
    document = bundled_network().load()
    whole = document.training
    edited = document.with_(
        training=replace(whole, batch_size=1),
        edits=(LaterEdit(40, training=whole),),
        position=Position(45, 3, "unit", 45),
    )
    window = open_window()
    window.controller.open(edited)
    for granularity in (Granularity.TERM, Granularity.PASS, Granularity.UNIT):
        window.controller.set_granularity(granularity)
    qtbot.waitUntil(lambda: not window.training.running)
    assert step_of(window).iteration <= 45
    assert window.controller.session.index < window.controller.session.schedule.count(
        window.controller.session.granularity
    )
