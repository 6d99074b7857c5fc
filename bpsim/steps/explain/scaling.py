"""What is explained where the inputs were scaled: raw values on their way to x."""

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.notation.formula import (
    EQUALS,
    MINUS,
    Expr,
    Fraction,
    Number,
    Symbol,
    Words,
    joined,
    row,
)
from bpsim.steps.explain import symbols as s
from bpsim.steps.moment import Moment
from bpsim.steps.step import Explanation

FEW_INPUTS = 4
"""So many inputs are written out."""
NEAR = 1e-9


def scaled(moment: Moment) -> Explanation:
    """x_j = (r_j − μ_j) / σ_j for every input of the example."""
    scaling = moment.source.scaling
    assert scaling is not None  # the walk has this stop only where there is one
    x, units = moment.values.a[0], moment.network.layers[0]
    raw = scaling.undone(x)
    example = moment.source.row(moment.item) + 1
    shift, scale = _names(moment.source.examples.x)
    lines: list[Expr] = []
    for n in range(min(units, FEW_INPUTS)):
        away = row(Number(float(raw[n])), MINUS, Number(scaling.shift[n], guarded=True))
        share = Fraction(away, Number(scaling.scale[n]))
        lines.append(row(_x(1, n + 1), EQUALS, share, EQUALS, s.strong(float(x[n]))))
    if units > FEW_INPUTS:
        lines.append(Words(tr("… and {units} more", units=units - FEW_INPUTS)))
    return Explanation(
        title=tr("scale example {example}", example=example)
        if moment.schedule.answered
        else tr("scale the input"),
        sentence=tr(
            "The inputs were scaled before training: from each raw value r "
            "{shift} μ is taken away, and the rest is divided by {scale} σ. So "
            "all inputs are of a like size, and one rate α suits the weights "
            "of them all.",
            shift=shift,
            scale=scale,
        ),
        symbol=Symbol("x"),
        formula=row(
            Symbol("x", "j"),
            EQUALS,
            Fraction(row(Symbol("r", "j"), MINUS, Symbol("μ", "j")), Symbol("σ", "j")),
        ),
        numbers=joined(lines, s.NEWLINE),
        units=tuple((1, unit) for unit in range(1, units + 1)),
        entries=(s.entry(tr("raw values"), _r, 1, raw), s.entry("scaled", _x, 1, x)),
    )


def _r(layer: int, unit: int) -> Symbol:
    return Symbol("r", str(unit))


def _x(layer: int, unit: int) -> Symbol:
    return Symbol("x", str(unit))


def _names(x: Array) -> tuple[str, str]:
    """What the shift and the scale were of, as far as the training set tells."""
    if np.allclose(x.mean(axis=0), 0.0, atol=NEAR):
        return tr("its mean"), tr("its standard deviation")
    if np.all(x.min(axis=0) == 0.0) and np.all(x.max(axis=0) <= 1.0):
        return tr("its smallest value"), tr("its range")
    return tr("a shift"), tr("a scale")
