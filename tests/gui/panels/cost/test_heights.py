"""A run that went wild does not make a flat line of the run on screen."""

import math
import re
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpsim.core.arrays import Array
from bpsim.core.progress import silent
from bpsim.gui.panels.cost.costs import Costs
from bpsim.gui.panels.cost.data import CostData, axis_ends, spread
from bpsim.gui.panels.cost.export import prepared
from bpsim.gui.panels.cost.heights import ceiling, cut_off, fitted, name_of, rises_above
from bpsim.gui.panels.cost.panel import CostPanel
from bpsim.gui.panels.cost.plot import CostPlot
from tests.gui.panels.cost.panels import shown_panel

STEPS = np.arange(200)
FALLING = 0.1 + 0.6 * np.exp(-STEPS / 40)
SLOWER = 0.1 + 0.6 * np.exp(-STEPS / 400)
FASTER = 0.001 + 0.699 * np.exp(-STEPS / 5)
WILD = 0.7 * 1.5 ** np.arange(60)


def data_of(own: Array, *runs: Array, sign: float = 1.0, log: bool = False) -> CostData:
    data = CostData(sign=sign, log_wanted=log)
    data.costs = Costs(own)
    data.set_runs([(f"run {n}", n, costs) for n, costs in enumerate(runs)])
    return data


def reached(data: CostData) -> CostData:
    data.reach = math.inf if data.whole else ceiling(data)
    return data


def ends_of(data: CostData) -> tuple[float, float]:
    own = [data.curve(data.costs, 0, 200, 400)] if data.main_shown else []
    others = [data.curve(run.costs, 0, 200, 400) for run in data.runs]
    ends, _ = fitted(reached(data), own, others)
    return ends


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_the_run_on_screen_stays_readable_beside_one_that_went_wild(log: bool, sign: float) -> None:
    alone, beside = (data_of(FALLING, *runs, sign=sign, log=log) for runs in ((), (WILD,)))
    (low, high), (bottom, top) = ends_of(alone), ends_of(beside)
    assert 0.35 < (high - low) / (top - bottom) <= 1.0
    assert rises_above(ceiling(beside), beside.runs[0])
    # It is seen as far as it can be compared, and the lecture's cost falls where J rises.
    assert (bottom < low) if sign < 0 else (top > high)


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize("others", [(SLOWER,), (FASTER,), (SLOWER, FASTER), (FALLING * 1.2,)])
def test_runs_that_can_be_compared_are_shown_whole(others: tuple[Array, ...], log: bool) -> None:
    data = data_of(FALLING, *others, log=log)
    costs = [data.costs, *(run.costs for run in data.runs)]
    everything = [data.curve(each, 0, 200, 400) for each in costs]
    assert ends_of(data) == axis_ends(spread(everything), log)
    assert not any(rises_above(ceiling(data), run) for run in data.runs)


def test_a_run_that_goes_wild_itself_is_shown_whole() -> None:
    data = data_of(WILD, FALLING)
    assert ends_of(data)[1] > WILD.max()


def test_a_zoom_does_not_cut_what_is_seen_without_it() -> None:
    data = data_of(FALLING, SLOWER, WILD)
    left, right = 150, 199
    own, others = (
        [data.curve(each.costs, left, right, 400) for each in part] for part in ((data,), data.runs)
    )
    (low, high), drawn = fitted(reached(data), own, others)
    assert low < FALLING[199] and high > SLOWER[150]
    assert np.isfinite(drawn[0][1]).all() and not np.isfinite(drawn[1][1]).any()


def test_before_the_first_run_the_others_are_compared_with_each_other() -> None:
    data = data_of(FALLING[:1], FALLING, WILD)
    assert ends_of(data)[1] < 4.0
    alone = data_of(FALLING[:1], WILD)
    assert ends_of(alone)[1] > WILD.max(), "there is nothing else to be read"


def test_a_quantity_smaller_than_j_does_not_cut_the_runs_beside_it() -> None:
    data = data_of(FALLING, SLOWER, WILD)
    data.set_series([("squared error", FALLING / 10)])
    data.main_shown = False
    assert [rises_above(ceiling(data), run) for run in data.runs] == [False, True]
    assert 0.7 < ends_of(data)[1] < 4.0


def test_its_name_says_how_far_it_goes() -> None:
    data = data_of(FALLING, SLOWER, 0.7 * 10.0 ** np.arange(31))
    assert [name_of(reached(data), run) for run in data.runs] == ["run 0", "run 1 (up to 7×10²⁹)"]
    data.sign = -1.0
    assert name_of(reached(data), data.runs[1]) == "run 1 (down to −7×10²⁹)"
    data.whole = True
    assert name_of(reached(data), data.runs[1]) == "run 1"


FINITE = st.floats(allow_nan=False, allow_infinity=False)


@given(
    st.lists(FINITE, max_size=12),
    st.lists(st.lists(st.floats(), max_size=12), max_size=3),
    st.sampled_from([1.0, -1.0]),
    st.booleans(),
    st.booleans(),
)
def test_any_costs_have_a_finite_axis_that_holds_the_run_on_screen(
    own: list[float], runs: list[list[float]], sign: float, log: bool, whole: bool
) -> None:
    data = data_of(np.array(own), *map(np.array, runs), sign=sign, log=log)
    data.whole = whole
    mine = data.curve(data.costs, 0, 20, 400)
    others = [data.curve(run.costs, 0, 20, 400) for run in data.runs]
    with np.errstate(over="ignore"):
        (low, high), drawn = fitted(reached(data), [mine], others)
    seen = mine[1][np.isfinite(mine[1])]
    assert not math.isnan(ceiling(data)) and low <= high
    assert (seen >= low).all() and (seen <= high).all()
    assert len(drawn) == len(others)
    for before, after in zip(others, drawn, strict=True):
        if after is not before:
            kept = after[1][np.isfinite(after[1])]
            assert (kept >= low).all() and (kept <= high).all()


HEIGHTS = st.lists(st.floats(-10, 10) | st.just(math.nan), max_size=12)


@given(HEIGHTS, st.floats(-9, 0), st.floats(0.5, 9))
def test_a_line_is_cut_off_where_it_leaves(heights: list[float], low: float, high: float) -> None:
    x, y = np.arange(len(heights), dtype=float), np.array(heights)
    at, cut = cut_off(x, y, low, high)
    assert (np.diff(at) >= 0).all()
    known = np.isfinite(cut)
    assert (cut[known] >= low).all() and (cut[known] <= high).all()
    # Every point within stays, and what was added lies on the line.
    within = np.isfinite(y) & (y >= low) & (y <= high)
    assert set(zip(x[within], y[within], strict=True)) <= set(
        zip(at[known], cut[known], strict=True)
    )
    for place, height in zip(at[known], cut[known], strict=True):
        before, after = math.floor(place), math.ceil(place)
        assert min(y[before], y[after]) - 1e-9 <= height <= max(y[before], y[after]) + 1e-9


# --- on screen ------------------------------------------------------------------------------------


@pytest.fixture
def panel(qtbot: QtBot) -> CostPanel:
    panel = shown_panel(qtbot, 320, FALLING, 120)
    panel.set_runs([("slow", 0, SLOWER), ("wild", 1, WILD)])
    return panel


def top_of(panel: CostPanel) -> float:
    QApplication.processEvents()
    assert panel.plot is not None
    return float(panel.plot._box.viewRange()[1][1])


def test_zooming_out_shows_it_whole_and_zooming_in_takes_it_back(
    panel: CostPanel, qtbot: QtBot
) -> None:
    plot, button = panel.plot, panel.controls.show_all
    assert plot is not None
    assert top_of(panel) < 4.0 and button.isEnabled()
    qtbot.keyClicks(plot, "-")
    assert top_of(panel) > WILD.max() and not button.isEnabled()
    qtbot.keyClicks(plot, "-")
    assert top_of(panel) > WILD.max()
    qtbot.keyClicks(plot, "+")
    assert top_of(panel) < 4.0 and plot.zoomed_range() is None and button.isEnabled()
    qtbot.keyClicks(plot, "+")
    assert plot.zoomed_range() is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert plot.zoomed_range() is None and top_of(panel) < 4.0 and button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert top_of(panel) > WILD.max()


def test_once_nothing_goes_beyond_there_is_no_more_to_show(panel: CostPanel) -> None:
    plot: CostPlot | None = panel.plot
    assert plot is not None
    plot.show_all()
    assert panel.data.whole
    panel.set_runs([("slow", 0, SLOWER)])
    assert not panel.data.whole and not panel.controls.show_all.isEnabled()
    panel.set_runs([("slow", 0, SLOWER), ("wild", 1, WILD)])
    assert top_of(panel) < 4.0


def test_the_exported_drawing_stays_within_its_axes(panel: CostPanel, tmp_path: Path) -> None:
    path = tmp_path / "costs.svg"
    prepared(path, panel.data)(silent)
    assert "wild (up to" in path.read_text()
    drawn = ElementTree.parse(path).iter("{http://www.w3.org/2000/svg}path")
    numbers = [float(n) for each in drawn for n in re.findall(r"-?[\d.]+", each.attrib["d"])]
    assert numbers and min(numbers) > -1 and max(numbers) < 1000
