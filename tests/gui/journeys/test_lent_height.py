"""The explanation lends height to what is opened for a while, and has it back after that."""

import pytest
from PySide6.QtCore import Qt

from bpsim.gui.desk.modes import Mode
from bpsim.gui.window.main_window import MainWindow
from tests.gui.journeys.conftest import Open
from tests.gui.journeys.test_room import settle


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


def height(window: MainWindow, name: str = "step") -> int:
    settle()
    return window.docks.by_name[name].height()


@pytest.mark.parametrize("after", ["slope", "map"])
def test_it_comes_back_with_a_panel_that_is_always_there(window: MainWindow, after: str) -> None:
    before = height(window)
    for name in ("paths", "doctor"):  # the second one has what was lent to the first
        window.docks.toggle(name)
        assert height(window) < 0.8 * before
    window.docks.bring_up(after)
    assert height(window) == before
    window.docks.bring_up("doctor")
    assert height(window) < 0.8 * before
    window.docks.toggle("doctor")  # hides it: another tab comes to the front
    window.docks.toggle("paths")
    window.docks.toggle("paths")
    assert height(window) == before


def test_a_border_that_somebody_has_moved_stays(window: MainWindow) -> None:
    window.docks.bring_up("paper")
    docks = [window.docks.by_name[name] for name in ("step", "paper")]
    settle()
    window.resizeDocks(
        docks, [docks[0].height() + 60, docks[1].height() - 60], Qt.Orientation.Vertical
    )
    moved = height(window)
    window.docks.bring_up("slope")
    assert height(window) == moved


@pytest.mark.parametrize("moved", [0, 60])
def test_it_comes_back_where_the_program_was_started_anew_between(
    new_window: Open, moved: int
) -> None:
    window = new_window()
    before = height(window)
    window.docks.bring_up("paths")
    lent = height(window)
    if moved:  # by somebody, who wants it so
        docks = [window.docks.by_name[name] for name in ("step", "paths")]
        heights = [lent + moved, docks[1].height() - moved]
        window.resizeDocks(docks, heights, Qt.Orientation.Vertical)
    last = height(window)
    assert (last > lent) is bool(moved)
    window.close()
    window = new_window()
    window.begin()
    assert window.docks.by_name["paths"].in_front
    assert height(window) == last < before
    window.docks.bring_up("slope")
    assert height(window) == (last if moved else before)


def test_no_mode_that_the_program_was_ended_in_keeps_it(new_window: Open) -> None:
    window = new_window(width=1000, height=760)
    before = height(window)
    window.modes.choose(Mode.PRACTISE)
    assert height(window) < 0.9 * before
    window.close()
    window = new_window(width=1000, height=760)
    window.begin()
    assert height(window) == before


def test_it_comes_back_after_a_mode_that_stood_below_it(new_window: Open) -> None:
    window = new_window(width=1000, height=760)
    before = height(window)
    window.modes.choose(Mode.PRACTISE)
    assert height(window) < 0.9 * before
    window.modes.choose(Mode.WATCH)
    assert height(window) == before
