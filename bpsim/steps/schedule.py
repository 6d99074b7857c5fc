"""The order of the walk as arithmetic: how many stops there are, and which one is the n-th.

The finest stops are called ticks: one product of a sum, one g, one g′. Every coarser stop ends on
the last tick of its group, so all granularities walk through the same states.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from bpsim.base.words import tr
from bpsim.core.costs.table import COSTS
from bpsim.core.document import Document


class Granularity(StrEnum):
    """How far one step goes."""

    TERM = "term"
    UNIT = "unit"
    LAYER = "layer"
    PASS = "pass"
    ITERATION = "iteration"


FINE = (Granularity.TERM, Granularity.UNIT)
COARSE = (Granularity.PASS, Granularity.ITERATION)
GRANULARITY_WORDS = {
    Granularity.TERM: tr("Term"),
    Granularity.UNIT: tr("Unit"),
    Granularity.LAYER: tr("Layer"),
    Granularity.PASS: tr("Pass"),
    Granularity.ITERATION: tr("Iteration"),
}
GRANULARITY_TIPS = (
    tr("Step by single products, then g or g′"),
    tr("Step by units"),
    tr("Step by whole layers"),
    tr("Step by passes: forward, backward, update"),
    tr("Step by whole iterations"),
)
"""What a step size is called on a control."""


class Phase(StrEnum):
    """What a stop does."""

    SCALE = "scale"
    LOAD = "load"
    FORWARD = "forward"
    COST = "cost"
    OUTPUT_DELTA = "output-delta"
    HIDDEN_DELTA = "hidden-delta"
    ACCUMULATE = "accumulate"
    GRADIENT = "gradient"
    UPDATE = "update"


DELTAS = (Phase.OUTPUT_DELTA, Phase.HIDDEN_DELTA)
OF_UNITS = (Phase.FORWARD, *DELTAS)
"""The phases that go unit by unit."""
BEFORE_COST = (Phase.SCALE, Phase.LOAD, Phase.FORWARD)
FORWARD_PASS = (*BEFORE_COST, Phase.COST)
BACKWARD_PASS = (*DELTAS, Phase.ACCUMULATE)
FINISH = (Phase.GRADIENT, Phase.UPDATE)


@dataclass(frozen=True, slots=True)
class LayerBlock:
    """One layer in one phase: ``units`` units of ``parts`` ticks each, then ``tail`` ticks more.

    Only a softmax layer has a tail: no unit of it can be activated before all have their z.
    """

    phase: Phase
    layer: int | None
    units: int
    parts: int
    tail: int = 0

    @property
    def ticks(self) -> int:
        """The number of ticks."""
        return self.units * self.parts + self.tail

    def stops(self, granularity: Granularity) -> int:
        """The number of stops at term, unit or layer granularity."""
        if granularity is Granularity.TERM:
            return self.ticks
        return self.units if granularity is Granularity.UNIT else 1

    def last_tick(self, stop: int, granularity: Granularity) -> int:
        """The tick that ends the ``stop``-th stop, both from 0 at the block's start."""
        if granularity is Granularity.TERM:
            return stop
        if granularity is Granularity.UNIT and stop < self.units - 1:
            return (stop + 1) * self.parts - 1
        return self.ticks - 1

    def stop_at(self, tick: int, granularity: Granularity) -> int:
        """The stop that the ``tick``-th tick belongs to."""
        if granularity is Granularity.TERM:
            return tick
        return min(tick // self.parts, self.units - 1) if granularity is Granularity.UNIT else 0


@dataclass(frozen=True, slots=True)
class TickPosition:
    """Where a tick stands: ``item`` is the example's place in the batch from 0, None at the end.

    ``unit`` counts from 1; ``part`` is the tick within the unit from 0 (a term, or g or g′ once
    the terms are used up). In a softmax tail ``part`` is −1: the stop is the unit's g.
    """

    block: LayerBlock
    item: int | None
    unit: int
    part: int

    @property
    def phase(self) -> Phase:
        """The block's phase."""
        return self.block.phase

    @property
    def layer(self) -> int | None:
        """The block's layer."""
        return self.block.layer


@dataclass(frozen=True)
class Schedule:
    """The walk of one iteration over ``batch`` examples: counts and index ↔ tick, in O(L).

    Where the inputs are ``scaled``, each example begins with a stop that shows how. Where they are
    not ``answered`` by targets, the walk ends with the outputs.
    """

    layers: tuple[int, ...]
    softmax: bool
    output_parts: int
    batch: int
    scaled: bool = False
    answered: bool = True

    @classmethod
    def of(cls, document: Document, iteration: int) -> "Schedule":
        """The schedule of an iteration of ``document``, whose m ≥ 1 examples it takes some of."""
        network, batch = document.network, document.batch_of(iteration).size
        softmax = not network.activations[-1].elementwise
        parts = 1  # a − y
        if COSTS[document.cost].keeps_slope:
            parts = network.layers[-1] if softmax else 2  # softmax's Jacobian; a − y, then g′
        scaled, answered = document.scaling is not None, document.examples.answered
        return cls(network.layers, softmax, parts, batch, scaled, answered)

    @cached_property
    def example_blocks(self) -> tuple[LayerBlock, ...]:
        """The blocks of one example's walk, in order."""
        s, depth = self.layers, len(self.layers)
        blocks = [LayerBlock(Phase.SCALE, 1, 1, 1)] if self.scaled else []
        blocks.append(LayerBlock(Phase.LOAD, 1, 1, 1))
        for layer in range(2, depth + 1):
            terms = s[layer - 2] + 1
            if layer == depth and self.softmax:
                blocks.append(LayerBlock(Phase.FORWARD, layer, s[layer - 1], terms, s[layer - 1]))
            else:
                blocks.append(LayerBlock(Phase.FORWARD, layer, s[layer - 1], terms + 1))
        if not self.answered:
            return tuple(blocks)
        blocks.append(LayerBlock(Phase.COST, depth, 1, 1))
        blocks.append(LayerBlock(Phase.OUTPUT_DELTA, depth, s[-1], self.output_parts))
        for layer in range(depth - 1, 1, -1):
            blocks.append(LayerBlock(Phase.HIDDEN_DELTA, layer, s[layer - 1], s[layer] + 1))
        blocks.extend(LayerBlock(Phase.ACCUMULATE, layer, 1, 1) for layer in range(1, depth))
        return tuple(blocks)

    @cached_property
    def final_blocks(self) -> tuple[LayerBlock, ...]:
        """The blocks that end the iteration: D per layer, then the update."""
        if not self.answered:
            return ()
        layers = range(1, len(self.layers))
        return (
            *(LayerBlock(Phase.GRADIENT, layer, 1, 1) for layer in layers),
            LayerBlock(Phase.UPDATE, None, 1, 1),
        )

    def count(self, granularity: Granularity) -> int:
        """The number of stops in the iteration."""
        return self._counts[granularity]

    @cached_property
    def _counts(self) -> dict[Granularity, int]:
        each = self._stops_each
        return {
            granularity: self.batch * each[granularity] + self._at_end(granularity)
            for granularity in Granularity
        }

    def per_example(self, granularity: Granularity) -> int:
        """The number of stops of one example (0 at iteration granularity)."""
        return self._stops_each[granularity]

    def stops_of(self, item: int, granularity: Granularity) -> range:
        """The stops of the ``item``-th example of the batch, from 0, by their index."""
        each = self.per_example(granularity)
        return range(item * each, (item + 1) * each)

    def final_stops(self, granularity: Granularity) -> range:
        """The stops that end the iteration, by their index."""
        return range(self.batch * self.per_example(granularity), self.count(granularity))

    def seen_from_example(self, granularity: Granularity) -> int:
        """The number of stops of one example and those that end the iteration."""
        return self.per_example(granularity) + self._at_end(granularity)

    def index_in_example(self, item: int, number: int, granularity: Granularity) -> int:
        """The index of the ``number``-th of these stops, both from 0, for example ``item``."""
        each = self.per_example(granularity)
        return (item if number < each else self.batch - 1) * each + number

    def number_in_example(self, index: int, granularity: Granularity) -> int:
        """The other way round: which of these stops the ``index``-th stop is, from 0."""
        each = self.per_example(granularity)
        at_end = index - (self.batch - 1) * each
        return at_end if at_end >= each else index % each

    @cached_property
    def _stops_each(self) -> dict[Granularity, int]:
        blocks = self.example_blocks
        counts = {g: sum(each.stops(g) for each in blocks) for g in (*FINE, Granularity.LAYER)}
        passes = 2 if self.answered else 1
        return counts | {Granularity.PASS: passes, Granularity.ITERATION: 0}

    def _at_end(self, granularity: Granularity) -> int:
        if granularity is Granularity.ITERATION:
            return 1
        if granularity is Granularity.PASS:
            return 1 if self.answered else 0
        return sum(block.stops(granularity) for block in self.final_blocks)

    @cached_property
    def ticks_per_example(self) -> int:
        """The number of ticks of one example."""
        return sum(block.ticks for block in self.example_blocks)

    @property
    def ticks(self) -> int:
        """The number of ticks in the iteration."""
        return self.count(Granularity.TERM)

    def tick_of(self, index: int, granularity: Granularity) -> int:
        """The tick on which the ``index``-th stop ends; raises IndexError outside the walk."""
        if not 0 <= index < self.count(granularity):
            raise IndexError(
                tr("step {index} of {count}", index=index, count=self.count(granularity))
            )
        if granularity is Granularity.ITERATION:
            return self.ticks - 1
        item, rest = divmod(index, self.per_example(granularity))
        if item >= self.batch:
            start, blocks = self.batch * self.ticks_per_example, self.final_blocks
            rest = index - self.batch * self.per_example(granularity)
            if granularity is Granularity.PASS:
                return self.ticks - 1
        else:
            start, blocks = item * self.ticks_per_example, self.example_blocks
            if granularity is Granularity.PASS:
                return start + (self._forward_ticks if rest == 0 else self.ticks_per_example) - 1
        for block in blocks:
            stops = block.stops(granularity)
            if rest < stops:
                return start + block.last_tick(rest, granularity)
            rest -= stops
            start += block.ticks
        raise AssertionError("the blocks end before the count does")

    def index_of(self, tick: int, granularity: Granularity) -> int:
        """The stop that ``tick`` belongs to; the inverse of :meth:`tick_of` on its values."""
        if not 0 <= tick < self.ticks:
            raise IndexError(tr("tick {tick} of {ticks}", tick=tick, ticks=self.ticks))
        if granularity is Granularity.ITERATION:
            return 0
        item, rest = divmod(tick, self.ticks_per_example)
        index = min(item, self.batch) * self.per_example(granularity)
        if item >= self.batch:
            rest, blocks = tick - self.batch * self.ticks_per_example, self.final_blocks
            if granularity is Granularity.PASS:
                return index
        else:
            blocks = self.example_blocks
            if granularity is Granularity.PASS:
                return index + (0 if rest < self._forward_ticks else 1)
        for block in blocks:
            if rest < block.ticks:
                return index + block.stop_at(rest, granularity)
            rest -= block.ticks
            index += block.stops(granularity)
        raise AssertionError("the blocks end before the ticks do")

    @property
    def _forward_ticks(self) -> int:
        return sum(b.ticks for b in self.example_blocks if b.phase in FORWARD_PASS)

    def position_of(self, tick: int) -> TickPosition:
        """What happens at ``tick``."""
        if not 0 <= tick < self.ticks:
            raise IndexError(tr("tick {tick} of {ticks}", tick=tick, ticks=self.ticks))
        item: int | None
        item, rest = divmod(tick, self.ticks_per_example)
        blocks = self.example_blocks
        if item >= self.batch:
            rest, blocks = tick - self.batch * self.ticks_per_example, self.final_blocks
            item = None
        for block in blocks:
            if rest < block.ticks:
                unit, part = divmod(rest, block.parts)
                if unit >= block.units:
                    return TickPosition(block, item, rest - block.units * block.parts + 1, -1)
                return TickPosition(block, item, unit + 1, part)
            rest -= block.ticks
        raise AssertionError("the blocks end before the ticks do")

    def tick_where(self, phase: Phase, layer: int | None, unit: int, item: int) -> int:
        """The last tick of a unit's stop (``layer`` may be None for cost, load and update).

        ``item`` is the example's place in the batch; it is ignored at the end of the iteration.
        Raises KeyError where the walk has no such stop.
        """
        final = phase in FINISH
        if not final and not 0 <= item < self.batch:
            raise KeyError((phase, layer, unit, item))
        start = (self.batch if final else item) * self.ticks_per_example
        for block in self.final_blocks if final else self.example_blocks:
            if block.phase is phase and (layer is None or layer == block.layer):
                if not 1 <= unit <= block.units:
                    break
                return start + block.last_tick(unit - 1, Granularity.UNIT)
            start += block.ticks
        raise KeyError((phase, layer, unit))
