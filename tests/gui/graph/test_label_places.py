"""Weights stand on their edges and never on each other."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from bpsim.gui.graph.layout.label_places import place_labels

ys = st.floats(0, 800)


@given(st.lists(ys, min_size=1, max_size=14), ys, st.floats(40, 500), st.booleans())
def test_labels_of_a_fan_do_not_overlap_and_their_edges_pass_through_them(
    far: list[float], near: float, span: float, backward: bool
) -> None:
    lines = [((0.0, near, span, y) if backward else (0.0, y, span, near), backward) for y in far]
    boxes = place_labels(lines, [40.0] * len(lines), 14.0)
    placed = [box for box in boxes if box is not None]
    for first, second in itertools.combinations(placed, 2):
        assert not first.meets(second)
    for ((x1, y1, x2, y2), _), box in zip(lines, boxes, strict=True):
        if box is not None:
            assert x1 <= box.x + 1e-6 and box.x + box.w <= x2 + 1e-6
            assert min(y1, y2) - 1e-6 <= box.cy <= max(y1, y2) + 1e-6
            if abs(y2 - y1) > 1e-6:
                t = (box.cy - y1) / (y2 - y1)
                assert abs(x1 + t * (x2 - x1) - box.cx) <= box.w / 2 + 1e-6


def test_a_label_stands_beside_the_unit_that_the_value_comes_from() -> None:
    forward, backward = place_labels(
        [((0.0, 0.0, 200.0, 0.0), False), ((0.0, 90.0, 200.0, 90.0), True)], [40.0, 40.0], 14.0
    )
    assert forward is not None and backward is not None
    assert forward.x < 20.0 and backward.x + backward.w > 180.0


def test_well_separated_edges_all_get_their_label() -> None:
    lines = [((0.0, 40.0 * n, 120.0, 100.0), False) for n in range(9)]
    assert None not in place_labels(lines, [40.0] * 9, 14.0)


def test_where_there_is_no_room_a_label_is_left_out() -> None:
    lines = [((0.0, 0.0, 100.0, 0.0), False)] * 4
    assert place_labels(lines, [40.0] * 4, 14.0).count(None) >= 1
