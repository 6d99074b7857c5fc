"""The place under the pointer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.gui.graph.layout.fitting import frame_for
from bpsim.gui.graph.layout.hits import REACH, place_at
from bpsim.gui.graph.layout.layout import Layout
from bpsim.steps.places import EdgePlace, TargetPlace, UnitPlace
from tests.gui.graph.walks import metrics_for

LAYERS = (2, 2, 2, 1)
LAYOUT = Layout.of(frame_for(LAYERS, metrics_for(LAYERS), 760, 430))
LARGE = Layout.of(frame_for((400, 25, 10), metrics_for((400, 25, 10)), 1000, 700))


@pytest.mark.parametrize("layout", [LAYOUT, LARGE])
def test_every_drawn_unit_is_found_at_its_centre(layout: Layout) -> None:
    for layer, units in enumerate(layout.shown, start=1):
        for unit in (0, *units) if layer < layout.frame.depth else units:
            box = layout.unit_box(layer, unit)
            assert place_at(layout, box.cx, box.cy) == UnitPlace(layer, unit)
    for unit in layout.shown[-1]:
        box = layout.target_box(unit)
        assert place_at(layout, box.cx, box.cy) == TargetPlace(unit)


def test_the_corner_of_an_ellipse_is_not_in_it() -> None:
    box = LAYOUT.unit_box(2, 1)
    assert place_at(LAYOUT, box.x + 1, box.y + 1) is None


def test_the_delta_belongs_to_its_unit() -> None:
    box = LAYOUT.chip_box(2, 1)
    assert place_at(LAYOUT, box.cx, box.y + box.h - 1) == UnitPlace(2, 1)


@given(st.integers(1, 3), st.integers(1, 2), st.integers(0, 2), st.floats(0.02, 0.98))
def test_an_edge_is_found_along_its_whole_length(layer: int, to: int, frm: int, t: float) -> None:
    place = EdgePlace(layer, min(to, LAYERS[layer]), frm)
    x1, y1, x2, y2 = LAYOUT.edge_line(place)
    x, y = x1 + t * (x2 - x1), y1 + t * (y2 - y1)
    # Where edges meet, the lit one is meant.
    assert place_at(LAYOUT, x, y, [place]) == place
    found = place_at(LAYOUT, x, y)
    assert isinstance(found, EdgePlace) and found.layer == layer


def test_a_little_beside_an_edge_still_finds_it_and_far_away_does_not() -> None:
    place = EdgePlace(1, 1, 1)
    x1, y, x2, _ = LAYOUT.edge_line(place)
    assert place_at(LAYOUT, x1 + 12, y + REACH - 1) == place
    assert place_at(LAYOUT, (x1 + x2) / 2, LAYOUT.frame.height - 2) is None
    assert place_at(LAYOUT, -5, -5) is None


def test_a_line_is_not_favoured_for_edges_out_of_the_picture() -> None:
    x1, y, _, _ = LARGE.edge_line(EdgePlace(1, 1, 1))
    assert place_at(LARGE, x1 + 3, y, [EdgePlace(1, 24, 399)]) == EdgePlace(1, 1, 1)
