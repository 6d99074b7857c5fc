"""What lies over the graph goes where it covers nothing."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QSize

from bpsim.gui.graph.layout.box import Box
from bpsim.gui.graph.layout.free_corner import free_along_bottom, free_corner
from bpsim.gui.graph.paint.legend import legend_of
from bpsim.gui.graph.paint.picture import Picture
from bpsim.gui.graph.paint.scene import Scene
from bpsim.steps.schedule import Phase
from bpsim.steps.trace import Trace
from tests.gui.graph.walks import document_of, lecture, network_of, step_at

VIEW = Box(0, 0, 400, 300)
LOWER_RIGHT, UPPER_RIGHT = Box(350, 250, 20, 20), Box(350, 10, 40, 40)


def test_the_first_corner_that_is_free_is_taken() -> None:
    assert free_corner(VIEW, 100, 80, []) == (0, Box(300, 220, 100, 80))
    assert free_corner(VIEW, 100, 80, [LOWER_RIGHT]) == (1, Box(300, 0, 100, 80))
    assert free_corner(VIEW, 100, 80, [LOWER_RIGHT, UPPER_RIGHT]) == (2, Box(0, 220, 100, 80))
    assert free_corner(VIEW, 100, 80, [LOWER_RIGHT], first=3) == (3, Box(0, 0, 100, 80))


def test_along_the_bottom_the_place_nearest_to_the_middle_is_taken() -> None:
    assert free_along_bottom(VIEW, 100, 80, []) == Box(150, 220, 100, 80)
    assert free_along_bottom(VIEW, 100, 80, [Box(140, 230, 30, 30)]) == Box(170, 220, 100, 80)
    assert free_along_bottom(VIEW, 100, 80, [Box(90, 230, 220, 30)]) is None
    assert free_along_bottom(VIEW, 500, 80, []) is None


def test_where_none_is_free_there_is_none() -> None:
    taken = [LOWER_RIGHT, UPPER_RIGHT, Box(0, 0, 200, 300)]
    assert free_corner(VIEW, 100, 80, taken) is None


def test_the_legend_covers_neither_units_nor_headings(scene_of: Callable[..., Scene]) -> None:
    said = []
    for step in (lecture(Phase.HIDDEN_DELTA, 2, 1), lecture(Phase.UPDATE)):
        scene = scene_of(step)
        picture = Picture.of(step, scene, None, frozenset())
        for high in range(330, 480, 10):
            legend = legend_of(picture, QSize(760, high))
            if legend is not None:
                chip = Box(*legend.chip.getRect())
                assert not any(chip.meets(box) for box in picture.taken())
                said.append((step.phase, len(legend.rows[0])))
    assert len(said) == 2 * 15  # in some corner, however low the view is
    assert (Phase.UPDATE, 3) in said  # the signs, and what the numbers are
    assert (Phase.HIDDEN_DELTA, 5) in said


def test_in_a_low_view_the_legend_covers_nothing_either(scene_of: Callable[..., Scene]) -> None:
    """Below each heading stand the signs that change the layer, between them those for another."""
    step = lecture(Phase.UPDATE)
    for wide in (470, 620, 760):
        scene = scene_of(step, width=wide)
        picture = Picture.of(step, scene, None, frozenset())
        frame = scene.layout.frame
        signs = Box(0, frame.heading_y, wide, frame.sizes.heading_h + frame.sizes.heading_gap)
        for high in range(200, 480, 20):
            legend = legend_of(picture, QSize(wide, high))
            if legend is not None:
                chip = Box(*legend.chip.getRect())
                assert not any(chip.meets(box) for box in (signs, *picture.taken())), (wide, high)


@pytest.mark.parametrize(
    "phase, words",
    [
        (Phase.ACCUMULATE, "On the edges: δ·a of this example"),
        (Phase.GRADIENT, "On the edges: D, the slope of J"),
        (Phase.UPDATE, "On the edges: how far each weight moves"),
    ],
)
def test_however_low_the_view_it_is_told_what_is_on_the_edges(
    scene_of: Callable[..., Scene], phase: Phase, words: str
) -> None:
    step = lecture(phase)
    for text, width, high in ((1, 760, 430), (2, 629, 252), (2, 834, 286)):
        scene = scene_of(step, width=width, high=high, text=text)
        picture = Picture.of(step, scene, None, frozenset())
        legend = legend_of(picture, QSize(width, high))
        assert legend is not None, (text, high)
        assert words in " ".join(item.words for row in legend.rows for item in row)
        # No smaller than the user wants it, unless the graph is as small.
        assert legend.ink in (scene.words, scene.fonts.small)
        assert (legend.ink is scene.words) == (high == 430)
        assert not any(Box(*legend.chip.getRect()).meets(box) for box in picture.taken())


def test_the_signs_are_named_beside_a_graph_that_fills_the_view(
    scene_of: Callable[..., Scene],
) -> None:
    for layers in ([2, 4, 2], [2, 4, 1], [3, 4, 4, 2], [2, 2, 2, 1]):
        step = step_at(Trace.of(document_of(network_of(layers))), Phase.LOAD)
        picture = Picture.of(step, scene_of(step), None, frozenset())
        legend = legend_of(picture, QSize(760, 430))
        assert legend is not None, layers
        assert [item.words for row in legend.rows for item in row] == ["above 0", "below 0"]
        assert not any(Box(*legend.chip.getRect()).meets(box) for box in picture.taken())


@pytest.mark.parametrize("phase", [Phase.LOAD, Phase.HIDDEN_DELTA, Phase.ACCUMULATE, Phase.UPDATE])
def test_the_legend_covers_no_name_of_an_input_and_no_number_of_units_left_out(
    scene_of: Callable[..., Scene], phase: Phase
) -> None:
    found = 0
    for layers in ([3, 4, 3], [60, 12, 3]):
        document = document_of(network_of(layers))
        names = tuple(f"a long name of input {n}" for n in range(1, layers[0] + 1))
        examples = replace(document.examples, x_names=names)
        step = step_at(Trace.of(document.with_(examples=examples)), phase)
        for high in range(330, 600, 10):
            scene = scene_of(step, examples, high=high)
            layout = scene.layout
            boxes = [layout.name_box(unit) for unit in layout.shown[0]]
            boxes += [box for layer in (1, 2, 3) for _, (_, box) in layout.gaps(layer)]
            legend = legend_of(Picture.of(step, scene, None, frozenset()), QSize(760, high))
            if legend is not None:
                found += 1
                assert not any(Box(*legend.chip.getRect()).meets(box) for box in boxes), high
    assert found
