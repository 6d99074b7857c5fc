"""Zoom and pan."""

from hypothesis import given
from hypothesis import strategies as st

from bpsim.gui.graph.layout.box import Box
from bpsim.gui.graph.layout.camera import LARGEST_ZOOM, Camera
from bpsim.gui.graph.layout.fitting import frame_for
from tests.gui.graph.walks import metrics_for

FRAME = frame_for((2, 2, 2, 1), metrics_for((2, 2, 2, 1)), 760, 430)


@given(st.floats(1.05, 3.0), st.floats(0, 760), st.floats(0, 430))
def test_the_point_under_the_pointer_stays_where_it_is(factor: float, x: float, y: float) -> None:
    camera = Camera(1.3, -40.0, 12.0)
    before = (x - camera.x) / camera.zoom, (y - camera.y) / camera.zoom
    assert camera.zoom_at(factor, (x, y), 1.0)
    after = (x - camera.x) / camera.zoom, (y - camera.y) / camera.zoom
    assert abs(before[0] - after[0]) < 1e-6 and abs(before[1] - after[1]) < 1e-6
    assert not camera.fitted


def test_zoom_has_two_ends() -> None:
    camera = Camera()
    assert not camera.zoom_at(0.5, (0, 0), 1.0)
    assert camera.fitted
    camera.zoom_at(1e9, (0, 0), 1.0)
    assert camera.zoom == LARGEST_ZOOM
    assert not camera.zoom_at(2.0, (0, 0), 1.0)
    camera.zoom_at(1e-9, (0, 0), 0.4)
    assert camera.zoom == 0.4


@given(st.floats(-3000, 3000), st.floats(-3000, 3000), st.floats(0.4, 6.0))
def test_the_picture_is_held_in_view(x: float, y: float, zoom: float) -> None:
    camera = Camera(zoom, x, y, False)
    camera.hold(FRAME, 760, 430)
    for offset, extent, room in (
        (camera.x, FRAME.width * zoom, 760),
        (camera.y, FRAME.height * zoom, 430),
    ):
        if extent <= room:
            assert abs(offset - (room - extent) / 2) < 1e-6
        else:
            assert room - extent - 1e-6 <= offset <= 1e-6


@given(st.floats(-2000, 2000), st.floats(1, 900))
def test_revealing_moves_as_little_as_needed(x: float, w: float) -> None:
    camera = Camera()
    camera.reveal(Box(x, 10, w, 10), 760, 430)
    seen = x + camera.x
    assert camera.y == 0.0
    if w > 760:
        assert abs(seen + w / 2 - 380) < 1e-6
    else:
        assert seen >= -1e-6 and seen + w <= 760 + 1e-6
        if x >= 0 and x + w <= 760:
            assert camera.x == 0.0


def test_fit_forgets_zoom_and_pan() -> None:
    camera = Camera(2.0, 5.0, 6.0, False)
    camera.fit()
    assert (camera.zoom, camera.x, camera.y, camera.fitted) == (1.0, 0.0, 0.0, True)
    assert camera.seen(FRAME).width == FRAME.width
