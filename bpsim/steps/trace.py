"""The walk of one iteration: any stop of it as a Step, in any order, at any granularity."""

from dataclasses import replace

import numpy as np

from bpsim.base.words import tr
from bpsim.core.checkpoint import Checkpoint
from bpsim.core.document import Document
from bpsim.core.gradient_check import Kink, kinks_met, z_slope
from bpsim.core.propagation import Forward
from bpsim.notation.numerals import number_text
from bpsim.steps.apart.delta import Checked, DeltaBreakdown
from bpsim.steps.explain import backward, finish, forward, symbols
from bpsim.steps.explain.cost import cost
from bpsim.steps.explain.delta_terms import delta_meaning
from bpsim.steps.explain.scaling import scaled
from bpsim.steps.moment import Moment
from bpsim.steps.recent import Recent
from bpsim.steps.schedule import DELTAS, FINE, OF_UNITS, Granularity, Phase, Schedule
from bpsim.steps.step import Explanation, Step
from bpsim.steps.values import IterationValues

KEPT_STEPS = 64
KEPT_DELTAS = 8


class Trace:
    """One iteration, from the weights it starts with to the weights after its update."""

    def __init__(self, values: IterationValues) -> None:
        self.values = values
        self.schedule = Schedule.of(values.document, values.iteration)
        self._steps: Recent[tuple[int, Granularity], Step] = Recent(KEPT_STEPS)
        self._deltas: Recent[tuple[int, Granularity, int, int], DeltaBreakdown]
        self._deltas = Recent(KEPT_DELTAS)

    @classmethod
    def of(cls, document: Document, iteration: int = 0, start: Checkpoint | None = None) -> "Trace":
        """The walk of ``iteration``, which starts from ``start`` (the document's own for 0).

        Raises ModelError where there is no example to walk with.
        """
        return cls(IterationValues(document, iteration, start))

    def step(self, index: int, granularity: Granularity) -> Step:
        """The ``index``-th stop (from 0) at ``granularity``; raises IndexError outside the walk."""
        return self._steps.get((index, granularity), lambda: self._made(index, granularity))

    def _made(self, index: int, granularity: Granularity) -> Step:
        tick = self.schedule.tick_of(index, granularity)
        moment = self._moment(tick, granularity)
        phase, place = _shown_phase(moment), moment.place
        values = self.values
        with np.errstate(over="ignore", invalid="ignore"):  # overflow is shown, not warned of
            return Step(
                iteration=values.iteration,
                index=index,
                count=self.schedule.count(granularity),
                granularity=granularity,
                phase=phase,
                example=None if place.item is None else values.row(place.item) + 1,
                item=place.item,
                batch=values.batch.size,
                layer=None if _is_whole(moment) else place.layer,
                unit=place.unit if _is_unit(moment) else None,
                convention=values.convention,
                network=values.after if place.phase is Phase.UPDATE else values.network,
                cost=values.cost,
                known=moment.known(),
                examples=len(values.examples),
                answered=self.schedule.answered,
                **vars(_explained(moment)),
            )

    def _moment(self, tick: int, granularity: Granularity) -> Moment:
        return Moment(self.values, self.schedule, self.schedule.position_of(tick), granularity)

    def delta(self, step: Step, layer: int, unit: int) -> DeltaBreakdown:
        """δ of ``unit`` (from 1) in ``layer`` (2 … L) as the walk has it at ``step``.

        Shows the example on screen; raises KeyError for a unit that has no δ. Once Δ takes it up a
        hidden δ is the true one, as on the rest of the screen, the lecture's shorthand or not.
        """
        key = (step.index, step.granularity, layer, unit)
        return self._deltas.get(key, lambda: self._taken_apart(step, layer, unit))

    def _taken_apart(self, step: Step, layer: int, unit: int) -> DeltaBreakdown:
        output = layer == self.values.network.depth
        phase = Phase.OUTPUT_DELTA if output else Phase.HIDDEN_DELTA
        item = self.item_of(step)
        tick = self.schedule.tick_where(phase, layer, unit, item)
        known = step.known.delta(layer, unit) is not None
        settled = known and self.phase_at(step) not in DELTAS
        moment = replace(self._moment(tick, Granularity.UNIT), true_delta=settled)
        with np.errstate(over="ignore", invalid="ignore"):
            said: Explanation = step
            if not _is_that_delta(step, phase, layer, unit):
                said = (backward.output_unit if output else backward.hidden_unit)(moment)
        assert said.weighted_sum is not None
        values = moment.values
        shorthand = moment.shorthand and not output
        has_factor = shorthand or said.factor is not None
        result = float(values.delta[layer - 1][unit - 1])
        source = self.values  # the check must not hold the walk that remembers it

        def check() -> Checked:
            return _checked(source, item, layer, unit, result)

        return DeltaBreakdown(
            layer=layer,
            unit=unit,
            output=output,
            known=known,
            symbol=said.symbol,
            formula=said.formula,
            numbers=said.numbers,
            terms=said.terms,
            weighted_sum=said.weighted_sum,
            factor_symbol=symbols.g(symbols.z(layer, unit), primed=True) if has_factor else None,
            factor=float(values.slope[layer - 1][unit - 1]) if has_factor else None,
            result=result,
            shorthand=shorthand,
            check=check,
            sentence=said.sentence,
            meaning=delta_meaning(
                source.of(item, true_delta=True), layer, unit, source.convention.factor
            ),
        )

    def item_of(self, step: Step) -> int:
        """The place in the batch of the example on screen, the last one at the iteration's end."""
        return self.schedule.batch - 1 if step.item is None else step.item

    def phase_at(self, step: Step) -> Phase:
        """What the tick does that ``step`` ends on, be that a whole pass or not."""
        return self.schedule.position_of(self.schedule.tick_of(step.index, step.granularity)).phase


def _checked(source: IterationValues, item: int, layer: int, unit: int, result: float) -> Checked:
    """δ held against ∂cost/∂z by central differences, with the convention's sign."""
    values, sign = source.of(item), source.convention.factor
    passed = Forward(tuple(z[None] for z in values.z), tuple(a[None] for a in values.a))
    y, network = values.y[None], source.network
    slope = z_slope(network, source.cost, passed, y, layer, unit, sign * result)
    kink = next((each for each in kinks_met(network, passed) if each.layer >= layer), None)
    return Checked.of(result, slope, sign, "" if kink is None else kink_words(kink))


def kink_words(kink: Kink) -> str:
    """Which side of a kink a slope is that of, and whose kink it is."""
    side = ">" if kink.above else "≤"
    return tr(
        "on the side z {side} {kink} of the kink of unit {unit}, layer {layer}",
        side=side,
        kink=number_text(kink.kink),
        unit=kink.unit,
        layer=kink.layer,
    )


def _is_that_delta(step: Step, phase: Phase, layer: int, unit: int) -> bool:
    """True if ``step`` computes that very δ, and says all of it at once."""
    where = (step.granularity, step.phase, step.layer, step.unit)
    return where == (Granularity.UNIT, phase, layer, unit)


def _shown_phase(moment: Moment) -> Phase:
    """The phase of a stop; a whole pass is named for what it is mainly about."""
    phase = moment.place.phase
    if moment.granularity is Granularity.PASS:
        if phase is Phase.COST:
            return Phase.FORWARD
        if phase is Phase.ACCUMULATE:
            return Phase.HIDDEN_DELTA if moment.network.depth > 2 else Phase.OUTPUT_DELTA
    return phase


def _is_unit(moment: Moment) -> bool:
    return moment.granularity in FINE and moment.place.phase in OF_UNITS


def _is_whole(moment: Moment) -> bool:
    """True for a whole pass, and for a walk that is a single one."""
    if moment.granularity is Granularity.ITERATION:
        return not moment.schedule.answered
    return moment.granularity is Granularity.PASS


def _explained(moment: Moment) -> Explanation:
    """What happens at a stop, in words, symbols and numbers."""
    phase, granularity = moment.place.phase, moment.granularity
    if _is_whole(moment) and not moment.schedule.answered:
        return forward.answer(moment)
    if granularity is Granularity.PASS and phase is Phase.COST:
        return forward.whole(moment)
    if granularity is Granularity.PASS and phase is Phase.ACCUMULATE:
        return backward.whole(moment)
    if phase in OF_UNITS and not _is_unit(moment):
        return forward.layer(moment) if phase is Phase.FORWARD else backward.layer(moment)
    explain = {
        Phase.SCALE: scaled,
        Phase.LOAD: forward.load,
        Phase.FORWARD: forward.unit,
        Phase.COST: cost,
        Phase.OUTPUT_DELTA: backward.output_unit,
        Phase.HIDDEN_DELTA: backward.hidden_unit,
        Phase.ACCUMULATE: backward.accumulate,
        Phase.GRADIENT: finish.gradient,
        Phase.UPDATE: finish.update,
    }[phase]
    return explain(moment)
