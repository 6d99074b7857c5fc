"""The timeline's arithmetic: stops to pixels and back, at every granularity, for any batch."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.gui.panels.transport import tiers
from bpsim.gui.panels.transport.tiers import Walk, block_label, walk_of, whole_of
from bpsim.gui.panels.transport.words import stop_words
from bpsim.steps.schedule import Granularity, Schedule

LECTURE = Schedule((2, 2, 2, 1), False, 1, 4)
DIGITS = Schedule((400, 25, 10), False, 1, 5000)

schedules = st.builds(
    Schedule,
    st.lists(st.integers(1, 9), min_size=2, max_size=6).map(tuple),
    st.just(False),
    st.sampled_from((1, 2)),
    st.integers(1, 40),
)
granularities = st.sampled_from(list(Granularity))


def label_room(text: str) -> float:
    """The room of a label, in a font of ten pixels for each letter."""
    return 10.0 * len(text)


def middle(walk: Walk, index: int) -> float:
    """The pixel in the middle of a stop."""
    left, right = walk.segment_of(index).span(index)
    return (left + right) / 2


@given(schedules, granularities, st.floats(200, 3000), st.data())
def test_a_stop_in_the_lower_tier_is_found_again_at_its_middle(
    schedule: Schedule, granularity: Granularity, width: float, data: st.DataObject
) -> None:
    item = data.draw(st.one_of(st.none(), st.integers(0, schedule.batch - 1)))
    if granularity is Granularity.ITERATION:
        item = None
    walk = walk_of(schedule, granularity, item, width, label_room)
    stops = [n for s in walk.segments for n in range(s.first, s.first + s.stops)]
    each, batch = schedule.per_example(granularity), schedule.batch
    if item is None:
        assert stops == list(range(batch * each, schedule.count(granularity)))
    else:
        assert stops == list(range(item * each, (item + 1) * each))
    assert [walk.index_at(middle(walk, index)) for index in stops] == stops


@given(schedules, granularities, st.floats(200, 3000))
def test_the_lower_tier_fills_its_width_without_gaps(
    schedule: Schedule, granularity: Granularity, width: float
) -> None:
    segments = walk_of(schedule, granularity, None, width, label_room).segments
    assert segments[0].x == 0
    assert segments[-1].right == pytest.approx(width)
    for left, right in itertools.pairwise(segments):
        assert left.right == pytest.approx(right.x)


@given(schedules, granularities, st.floats(300, 3000), st.data())
def test_the_upper_tier_gives_a_stop_of_the_example_under_the_pointer(
    schedule: Schedule, granularity: Granularity, width: float, data: st.DataObject
) -> None:
    whole = whole_of(schedule, granularity, width, 60.0)
    if granularity is Granularity.ITERATION:
        assert whole.index_at(data.draw(st.floats(0, width))) == 0
        return
    item = data.draw(st.one_of(st.none(), st.integers(0, schedule.batch - 1)))
    left, right = whole.span(item)
    index = whole.index_at((left + right) / 2)
    place = schedule.position_of(schedule.tick_of(index, granularity))
    assert place.item == item
    assert whole.index_at(-50.0) == 0
    assert whole.index_at(width + 50.0) == schedule.count(granularity) - 1


def test_the_mark_of_the_first_and_the_last_stop_lie_at_the_ends() -> None:
    whole = whole_of(LECTURE, Granularity.UNIT, 760.0, 60.0)
    assert whole.x_of(0, 0) < 10
    last = LECTURE.count(Granularity.UNIT) - 1
    assert 740 < whole.x_of(last, None) <= 760


def test_more_examples_than_could_be_looped_over_cost_nothing() -> None:
    huge = Schedule((400, 25, 10), False, 1, 10**15)
    whole = whole_of(huge, Granularity.TERM, 760.0, 60.0)
    assert whole.merged
    item = 123_456_789_012_345
    index = item * huge.per_example(Granularity.TERM) + 7
    walk = walk_of(huge, Granularity.TERM, item, 760.0, label_room)
    assert walk.index_at(middle(walk, index)) == index
    assert 0 < whole.x_of(index, item) < 760
    assert f"{item + 1:,}" in stop_words(huge, index, Granularity.TERM, 10**15)


def test_few_examples_are_drawn_one_by_one() -> None:
    assert not whole_of(LECTURE, Granularity.UNIT, 760.0, 60.0).merged


def test_stops_are_equally_wide_where_there_is_room() -> None:
    walk = walk_of(LECTURE, Granularity.UNIT, 0, 760.0, label_room)
    widths = {round(s.width / s.stops, 6) for s in walk.segments}
    assert len(widths) == 1


def test_every_block_keeps_room_for_its_label_where_stops_are_many() -> None:
    walk = walk_of(DIGITS, Granularity.TERM, 3, 760.0, label_room)
    assert all(s.width >= label_room(s.label) for s in walk.segments)
    widest = max(walk.segments, key=lambda s: s.width)
    assert widest.label == "a⁽²⁾"


def test_a_long_word_takes_room_from_short_symbols(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        tiers, "tr", lambda words, **_: "verificación" if words == "cost" else words
    )
    walk = walk_of(LECTURE, Granularity.UNIT, 0, 520.0, label_room)
    assert any(segment.label == "verificación" for segment in walk.segments)
    assert all(segment.width >= label_room(segment.label) for segment in walk.segments)
    narrow = walk_of(LECTURE, Granularity.UNIT, 0, 100.0, label_room)
    assert narrow.segments[-1].right == pytest.approx(100.0)


def test_blocks_are_named_in_the_notation_of_the_formulas() -> None:
    names = [block_label(block) for block in (*LECTURE.example_blocks, *LECTURE.final_blocks)]
    assert names == [
        "x", "a⁽²⁾", "a⁽³⁾", "a⁽⁴⁾", "cost", "δ⁽⁴⁾", "δ⁽³⁾", "δ⁽²⁾", "Δ⁽¹⁾", "Δ⁽²⁾", "Δ⁽³⁾",
        "D⁽¹⁾", "D⁽²⁾", "D⁽³⁾", "Θ",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("index", "granularity", "words"),
    [
        (0, Granularity.UNIT, "Example 1 of 4 · forward · load the example"),
        (17, Granularity.UNIT, "Example 2 of 4 · forward · z and a of unit 2, layer 2"),
        (11, Granularity.UNIT, "Example 1 of 4 · backward · δ of unit 2, layer 2"),
        (6, Granularity.LAYER, "Example 1 of 4 · backward · δ of layer 3"),
        (5, Granularity.PASS, "Example 3 of 4 · backward pass"),
        (60, Granularity.UNIT, "D of layer 1"),
        (63, Granularity.UNIT, "update of all weights"),
        (0, Granularity.ITERATION, "one whole iteration"),
    ],
)
def test_a_stop_in_words(index: int, granularity: Granularity, words: str) -> None:
    assert stop_words(LECTURE, index, granularity, 4) == words


def test_a_batch_is_told_from_the_training_set() -> None:
    words = stop_words(LECTURE, 17, Granularity.UNIT, 250)
    assert words.startswith("Example 2 of 4 in the batch")
