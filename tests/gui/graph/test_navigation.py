"""Moving the selection with keys."""

from bpsim.gui.graph.layout.fitting import frame_for
from bpsim.gui.graph.layout.layout import Layout
from bpsim.gui.graph.layout.navigation import edge_beside, moved, number_beside
from bpsim.steps.places import EdgePlace, TargetPlace, UnitPlace
from tests.gui.graph.walks import metrics_for

LAYERS = (2, 3, 1)
LAYOUT = Layout.of(frame_for(LAYERS, metrics_for(LAYERS), 760, 430))
LARGE = Layout.of(frame_for((400, 25, 10), metrics_for((400, 25, 10)), 760, 430))


def test_up_and_down_a_layer_with_the_bias_on_top() -> None:
    assert moved(LAYOUT, UnitPlace(2, 2), 0, 1) == UnitPlace(2, 3)
    assert moved(LAYOUT, UnitPlace(2, 3), 0, 1) == UnitPlace(2, 3)
    assert moved(LAYOUT, UnitPlace(2, 1), 0, -1) == UnitPlace(2, 0)
    assert moved(LAYOUT, UnitPlace(2, 0), 0, -1) == UnitPlace(2, 0)
    assert moved(LAYOUT, UnitPlace(3, 1), 0, -1) == UnitPlace(3, 1)


def test_to_the_nearest_unit_of_the_next_layer() -> None:
    assert moved(LAYOUT, UnitPlace(1, 1), 1, 0) == UnitPlace(2, 1)
    assert moved(LAYOUT, UnitPlace(1, 2), 1, 0) == UnitPlace(2, 3)
    assert moved(LAYOUT, UnitPlace(2, 2), 1, 0) == UnitPlace(3, 1)
    assert moved(LAYOUT, UnitPlace(3, 1), -1, 0) == UnitPlace(2, 2)
    assert moved(LAYOUT, UnitPlace(1, 1), -1, 0) == UnitPlace(1, 1)
    assert moved(LAYOUT, UnitPlace(1, 0), 1, 0) == UnitPlace(2, 0)


def test_the_target_is_beyond_the_output() -> None:
    assert moved(LAYOUT, UnitPlace(3, 1), 1, 0) == TargetPlace(1)
    assert moved(LAYOUT, TargetPlace(1), -1, 0) == UnitPlace(3, 1)
    assert moved(LAYOUT, TargetPlace(1), 1, 0) == TargetPlace(1)
    assert moved(LARGE, TargetPlace(1), 0, 1) == TargetPlace(2)


def test_a_unit_out_of_the_picture_can_be_reached() -> None:
    last = LARGE.shown[1][-1]
    assert moved(LARGE, UnitPlace(2, last), 0, 1) == UnitPlace(2, last + 1)
    assert moved(LARGE, UnitPlace(2, 25), 1, 0).unit in LARGE.shown[2]  # type: ignore[union-attr]


def test_along_the_edges() -> None:
    assert edge_beside(LAYOUT, UnitPlace(2, 2), -1) == EdgePlace(1, 2, 1)
    assert edge_beside(LAYOUT, UnitPlace(2, 3), 1) == EdgePlace(2, 1, 3)
    assert edge_beside(LAYOUT, UnitPlace(1, 0), 1) == EdgePlace(1, 1, 0)
    assert edge_beside(LAYOUT, UnitPlace(1, 1), -1) == UnitPlace(1, 1)
    edge = EdgePlace(1, 2, 1)
    assert edge_beside(LAYOUT, edge, 1) == UnitPlace(2, 2)
    assert moved(LAYOUT, edge, -1, 0) == UnitPlace(1, 1)
    assert moved(LAYOUT, edge, 0, -1) == EdgePlace(1, 2, 0)
    assert moved(LAYOUT, EdgePlace(1, 2, 2), 0, 1) == EdgePlace(1, 2, 2)


def test_nothing_selected_starts_at_the_first_unit() -> None:
    assert moved(LAYOUT, None, 0, 1) == UnitPlace(1, 1)
    assert edge_beside(LAYOUT, None, 1) is None


def test_from_weight_to_weight_as_in_the_matrices() -> None:
    place, found = EdgePlace(1, 1, 0), []
    while place is not None:
        found.append(place)
        after = number_beside(LAYERS, place, 1)
        assert after is None or number_beside(LAYERS, after, -1) == place
        place = after  # type: ignore[assignment]
    assert found == [
        EdgePlace(layer, to, frm)
        for layer in (1, 2)
        for to in range(1, LAYERS[layer] + 1)
        for frm in range(LAYERS[layer - 1] + 1)
    ]
    assert number_beside(LAYERS, found[0], -1) is None


def test_from_input_to_input_and_from_target_to_target() -> None:
    assert number_beside(LAYERS, UnitPlace(1, 1), 1) == UnitPlace(1, 2)
    assert number_beside(LAYERS, UnitPlace(1, 2), 1) is None
    assert number_beside(LAYERS, UnitPlace(1, 1), -1) is None
    assert number_beside((2, 3), TargetPlace(2), 1) == TargetPlace(3)
    assert number_beside((2, 3), TargetPlace(2), -1) == TargetPlace(1)
    assert number_beside((2, 3), TargetPlace(3), 1) is None
