"""What a crash leaves holds the undo history too: undo and redo go on where they were."""

import json

import pytest
from pytestqt.qtbot import QtBot

from bpsim.core.breakpoints import Breakpoint
from bpsim.core.document import Document
from bpsim.core.settings import Position
from bpsim.gui.desk import past
from bpsim.gui.program.unsaved import Unsaved
from bpsim.gui.window.main_window import MainWindow
from bpsim.session import editing, reshaping
from bpsim.steps.places import EdgePlace

from .conftest import Open
from .test_unsaved import held


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def at_rest(window: MainWindow, qtbot: QtBot) -> Document:
    """The document once its run has been made again, wherever its walk stands."""
    qtbot.waitUntil(lambda: not window.training.running)
    return window.controller.saved_form.with_(position=Position())


def worked_on(window: MainWindow, qtbot: QtBot) -> None:
    """Every kind of edit there is, in three iterations, with two of them undone."""
    controller = window.controller
    controller.edit(editing.set_sign, "lecture")
    controller.edit(editing.set_weight, EdgePlace(1, 1, 1), 0.125)
    window.training.run(5)
    qtbot.waitUntil(lambda: not window.training.running)
    controller.edit(editing.set_weight, EdgePlace(2, 1, 1), -2.0)
    controller.set_breakpoints((Breakpoint("delta", layer=2, unit=2),))
    window.actions_["add_scene"].trigger()
    controller.scenes.rename("first")
    window.training.run(2)
    qtbot.waitUntil(lambda: not window.training.running)
    controller.keeping.rewind()
    controller.edit(reshaping.remove_unit, 2, 2, window.preferences.start)
    controller.edit(editing.set_shorthand, True)
    controller.undo_stack.undo()
    controller.undo_stack.undo()


def there_and_back(window: MainWindow, qtbot: QtBot) -> list[tuple[str, Document]]:
    """The document after each undo up to the first, and after each redo to the last."""
    stack, found = window.controller.undo_stack, []
    while stack.canUndo():
        stack.undo()
        found.append((stack.redoText(), at_rest(window, qtbot)))
    while stack.canRedo():
        stack.redo()
        found.append((stack.undoText(), at_rest(window, qtbot)))
    return found


def test_undo_and_redo_survive_a_crash(window: MainWindow, new_window: Open, qtbot: QtBot) -> None:
    worked_on(window, qtbot)
    before = at_rest(window, qtbot)
    window.autosave.keep()
    copy = held(window)
    other = new_window()
    assert other.files.take_over(copy.read())
    copy.let_go()
    assert at_rest(other, qtbot) == before
    assert other.isWindowModified()
    stack, own = other.controller.undo_stack, window.controller.undo_stack
    assert (stack.index(), stack.count()) == (own.index(), own.count()) == (7, 9)
    assert [stack.text(n) for n in range(9)] == [own.text(n) for n in range(9)]
    assert there_and_back(other, qtbot) == there_and_back(window, qtbot)
    # What is written of a history that was itself recovered is the same again.
    assert other.controller.past.edits == window.controller.past.edits


def test_edits_go_on_after_the_recovered_ones(
    window: MainWindow, new_window: Open, qtbot: QtBot
) -> None:
    window.controller.edit(editing.set_weight, EdgePlace(1, 1, 1), 0.125)
    window.autosave.keep()
    copy = held(window)
    other = new_window()
    other.files.take_over(copy.read())
    copy.let_go()
    at_first = window.controller.session.document
    other.controller.edit(editing.set_weight, EdgePlace(1, 1, 1), 0.5)
    stack = other.controller.undo_stack
    stack.undo()
    assert other.controller.session.document.network == at_first.network
    stack.undo()
    assert not stack.canUndo() and other.isWindowModified()
    stack.redo()
    stack.redo()
    assert other.controller.session.document.network.theta(1)[0, 1] == 0.5


def test_there_is_a_bound_to_what_is_written(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    controller = window.controller
    for n in range(6):
        controller.edit(editing.set_weight, EdgePlace(1, 1, 1), float(n))
    controller.undo_stack.undo()
    numbers = controller.saved_form.numbers
    monkeypatch.setattr(past, "MOST_NUMBERS", 4 * numbers)
    assert (len(controller.past.edits), controller.past.at) == (3, 3)
    monkeypatch.setattr(past, "MOST_EDITS", 2)
    assert (len(controller.past.edits), controller.past.at) == (2, 2)


@pytest.mark.parametrize("spoil", [{"sizes": [3]}, {"at": 9}, {"edits": 5}, {"sizes": "x"}])
def test_a_damaged_past_costs_the_past_alone(window: MainWindow, spoil: dict[str, object]) -> None:
    window.controller.edit(editing.set_sign, "lecture")
    window.autosave.keep()
    copy = held(window)
    line, _, rest = copy.path.read_bytes().partition(b"\n")
    head = json.loads(line)
    head["past"].update(spoil)
    copy.path.write_bytes(json.dumps(head).encode() + b"\n" + rest)
    unsaved: Unsaved = copy.read()
    assert unsaved.document == window.controller.saved_form and not unsaved.past.edits
    copy.let_go()
