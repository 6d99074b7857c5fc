"""The robot for 300 moves, and that it finds what is wrong and makes it small.

``python -m tests.robot.long`` makes as many as one has time for.
"""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bpsim.core.breakpoints import Breakpoint
from bpsim.gui.desk.open_document import OpenDocument
from bpsim.session.session import Session
from tests.robot import robot
from tests.robot.moves import WEIGHTS, Move, moves, replayable
from tests.robot.robot import failure_of, smallest
from tests.robot.shrinking import shrunk

MOVES = 150
SEEDS = (2, 17)
"""Of the first eighteen these two come by most of what no other test does."""
TRIES = 12
"""A failure is shrunk a little here, and to the end by ``tests.robot.long``."""
STEPS = Move("train", 7)
"""One that steps forward."""


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_is_done_all_is_well(qtbot: QtBot, tmp_path: Path, seed: int) -> None:
    todo = moves(-1 - seed, MOVES)
    trouble = failure_of(todo, tmp_path / "work")
    if trouble is not None:
        done = f"the first {trouble.done} of moves({-1 - seed}, {MOVES})"
        fewest = smallest(todo[: trouble.done], trouble, tmp_path / "work", TRIES)
        pytest.fail(f"{trouble.what}\nafter {done}, or of these:\n{fewest}", pytrace=False)


def test_moves_depend_on_their_seed_alone() -> None:
    assert moves(5, 40) == moves(5, 40) != moves(6, 40)
    assert len(moves(5, 40)) == 40 and len(moves(5, 3)) == 3


def test_each_kind_of_move_is_made() -> None:
    assert {move.kind for move in moves(5, len(WEIGHTS))} == set(WEIGHTS)


def test_a_failing_list_is_shrunk_to_what_it_needs() -> None:
    asked: list[int] = []

    def fails(numbers: list[int]) -> bool:
        asked.append(len(numbers))
        return {17, 60, 61} <= set(numbers)

    assert shrunk(range(100), fails) == [17, 60, 61]
    assert len(asked) < 120
    assert len(shrunk(range(100), fails, tries=9)) < 100


def test_an_error_in_the_product_is_found_and_made_small(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_session: Session) -> bool:
        raise ZeroDivisionError("on purpose")

    monkeypatch.setattr(Session, "forward", broken)
    todo = [Move("wait", 1), STEPS]
    trouble = failure_of(todo, tmp_path / "work")
    assert trouble is not None and trouble.done == 2 and "on purpose" in trouble.what
    assert smallest(todo, trouble, tmp_path / "work") == replayable([STEPS])


def test_an_undo_that_changes_something_else_is_found(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shown(document: OpenDocument, breakpoints: tuple[Breakpoint, ...]) -> None:
        more = Breakpoint("cost", below=1.0 + len(document.breakpoints))
        document.breakpoints = (*breakpoints, more)

    monkeypatch.setattr(OpenDocument, "_show_breakpoints", shown)
    trouble = failure_of([Move("breakpoint", 1), Move("undo_redo", 1)], tmp_path / "work")
    assert trouble is not None and trouble.done == 2 and "undone and redone" in trouble.what


def test_a_document_lost_on_the_way_to_another_language_is_found(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    todo = [Move("breakpoint", 1), Move("language", 2)]
    monkeypatch.setattr(robot, "go_on", lambda _window, copy, _unsaved: copy.remove())
    trouble = failure_of(todo, tmp_path / "work")
    assert trouble is not None and trouble.done == 2 and "another document" in trouble.what
