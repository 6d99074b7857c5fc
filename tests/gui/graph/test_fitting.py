"""The layout at any size: nothing overlaps, nothing sticks out, small networks stay whole."""

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.gui.graph.layout.box import Box
from bpsim.gui.graph.layout.fitting import LEAST_SLOTS, SLOTS, WHOLE, frame_for
from bpsim.gui.graph.layout.layout import Layout
from tests.gui.graph.walks import metrics_for

shapes = st.lists(st.one_of(st.integers(1, 16), st.integers(17, 900)), min_size=2, max_size=9).map(
    tuple
)
views = st.tuples(st.integers(80, 2600), st.integers(60, 1600))
fonts = st.sampled_from([0.7, 1.0, 1.5, 2.0, 3.0])


def text_boxes(layout: Layout) -> Iterator[tuple[str, Box]]:
    """Everything that carries text, a unit together with the δ beneath it."""
    frame = layout.frame
    for layer in range(1, frame.depth + 2):
        yield f"heading {layer}", layout.heading_box(layer)
    for layer, units in enumerate(layout.shown, start=1):
        if layer < frame.depth:
            yield f"bias {layer}", layout.unit_box(layer, 0)
        for unit in units:
            box = layout.unit_box(layer, unit)
            if layer > 1:
                chip = layout.chip_box(layer, unit)
                box = Box(box.x, box.y, box.w, chip.y + chip.h - box.y)
            yield f"unit {layer}.{unit}", box
        for unit, (_, box) in layout.gaps(layer):
            yield f"gap {layer}.{unit}", box
    for unit in layout.shown[0]:
        yield f"name {unit}", layout.name_box(unit)
    for unit in layout.shown[-1]:
        yield f"target {unit}", layout.target_box(unit)


@given(shapes, views, fonts, st.floats(0, 120), st.floats(0.3, 5.0), st.data())
def test_no_two_texts_overlap(
    layers: tuple[int, ...],
    view: tuple[int, int],
    size: float,
    names: float,
    zoom: float,
    data: st.DataObject,
) -> None:
    frame = frame_for(layers, metrics_for(layers, size, names), *view)
    wanted = {
        layer: data.draw(st.lists(st.integers(1, count), max_size=12))
        for layer, count in enumerate(layers, start=1)
    }
    layout = Layout.of(frame.placed(zoom, 13.0, -7.0), wanted)
    for (a, first), (b, second) in itertools.combinations(text_boxes(layout), 2):
        assert not first.grown(-0.01).meets(second), f"{a} {first} on {b} {second}"


@given(shapes, views, fonts)
def test_everything_lies_within_the_frame(
    layers: tuple[int, ...], view: tuple[int, int], size: float
) -> None:
    frame = frame_for(layers, metrics_for(layers, size), *view)
    for name, box in text_boxes(Layout.of(frame)):
        assert box.x >= -0.01 and box.y >= -0.01, name
        assert box.x + box.w <= frame.width + 0.01, name
        assert box.y + box.h <= frame.height + 0.01, name


@given(shapes, st.integers(430, 1600), fonts)
def test_the_frame_is_as_high_as_the_view_allows(
    layers: tuple[int, ...], height: int, size: float
) -> None:
    frame = frame_for(layers, metrics_for(layers, size), 100_000, height)
    if all(len(slots) > LEAST_SLOTS for slots in frame.slots):
        assert frame.height <= height + 0.01


@pytest.mark.parametrize("layers", [(2, 2, 2, 1), (4, 5, 3), (2, 3, 2), (2, 2, 2)])
@pytest.mark.parametrize("view", [(760, 430), (1400, 900)])
def test_a_small_network_fits_whole_and_with_its_symbols(
    layers: tuple[int, ...], view: tuple[int, int]
) -> None:
    frame = frame_for(layers, metrics_for(layers), *view)
    assert frame.width <= view[0] + 0.01 and frame.height <= view[1] + 0.01
    assert [len(slots) for slots in frame.slots] == list(layers)
    assert frame.sizes.captions
    assert frame.scale > 0.9


@pytest.mark.parametrize("layers", [(2, 2, 2, 1), (2, 2, 1), (3, 4, 2)])
@pytest.mark.parametrize("size", [2.0, 2.5, 3.0])
def test_a_small_network_fits_with_large_text(layers: tuple[int, ...], size: float) -> None:
    metrics = metrics_for(layers, size)
    frame = frame_for(layers, metrics, 788, 400)
    assert frame.width <= 788.01 and frame.height <= 400.01
    assert frame.scale * metrics.line >= 17


@pytest.mark.parametrize(("layers", "view"), [((3, 4, 2), (834, 330)), ((2, 2, 2, 1), (630, 250))])
def test_twice_as_large_text_is_as_large_as_usual_before_the_graph_has_to_be_moved(
    layers: tuple[int, ...], view: tuple[int, int]
) -> None:
    metrics, usual = metrics_for(layers, 2.1), metrics_for(layers)
    frame = frame_for(layers, metrics, *view)
    assert frame.width <= view[0] + 0.01 and frame.height <= view[1] + 0.01
    assert frame.scale * metrics.line >= usual.line


@pytest.mark.parametrize("layers", [(2, 2, 2, 1), (2, 4, 4, 1), (3, 4, 2)])
@pytest.mark.parametrize(("size", "view"), [(1.9, (1180, 1060)), (1.27, (788, 800))])
def test_presented_a_network_has_text_of_the_size_that_is_asked_for(
    layers: tuple[int, ...], size: float, view: tuple[int, int]
) -> None:
    frame = frame_for(layers, metrics_for(layers, size), *view)
    assert frame.width <= view[0] + 0.01 and frame.height <= view[1] + 0.01
    assert [len(slots) for slots in frame.slots] == list(layers)
    assert frame.scale >= 0.92


@pytest.mark.parametrize("layers", [(400, 25, 10), (784, 128, 64, 10)])
def test_a_large_network_is_shortened_until_it_fits(layers: tuple[int, ...]) -> None:
    for view in ((760, 430), (1400, 900)):
        frame = frame_for(layers, metrics_for(layers), *view)
        assert frame.width <= view[0] + 0.01 and frame.height <= view[1] + 0.01
        assert frame.scale >= 0.7
        for layer, slots in enumerate(frame.slots, start=1):
            assert len(slots) <= (SLOTS if frame.shortened(layer) else WHOLE)
            assert len(slots) >= 6
    # The large view has room for every term that a formula writes out.
    assert len(frame.slots[0]) == SLOTS


def test_what_cannot_fit_stays_legible_and_is_larger_than_the_view() -> None:
    layers = (2, 8, 8, 8, 8, 8, 8, 1)
    frame = frame_for(layers, metrics_for(layers), 760, 430)
    assert frame.width > 760
    assert frame.scale >= 0.74
    wide = frame_for(layers, metrics_for(layers), 1400, 900)
    assert wide.width <= 1400.01


def test_spare_room_spreads_the_columns() -> None:
    narrow = frame_for((2, 2, 1), metrics_for((2, 2, 1)), 760, 430)
    wide = frame_for((2, 2, 1), metrics_for((2, 2, 1)), 900, 430)
    assert wide.edge(2, -1) - wide.edge(1, 1) > narrow.edge(2, -1) - narrow.edge(1, 1)


@given(shapes, views, st.floats(0.3, 6.0), st.floats(-500, 500), st.floats(-500, 500))
def test_snapping_moves_units_by_less_than_a_pixel(
    layers: tuple[int, ...], view: tuple[int, int], zoom: float, dx: float, dy: float
) -> None:
    frame = frame_for(layers, metrics_for(layers), *view).placed(zoom, dx, dy)
    snapped = frame.snapped()
    for before, after in zip(frame.unit_boxes, snapped.unit_boxes, strict=True):
        for box, whole in zip(before, after, strict=True):
            assert abs(box.x - whole.x) <= 0.51 and abs(box.y - whole.y) <= 0.51
            assert abs(whole.x - round(whole.x)) < 1e-6 and abs(whole.y - round(whole.y)) < 1e-6
