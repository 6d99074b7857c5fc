"""The δ of a bias unit: computed like any other, discarded by everything that follows."""

from bpsim.base.words import tr
from bpsim.core.gradient_check import NudgedSlope, bias_slope
from bpsim.core.propagation import forward
from bpsim.notation.formula import EQUALS, Faint, Number, row
from bpsim.steps.apart.delta import Checked, DeltaBreakdown
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.delta_terms import hidden_terms
from bpsim.steps.moment import Moment
from bpsim.steps.schedule import DELTAS, Granularity, Phase
from bpsim.steps.step import Step
from bpsim.steps.trace import Trace


def bias_delta(trace: Trace, step: Step, layer: int) -> DeltaBreakdown:
    """δ_0^(l) of the bias unit of hidden ``layer`` (2 … L − 1) as the walk has it at ``step``.

    Σ_k Θ_k0^(l) δ_k^(l+1), known once every δ of the next layer is. As for the other deltas, the
    lecture's shorthand holds only until Δ takes them up. Raises KeyError for another layer.
    """
    source, schedule = trace.values, trace.schedule
    item, depth = trace.item_of(step), source.network.depth
    if not 2 <= layer < depth:
        raise KeyError(layer)
    known = step.known.bias_delta(layer) is not None
    place = schedule.position_of(schedule.tick_where(Phase.HIDDEN_DELTA, layer, 1, item))
    settled = known and trace.phase_at(step) not in DELTAS
    moment = Moment(source, schedule, place, Granularity.UNIT, true_delta=settled)
    terms = hidden_terms(moment, layer, 0)
    result = moment.values.bias_delta[layer - 1]
    assert result is not None
    symbol = s.delta(layer, 0)

    def check() -> Checked:
        sign = trace.values.convention.factor
        return Checked.of(result, _by_nudging(trace, layer, item, sign * result), sign)

    return DeltaBreakdown(
        layer=layer,
        unit=0,
        output=False,
        known=known,
        symbol=symbol,
        formula=row(symbol, EQUALS, s.symbol_sum(terms)),
        numbers=row(symbol, EQUALS, s.number_sum(terms), EQUALS, Faint(Number(result))),
        terms=terms,
        weighted_sum=result,
        factor_symbol=None,
        factor=None,
        result=result,
        shorthand=moment.shorthand and layer + 1 < depth,
        check=check,
        sentence=tr(
            "The bias unit of layer {layer} puts out 1, always. It has no z "
            "and so no factor g′: its δ is the weighted sum alone. No edge "
            "leads into it, so nothing uses this δ.",
            layer=layer,
        ),
    )


def _by_nudging(trace: Trace, layer: int, item: int, delta: float) -> NudgedSlope:
    """∂cost/∂a_0 by central differences: what the bias unit puts out moves every z behind it."""
    source = trace.values
    row_index = source.row(item)
    chosen = slice(row_index, row_index + 1)
    x, y = source.examples.x[chosen], source.examples.y[chosen]
    return bias_slope(source.network, source.cost, forward(source.network, x), y, layer, delta)
