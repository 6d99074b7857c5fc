"""One tick of the walk with everything an explanation draws on, and what is known by then."""

from dataclasses import dataclass
from functools import cached_property

from bpsim.core.network import Network
from bpsim.core.settings import Convention
from bpsim.steps.schedule import (
    BEFORE_COST,
    DELTAS,
    FINISH,
    Granularity,
    Phase,
    Schedule,
    TickPosition,
)
from bpsim.steps.step import Known, Values
from bpsim.steps.values import IterationValues


@dataclass(frozen=True)
class Moment:
    """A tick, the granularity it is looked at with, and the numbers of its iteration.

    ``true_delta`` overrules the lecture's shorthand.
    """

    source: IterationValues
    schedule: Schedule
    place: TickPosition
    granularity: Granularity
    true_delta: bool = False

    @property
    def network(self) -> Network:
        """The network with the weights that the iteration uses."""
        return self.source.network

    @property
    def convention(self) -> Convention:
        """The convention on screen."""
        return self.source.convention

    @property
    def item(self) -> int:
        """The example's place in the batch from 0; at the end of the iteration the last one's."""
        return self.source.batch.size - 1 if self.place.item is None else self.place.item

    @property
    def shorthand(self) -> bool:
        """True where deltas are shown without g′; Δ, D and the update always use the true ones."""
        left_out = self.convention.lecture_shorthand and not self.true_delta
        return left_out and self.place.phase in DELTAS

    @cached_property
    def values(self) -> Values:
        """The numbers of the example on screen."""
        return self.source.of(self.item, true_delta=not self.shorthand)

    @property
    def term(self) -> int | None:
        """The term that this tick adds (from 0), None where it is no term of a sum."""
        terms = self._term_count()
        if self.granularity is not Granularity.TERM or not 0 <= self.place.part < terms:
            return None
        return self.place.part

    def _term_count(self) -> int:
        """How many ticks of the unit at hand are terms of a sum."""
        block = self.place.block
        if block.phase is Phase.FORWARD:
            assert block.layer is not None
            return self.network.layers[block.layer - 2] + 1
        if block.phase is Phase.HIDDEN_DELTA:
            return block.parts - 1
        if block.phase is Phase.OUTPUT_DELTA and self.schedule.softmax and block.parts > 1:
            return block.parts  # softmax with the squared error: one term for each output
        return 0

    def known(self) -> Known:
        """What has been computed once this tick is done."""
        layers, phase, place = self.network.layers, self.place.phase, self.place
        depth = len(layers)
        at = place.layer or depth
        forward_done = phase not in BEFORE_COST
        z_units, a_units, delta_units = [0] * depth, [layers[0]] + [0] * (depth - 1), [0] * depth
        if phase is Phase.SCALE:
            a_units[0] = 0
        for layer in range(2, depth + 1):
            if forward_done or (phase is Phase.FORWARD and layer < at):
                z_units[layer - 1] = a_units[layer - 1] = layers[layer - 1]
            if phase in (Phase.ACCUMULATE, *FINISH) or (phase is Phase.HIDDEN_DELTA and layer > at):
                delta_units[layer - 1] = layers[layer - 1]
        if phase is Phase.FORWARD:
            z_units[at - 1], a_units[at - 1] = self._forward_units()
        elif phase in DELTAS:
            delta_units[at - 1] = place.unit if self._unit_done() else place.unit - 1
        D = tuple(
            self.source.D[layer - 1] if self._has_D(layer) else None for layer in range(1, depth)
        )
        return Known(
            values=self.values,
            z_units=tuple(z_units),
            a_units=tuple(a_units),
            delta_units=tuple(delta_units),
            cost=None if phase in BEFORE_COST else self.values.cost,
            summed=tuple(self._summed(layer) for layer in range(1, depth)),
            sums=self.source.Delta,
            D=D,
            J=self.source.J if phase in FINISH else None,
        )

    def _forward_units(self) -> tuple[int, int]:
        """How many units of the layer at hand have their z and their a."""
        place, terms = self.place, self._term_count()
        if place.part < 0:  # softmax: every z is there
            return place.block.units, place.unit
        with_z = place.unit if place.part >= terms - 1 else place.unit - 1
        if place.block.tail:
            return with_z, 0
        return with_z, place.unit if self._unit_done() else place.unit - 1

    def _unit_done(self) -> bool:
        return self.place.part == self.place.block.parts - 1

    def _summed(self, layer: int) -> int:
        """How many examples Δ^(layer) holds."""
        place = self.place
        if place.item is None:
            return self.source.batch.size
        added = place.phase is Phase.ACCUMULATE and place.layer is not None and layer <= place.layer
        return place.item + (1 if added else 0)

    def _has_D(self, layer: int) -> bool:
        phase, at = self.place.phase, self.place.layer
        return phase is Phase.UPDATE or (phase is Phase.GRADIENT and at is not None and layer <= at)
