"""Where the stops of the walk lie on the timeline, and back: arithmetic, nothing painted.

Positions are pixels from the left end of the timeline. No function here loops over the examples.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bpsim.base.words import tr
from bpsim.notation.numerals import superscript
from bpsim.steps.schedule import COARSE, FORWARD_PASS, Granularity, LayerBlock, Phase, Schedule
from bpsim.steps.step import PASS_NAMES, PASS_WORDS

# An example narrower than this is not drawn as a segment of its own.
NARROWEST_EXAMPLE = 6.0
SECTION_GAP = 4.0

_LABELS = {
    Phase.FORWARD: "a",
    Phase.OUTPUT_DELTA: "δ",
    Phase.HIDDEN_DELTA: "δ",
    Phase.ACCUMULATE: "Δ",
    Phase.GRADIENT: "D",
}
FORWARD = (PASS_WORDS["forward"], "forward")
"""Label and pass of a walk that is a single one."""


def block_label(block: LayerBlock) -> str:
    """What the block is about, in symbols: raw, x, a⁽²⁾, cost, δ⁽²⁾, Δ⁽¹⁾, D⁽¹⁾, Θ."""
    if block.phase is Phase.SCALE:
        return tr("raw")
    if block.phase is Phase.LOAD:
        return "x"
    if block.phase is Phase.COST:
        return tr("cost")
    if block.phase is Phase.UPDATE:
        return "Θ"
    return _LABELS[block.phase] + superscript(f"({block.layer})")


@dataclass(frozen=True, slots=True)
class Segment:
    """``stops`` stops from ``first`` on, drawn from ``x`` over ``width`` in its pass's colour."""

    label: str
    pass_name: str
    first: int
    stops: int
    x: float
    width: float

    @property
    def right(self) -> float:
        """The right end."""
        return self.x + self.width

    def span(self, index: int) -> tuple[float, float]:
        """The left and the right end of the stop called ``index``."""
        each = self.width / self.stops
        left = self.x + (index - self.first) * each
        return left, left + each

    def index_at(self, x: float) -> int:
        """The stop at ``x``, the nearest one outside the segment."""
        place = int((x - self.x) / self.width * self.stops) if self.width > 0 else 0
        return self.first + min(max(place, 0), self.stops - 1)


@dataclass(frozen=True, slots=True)
class Walk:
    """The lower tier: one example's walk, or the end of the iteration, block by block."""

    segments: tuple[Segment, ...]

    def segment_of(self, index: int) -> Segment:
        """The segment that holds the stop called ``index``, the nearest one outside the walk."""
        for segment in self.segments:
            if index < segment.first + segment.stops:
                return segment
        return self.segments[-1]

    def index_at(self, x: float) -> int:
        """The stop at ``x``, the first or the last one outside the tier."""
        for segment in self.segments:
            if x < segment.right:
                return segment.index_at(x)
        return self.segments[-1].index_at(x)


def walk_of(
    schedule: Schedule,
    granularity: Granularity,
    item: int | None,
    width: float,
    room: Callable[[str], float],
) -> Walk:
    """The lower tier for the example at ``item`` of the batch, None for the end of the iteration.

    Stops are equally wide as long as that leaves every block the ``room`` of its label; else each
    block gets that first (or a part of it), and only what is left is shared out by stops.
    """
    if granularity is Granularity.ITERATION:
        whole = (tr("one iteration"), "update") if schedule.answered else FORWARD
        return Walk((Segment(*whole, 0, 1, 0.0, width),))
    if granularity is Granularity.PASS:
        parts = _passes(item) if schedule.answered else [(*FORWARD, 1)]
    else:
        parts = _blocks(schedule, granularity, item)
    first = (schedule.batch if item is None else item) * schedule.per_example(granularity)
    stops_of, rooms = [part[2] for part in parts], [room(part[0]) for part in parts]
    widths = _widths(stops_of, rooms, width)
    segments, x = [], 0.0
    for (text, pass_name, stops), each in zip(parts, widths, strict=True):
        segments.append(Segment(text, pass_name, first, stops, x, each))
        first += stops
        x += each
    return Walk(tuple(segments))


_Part = tuple[str, str, int]  # label, pass, stops


def _blocks(schedule: Schedule, granularity: Granularity, item: int | None) -> list[_Part]:
    blocks = schedule.final_blocks if item is None else schedule.example_blocks
    return [(block_label(b), PASS_NAMES[b.phase], b.stops(granularity)) for b in blocks]


def _passes(item: int | None) -> list[_Part]:
    if item is None:
        return [(PASS_WORDS["update"], "update", 1)]
    return [(PASS_WORDS[each], each, 1) for each in ("forward", "backward")]


def _widths(stops: Sequence[int], rooms: Sequence[float], width: float) -> list[float]:
    total = sum(stops)
    equal = [width * n / total for n in stops]
    if all(each >= room for each, room in zip(equal, rooms, strict=True)):
        return equal
    part = min(1.0, width / sum(rooms))
    spare = width - part * sum(rooms)
    return [part * room + spare * n / total for n, room in zip(stops, rooms, strict=True)]


@dataclass(frozen=True, slots=True)
class Whole:
    """The upper tier: the examples of the batch, equally wide, then the end of the iteration.

    ``forward_share`` is the part of an example's stops that belongs to the forward pass.
    """

    batch: int
    stops_each: int
    stops: int
    forward_share: float
    examples_width: float
    end_x: float
    end_width: float

    @property
    def each(self) -> float:
        """The width of one example."""
        return self.examples_width / self.batch

    @property
    def merged(self) -> bool:
        """True if the examples are too many to be seen one by one."""
        return self.each < NARROWEST_EXAMPLE

    def span(self, item: int | None) -> tuple[float, float]:
        """The left and the right end of an example, or of the end of the iteration."""
        if item is None:
            return self.end_x, self.end_x + self.end_width
        return item * self.each, (item + 1) * self.each

    def end(self) -> Segment:
        """The end of the iteration as one segment."""
        first = self.batch * self.stops_each
        return Segment(
            PASS_WORDS["update"], "update", first, self.stops - first, self.end_x, self.end_width
        )

    def example(self, item: int) -> Segment:
        """One example as one segment; it has no stops of its own at iteration granularity."""
        left, right = self.span(item)
        first = item * self.stops_each
        return Segment(str(item + 1), "forward", first, max(1, self.stops_each), left, right - left)

    def item_at(self, x: float) -> int | None:
        """The example at ``x``, None for the end of the iteration."""
        if x >= self.end_x - SECTION_GAP / 2:
            return None
        return min(max(int(x / self.each), 0), self.batch - 1)

    def index_at(self, x: float) -> int:
        """The stop at ``x``, the first or the last one outside the tier."""
        if self.stops == 1:
            return 0
        item = self.item_at(x)
        return (self.end() if item is None else self.example(item)).index_at(x)

    def x_of(self, index: int, item: int | None) -> float:
        """The middle of the stop called ``index``, which belongs to ``item``."""
        if self.stops == 1:
            return self.end_x + self.end_width
        left, right = (self.end() if item is None else self.example(item)).span(index)
        return (left + right) / 2


def whole_of(schedule: Schedule, granularity: Granularity, width: float, end_width: float) -> Whole:
    """The upper tier over ``width`` pixels; the end of the iteration gets ``end_width`` of them."""
    end, gap = min(end_width, width / 3), SECTION_GAP
    if not schedule.answered:
        end = gap = 0.0  # nothing follows the outputs
    stops = schedule.per_example(granularity)
    if granularity in COARSE:
        share = 0.5 if schedule.answered else 1.0
    else:
        forward = (b for b in schedule.example_blocks if b.phase in FORWARD_PASS)
        share = sum(b.stops(granularity) for b in forward) / stops
    return Whole(
        schedule.batch,
        stops,
        schedule.count(granularity),
        share,
        width - end - gap,
        width - end,
        end,
    )
