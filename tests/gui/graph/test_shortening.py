"""Which units of a large layer stay in the picture."""

from hypothesis import given
from hypothesis import strategies as st

from bpsim.gui.graph.layout.fitting import frame_for
from bpsim.gui.graph.layout.layout import Layout
from bpsim.gui.graph.layout.shortening import first_units, shown_units, wanted_units
from bpsim.steps.places import EdgePlace, TargetPlace, UnitPlace
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.trace import Trace
from tests.gui.graph.walks import document_of, lecture, metrics_for, network_of, step_at

LARGE = Trace.of(document_of(network_of((400, 25, 10))))
FRAME = frame_for((400, 25, 10), metrics_for((400, 25, 10)), 1400, 900)


@given(st.integers(1, 900), st.integers(1, 16), st.lists(st.integers(1, 900), max_size=20))
def test_the_slots_are_filled_with_what_is_wanted_first(
    size: int, slots: int, wanted: list[int]
) -> None:
    shown = shown_units(size, slots, wanted)
    assert list(shown) == sorted(set(shown))
    assert len(shown) == min(size, slots)
    assert all(1 <= unit <= size for unit in shown)
    if size > slots:
        first = list(range(1, first_units(slots) + 1))
        assert set(first) <= set(shown)
        possible = [unit for unit in dict.fromkeys(wanted) if unit <= size and unit not in first]
        assert set(possible[: slots - len(first)]) <= set(shown)


def test_without_wishes_the_first_units_are_shown() -> None:
    assert shown_units(400, 5, ()) == (1, 2, 3, 4, 5)
    assert shown_units(3, 5, ()) == (1, 2, 3)


def test_a_forward_step_keeps_its_unit_and_its_largest_terms() -> None:
    for unit in range(1, 26):
        step = step_at(LARGE, Phase.FORWARD, 2, unit)
        layout = Layout.of(FRAME, wanted_units(step, None))
        assert unit in layout.shown[1]
        assert {t for t in step.terms.shown if t > 0} <= set(layout.shown[0])
        assert {1, 2} <= set(layout.shown[0])


def test_a_delta_keeps_its_unit_and_the_units_it_comes_from() -> None:
    for unit in (1, 17, 25):
        step = step_at(LARGE, Phase.HIDDEN_DELTA, 2, unit)
        layout = Layout.of(FRAME, wanted_units(step, None))
        assert unit in layout.shown[1]
        assert {t + 1 for t in step.terms.shown} <= set(layout.shown[2])


def test_the_current_term_is_shown_even_if_it_is_small() -> None:
    for back in (2, 100, 300):
        step = step_at(LARGE, Phase.FORWARD, 2, 20, Granularity.TERM, back)
        assert step.term is not None
        layout = Layout.of(FRAME, wanted_units(step, None))
        assert step.term in (0, *layout.shown[0])
        assert 20 in layout.shown[1]


def test_where_room_is_short_the_smallest_products_give_way() -> None:
    small = frame_for((400, 25, 10), metrics_for((400, 25, 10)), 760, 300)
    step = step_at(LARGE, Phase.FORWARD, 2, 20)
    shown = Layout.of(small, wanted_units(step, None)).shown[0]
    terms = [t for t in step.terms.shown if t > 0]
    by_size = sorted(terms, key=lambda t: -abs(float(step.terms.products[t])))
    kept = [t for t in by_size if t in shown]
    assert kept and kept == by_size[: len(kept)]
    assert len(kept) < len(by_size)


def test_the_selection_stays_in_the_picture() -> None:
    step = step_at(LARGE, Phase.FORWARD, 3, 2)
    unit = Layout.of(FRAME, wanted_units(step, UnitPlace(1, 300)))
    assert unit.shows(UnitPlace(1, 300))
    edge = Layout.of(FRAME, wanted_units(step, EdgePlace(1, 24, 333)))
    assert edge.shows(EdgePlace(1, 24, 333))
    target = wanted_units(step, TargetPlace(3))
    assert target == wanted_units(step, None) | {3: [*target[3]]}


def test_the_slots_do_not_move_from_step_to_step() -> None:
    layouts = [
        Layout.of(FRAME, wanted_units(step_at(LARGE, Phase.FORWARD, 2, unit), None))
        for unit in (1, 9, 25)
    ]
    for layout in layouts:
        assert [len(units) for units in layout.shown] == [len(slots) for slots in FRAME.slots]
        assert layout.y(1, 1) == layouts[0].y(1, 1)
        assert layout.y(1, 2) == layouts[0].y(1, 2)


def test_gaps_stand_for_all_that_is_left_out() -> None:
    for unit in (1, 12, 25):
        layout = Layout.of(FRAME, wanted_units(step_at(LARGE, Phase.FORWARD, 2, unit), None))
        for layer, size in enumerate(FRAME.layers, start=1):
            missing = sum(count for _, (count, _) in layout.gaps(layer))
            assert missing == size - len(layout.shown[layer - 1])


def test_a_layer_as_a_whole_wants_no_unit_in_particular() -> None:
    step = step_at(LARGE, Phase.FORWARD, 2, 1, Granularity.LAYER)
    assert wanted_units(step, None) == {1: [], 2: [], 3: []}
    assert wanted_units(lecture(Phase.LOAD), None) == {1: [], 2: [], 3: [], 4: []}
