"""What the curve panel shows at a step: the curve of g, bars, curves of the cost, or a hint."""

from collections.abc import Sequence
from dataclasses import dataclass

from bpsim.base.words import tr
from bpsim.core.activations.activation import Activation
from bpsim.notation.formula import EQUALS, Expr, Number, Strong, Words, row
from bpsim.notation.numerals import number_text
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.activations.table import written
from bpsim.steps.schedule import COARSE, DELTAS, Phase
from bpsim.steps.shown.cost_curves import CostCurves, cost_curves
from bpsim.steps.step import Step

MOST_POINTS = 200
HINTS = {
    Phase.SCALE: tr("Nothing to draw here: the inputs are brought to a like size."),
    Phase.LOAD: tr("The curve of g appears here as soon as a unit has its z."),
    Phase.ACCUMULATE: tr(
        "Nothing to draw here: the gradient adds up. The curve of g comes "
        "back with the next example."
    ),
    Phase.GRADIENT: tr("Nothing to draw here: the sums become the slope of J by each weight."),
    Phase.UPDATE: tr("Nothing to draw here: the weights move. Step on for the curve of g."),
}
COST_BLANK = tr("The curve of the cost shows here once neither the cost nor an output is blank.")
POINTS_BLANK = tr("The points on this curve show once z and a of the layer are not blank.")
POINT_BLANK = tr("The point on this curve shows once z and a of this unit are not blank.")
DELTA_BLANK = tr("What makes this δ shows here once it is not blank.")


@dataclass(frozen=True)
class NoCurve:
    """Words instead of a picture."""

    text: str


@dataclass(frozen=True)
class ActivationCurve:
    """g of a layer with the points (z, a) of one unit, or of all units of the layer.

    ``z`` is empty while it is not known. With ``slope`` the tangent at the first point is drawn;
    ``left_out`` says that the lecture's shorthand does without it. ``target`` is y where a − y is
    shown. ``headline`` is a formula, ``words`` a plain sentence.
    """

    g: Activation
    layer: int
    z: tuple[float, ...]
    a: tuple[float, ...]
    headline: Expr
    words: str
    slope: float | None = None
    left_out: bool = False
    target: float | None = None
    unit: int | None = None


@dataclass(frozen=True)
class Bars:
    """The a of a softmax layer, None for one that is not known, with the targets where it helps."""

    layer: int
    a: tuple[float | None, ...]
    headline: Expr
    words: str
    targets: tuple[float, ...] = ()
    unit: int | None = None


Content = NoCurve | ActivationCurve | Bars | CostCurves


def content_of(step: Step) -> Content:
    """What fits ``step``."""
    if step.granularity in COARSE:
        return NoCurve(tr("Choose a smaller step to see one unit’s curve here."))
    if step.phase is Phase.COST:
        return NoCurve(COST_BLANK) if _cost_is_blank(step) else cost_curves(step)
    if step.phase is Phase.FORWARD and step.layer is not None:
        return _forward(step, step.layer)
    if step.phase in DELTAS and step.layer is not None:
        return _delta(step, step.layer)
    return NoCurve(HINTS[step.phase])


def _forward(step: Step, layer: int) -> Content:
    known, units = step.known, step.network.layers[layer - 1]
    g = step.network.activation(layer)
    if not g.elementwise:
        a = tuple(known.a(layer, k) for k in range(1, units + 1))
        waiting = a[-1] is None
        return Bars(
            layer=layer,
            a=a,
            headline=_softmax_line(g, layer, step.unit, a),
            words=tr("Softmax waits until every z of the layer is known.")
            if waiting and step.activation is None
            else tr("Softmax shares out 1 among the units of the layer."),
            unit=step.unit,
        )
    if step.unit is None:
        return _layer(step, layer, g)
    z, a_value = known.z(layer, step.unit), known.a(layer, step.unit)
    if z is None or a_value is None:
        return ActivationCurve(
            g=g, layer=layer, z=(), a=(), unit=step.unit,
            headline=row(s.a(layer, step.unit), EQUALS, s.g(s.z(layer, step.unit))),
            words=tr("Once the sum is complete, z goes through g: that gives a."),
        )  # fmt: skip
    return ActivationCurve(
        g=g, layer=layer, z=(z,), a=(a_value,), unit=step.unit,
        headline=_a_line(layer, step.unit, z, a_value),
        words=tr(
            "z goes in below, a comes out at the left: g is {article}.",
            article=written(g).article),
    )  # fmt: skip


def _layer(step: Step, layer: int, g: Activation) -> ActivationCurve:
    """All units of a layer on one curve."""
    values = step.known.values
    z = tuple(float(each) for each in values.z[layer - 1][:MOST_POINTS])
    a = tuple(float(each) for each in values.a[layer - 1][:MOST_POINTS])
    units = step.network.layers[layer - 1]
    whose = {1: tr("the unit"), 2: tr("both units")}.get(
        units, tr("all {units} units", units=units)
    )
    words = tr(
        "Where {whose} of layer {layer} stand on g, {article}.",
        whose=whose,
        layer=layer,
        article=written(g).article,
    )
    if any(_is_blank(step, layer, unit) for unit in range(1, units + 1)):
        z, a, words = (), (), POINTS_BLANK
    headline = row(s.a(layer), EQUALS, s.g(s.z(layer)))
    return ActivationCurve(g=g, layer=layer, z=z, a=a, headline=headline, words=words)


def _delta(step: Step, layer: int) -> Content:
    g = step.network.activation(layer)
    if not g.elementwise:
        return _softmax_delta(step, layer, g)
    if step.unit is None:
        return _layer(step, layer, g)
    if _is_blank(step, layer, step.unit):
        headline = row(s.a(layer, step.unit), EQUALS, s.g(s.z(layer, step.unit)))
        return ActivationCurve(
            g=g, layer=layer, z=(), a=(), unit=step.unit, headline=headline, words=POINT_BLANK
        )
    return _unit_delta(step, layer, step.unit, g)


def _softmax_delta(step: Step, layer: int, g: Activation) -> Bars:
    units = range(1, step.network.layers[-1] + 1)
    outputs = tuple(step.known.a(layer, k) for k in units)
    blank = any(step.known.blank("δ", layer, k) for k in units)
    return Bars(
        layer=layer,
        a=outputs,
        headline=_softmax_line(g, layer, step.unit, outputs),
        words=DELTA_BLANK
        if blank
        else tr("Each output against its target: what it is off makes its δ."),
        targets=() if blank else tuple(float(each) for each in step.known.values.y),
        unit=step.unit,
    )


def _unit_delta(step: Step, layer: int, unit: int, g: Activation) -> ActivationCurve:
    """The point of one unit on g: its error until g′ comes in, and then the slope there."""
    values, k, output = step.known.values, unit - 1, layer == step.network.depth
    z, a = float(values.z[layer - 1][k]), float(values.a[layer - 1][k])
    slope = float(values.slope[layer - 1][k])
    # The lecture's shorthand ends without g′, whose place it takes.
    shorthand = not output and step.factor is None and step.term is None and step.result is not None
    # Its way from a is the δ that is to be worked out, where that is blank.
    blank = step.known.blank("δ", layer, unit)
    target = float(values.y[k]) if output and not blank else None
    if step.factor is None and not shorthand:
        return ActivationCurve(
            g=g, layer=layer, z=(z,), a=(a,), unit=unit, target=target,
            headline=_error_line(step, layer, unit, a, target)
            if target is not None
            else _a_line(layer, unit, z, a),
            words=_before_slope(blank, target),
        )  # fmt: skip
    return ActivationCurve(
        g=g, layer=layer, z=(z,), a=(a,), unit=unit, target=target, slope=slope,
        left_out=shorthand, headline=_slope_line(layer, unit, z, slope),
        words=_slope_words(g, slope, shorthand),
    )  # fmt: skip


def _before_slope(blank: bool, target: float | None) -> str:
    if target is not None:
        return tr("How far a is from the target y: that is the δ of this unit.")
    if blank:
        return DELTA_BLANK
    return tr("The weighted sum comes first; then the slope of g at this z follows.")


def _is_blank(step: Step, layer: int, unit: int) -> bool:
    """True if the point of a unit on g is not to be seen."""
    return step.known.blank("z", layer, unit) or step.known.blank("a", layer, unit)


def _cost_is_blank(step: Step) -> bool:
    """True if the cost is not to be seen, or an output that it follows from."""
    depth, known = step.network.depth, step.known
    outputs = range(1, step.network.layers[-1] + 1)
    return known.blank("cost", depth, 1) or any(_is_blank(step, depth, k) for k in outputs)


def _a_line(layer: int, unit: int, z: float, a: float) -> Expr:
    return row(s.a(layer, unit), EQUALS, s.g(Number(z)), EQUALS, s.strong(a))


def _slope_line(layer: int, unit: int, z: float, slope: float) -> Expr:
    symbol = s.g(s.z(layer, unit), primed=True)
    return row(symbol, EQUALS, s.g(Number(z), primed=True), EQUALS, s.strong(slope))


def _error_line(step: Step, layer: int, unit: int, a: float, y: float) -> Expr:
    outputs = step.network.layers[-1]
    both = [(s.a(layer, unit), a), (s.y(unit, outputs), y)]
    if step.convention.factor < 0:
        both.reverse()
    (first, one), (second, two) = both
    minus = Words(" − ")
    return row(
        first, minus, second, EQUALS, Number(one), minus, Number(two, guarded=True), EQUALS,
        Strong(Number(one - two)),
    )  # fmt: skip


def _softmax_line(g: Activation, layer: int, unit: int | None, a: Sequence[float | None]) -> Expr:
    whole = row(s.a(layer), EQUALS, s.function(written(g).symbol, s.z(layer)))
    own = None if unit is None else a[unit - 1]
    if unit is None or own is None:
        return whole
    return row(whole, Words(",  "), s.a(layer, unit), EQUALS, s.strong(own))


def _slope_words(g: Activation, slope: float, shorthand: bool) -> str:
    """What the slope does to the error that flows back."""
    if shorthand:
        return tr("The lecture’s shorthand leaves this slope out; the true δ has it as a factor.")
    steepest = g.steepest
    if steepest is None:
        return tr("The steeper g is at this z, the more of the error gets through.")
    share = number_text(100 * slope / steepest, 0 if slope > 0.01 * steepest else 2)
    return tr(
        "The flatter g, the less of the error gets through: here {share}\u00a0% "
        "of what gets through where g is steepest.",
        share=share,
    )
