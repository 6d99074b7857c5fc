"""One weight taken apart: its D as the mean of what the examples add, then its update."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from bpsim.base.words import tr
from bpsim.core.arrays import frozen
from bpsim.notation.formula import (
    BECOMES,
    EMPTY,
    EQUALS,
    TIMES,
    Expr,
    Fenced,
    Fraction,
    Number,
    Operator,
    Row,
    Sum,
    Symbol,
    Words,
    joined,
    row,
)
from bpsim.steps.changes import moved_most
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.methods.table import written
from bpsim.steps.explain.methods.written import Letters
from bpsim.steps.places import EdgePlace, exists
from bpsim.steps.schedule import Phase
from bpsim.steps.step import Step
from bpsim.steps.terms import MOST_SHOWN, Terms
from bpsim.steps.trace import Trace
from bpsim.steps.values import IterationValues

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class WeightBreakdown:
    """The weight at ``place`` at one stop, signs as the convention has them.

    ``terms`` are δ_to^(l+1)(i) · a_frm^(l)(i) of the examples added so far, ``rows`` their rows in
    the training set from 1: in the order of the batch, or the largest first where there are many.
    ``added`` of ``m`` examples are in ``Delta``. ``mean`` = Δ/m and ``D`` are None until D has its
    stop, ``new`` until the update; ``penalty`` is the λ part of D, None where there is none.
    ``trained`` is false for a bias that keeps its value, ``turned`` says that the lecture's signs
    are used.
    """

    place: EdgePlace
    symbol: Symbol
    Delta_symbol: Symbol
    D_symbol: Symbol
    terms: Terms
    rows: Rows
    m: int
    added: int
    Delta: float | None
    mean: float | None
    lam: float
    penalty: float | None
    D: float | None
    alpha: float
    trained: bool
    turned: bool
    old: float
    new: float | None
    formula: Expr
    numbers: Expr
    update_formula: Expr
    update_numbers: Expr
    sentence: str

    @property
    def change(self) -> float | None:
        """new − old."""
        return None if self.new is None else self.new - self.old


def weight_breakdown(
    trace: Trace, step: Step, place: EdgePlace, whole: bool = False
) -> WeightBreakdown:
    """The weight at ``place`` as the walk has it at ``step``.

    With ``whole`` all examples of the batch are in it, wherever the walk stands. Δ takes the true
    δ, with or without the lecture's shorthand. Raises KeyError for a weight that the network lacks.
    """
    source, (layer, to, frm) = trace.values, place
    if not exists(place, source.network.layers):
        raise KeyError(place)
    training, m, known = source.training, source.batch.size, step.known
    added = m if whole else known.summed[layer - 1]
    terms, rows = _contributions(trace, place, added)
    Delta, D = known.Delta(layer), known.D[layer - 1]
    if whole:
        Delta, D = source.Delta(layer, m), source.D[layer - 1]
    old = float(source.network.theta(layer)[to - 1, frm])
    sign, lam = source.convention.factor, training.lam
    total = None if Delta is None else float(Delta[to - 1, frm])
    slope = None if D is None else float(D[to - 1, frm])
    with np.errstate(over="ignore", invalid="ignore"):
        mean = None if slope is None or total is None else total / m
        penalty = sign * (lam / m) * old if lam and frm else None
    new = None
    if step.before is not None:
        new = float(source.after.theta(layer)[to - 1, frm])
    letters = Letters.of_weight(*place)
    bare = WeightBreakdown(
        place=place,
        symbol=letters("Θ"),
        Delta_symbol=letters("Δ"),
        D_symbol=letters("D"),
        terms=terms,
        rows=rows,
        m=m,
        added=added,
        Delta=total,
        mean=mean,
        lam=lam,
        penalty=penalty,
        D=slope,
        alpha=training.learning_rate,
        trained=bool(frm) or training.train_biases,
        turned=sign < 0,
        old=old,
        new=new,
        formula=EMPTY,
        numbers=EMPTY,
        update_formula=EMPTY,
        update_numbers=EMPTY,
        sentence="",
    )
    formula, numbers = _D_lines(bare, s.plus(source.convention))
    update_formula, update_numbers = _update_lines(bare, source, letters)
    return replace(
        bare,
        formula=formula,
        numbers=numbers,
        update_formula=update_formula,
        update_numbers=update_numbers,
        sentence=_sentence(bare),
    )


def weight_to_show(step: Step) -> EdgePlace | None:
    """The weight worth looking at where none is chosen.

    The largest D of the layer at hand, or Δ while it is added up; after an update the weight that
    moved most. None at the other stops.
    """
    if step.phase is Phase.UPDATE:
        moved = moved_most(step, 1)
        if moved:
            return moved[0].place
    layers = range(1, step.network.depth) if step.layer is None else (step.layer,)
    if step.phase in (Phase.GRADIENT, Phase.UPDATE):
        found = [(layer, step.known.D[layer - 1]) for layer in layers]
    elif step.phase is Phase.ACCUMULATE:
        found = [(layer, step.known.Delta(layer)) for layer in layers]
    else:
        return None
    best: tuple[float, EdgePlace] | None = None
    for layer, matrix in found:
        if matrix is None:
            continue
        size = np.abs(np.nan_to_num(matrix, nan=np.inf, posinf=np.inf, neginf=-np.inf))
        j, i = divmod(int(size.argmax()), matrix.shape[1])
        if best is None or size[j, i] > best[0]:
            best = float(size[j, i]), EdgePlace(layer, j + 1, i)
    return None if best is None else best[1]


def _contributions(trace: Trace, place: EdgePlace, added: int) -> tuple[Terms, Rows]:
    """What the first ``added`` examples of the batch add to Δ_ji, and their rows from 1."""
    source, (layer, to, frm) = trace.values, place
    delta, a = (each[:added] for each in source.contributions(layer, to, frm))
    rows = np.array([source.row(item) + 1 for item in range(added)], dtype=np.int64)
    if added > MOST_SHOWN:
        with np.errstate(over="ignore", invalid="ignore"):
            size = np.nan_to_num(np.abs(delta * a), nan=np.inf, posinf=np.inf)
        order = np.argsort(-size, kind="stable")
        delta, a, rows = delta[order], a[order], rows[order]

    def names(t: int) -> tuple[Expr, Expr]:
        example = Words(str(rows[t]))
        start = s.ONE if frm == 0 else s.function(s.a(layer, frm), example)
        return s.function(s.delta(layer + 1, to), example), start

    return Terms(frozen(delta), frozen(a), names), rows


def _D_lines(weight: WeightBreakdown, joint: Operator) -> tuple[Row, Row]:
    """D_ji = (1/m) Σ_i δ_j(i) a_i(i) + (λ/m) Θ_ji in symbols and, once D is known, in numbers."""
    (layer, to, frm), m, symbol = weight.place, weight.m, weight.D_symbol
    index = Symbol("i")
    start: Expr = s.ONE if frm == 0 else s.function(s.a(layer, frm), index)
    each = s.product(s.function(s.delta(layer + 1, to), index), start)
    formula: list[Expr] = [symbol, EQUALS, Fraction(Number(1), Symbol("m")), Sum("i"), each]
    if weight.penalty is not None:
        formula += [joint, Fraction(Symbol("λ"), Symbol("m")), weight.symbol]
    if weight.D is None:
        return row(*formula), EMPTY
    inner = s.number_sum(weight.terms)
    numbers: list[Expr] = [symbol, EQUALS, Fraction(Number(1), Number(m)), Fenced(inner)]
    if weight.penalty is not None:
        numbers += [joint, Fraction(Number(weight.lam), Number(m)), TIMES]
        numbers.append(Number(weight.old, guarded=True))
    return row(*formula), row(*numbers, EQUALS, s.strong(weight.D))


def _update_lines(
    weight: WeightBreakdown, source: IterationValues, letters: Letters
) -> tuple[Row, Row]:
    """Θ_ji := Θ_ji − α D_ji, or as the method has it, and, after the update, with numbers."""
    symbol = weight.symbol
    if not weight.trained:
        numbers = EMPTY if weight.new is None else row(symbol, BECOMES, s.strong(weight.new))
        return row(symbol, BECOMES, symbol, s.BIASES_STAY), numbers
    how, way = written(source.training.method), s.minus(source.convention)
    formula = joined(how.lines(letters, way), s.NEWLINE)
    if weight.new is None:
        return formula, EMPTY
    moved = source.updating.weight(*weight.place)
    return formula, joined(how.numbers(letters, moved, way), s.NEWLINE)


def _sentence(weight: WeightBreakdown) -> str:
    start = (
        tr("1, as the bias puts out")
        if weight.place.frm == 0
        else tr("the activation at its start")
    )
    if weight.added < weight.m:
        return tr(
            "To Δ each example adds the δ at the end of the edge times {start}: "
            "{of} of {of_2} examples so far.",
            start=start,
            of=weight.added,
            of_2=weight.m,
        )
    if weight.penalty is None:
        several = tr(
            "To Δ each example adds the δ at the end of the edge times {start}; their mean is D.",
            start=start,
        )
        one = tr(
            "To Δ each example adds the δ at the end of the edge times {start}; "
            "with m = 1 the sum itself is D.",
            start=start,
        )
    else:
        several = tr(
            "To Δ each example adds the δ at the end of the edge times {start}; "
            "their mean, plus λ’s pull towards zero, is D.",
            start=start,
        )
        one = tr(
            "To Δ each example adds the δ at the end of the edge times {start}; "
            "with m = 1 the sum itself, plus λ’s pull towards zero, is D.",
            start=start,
        )
    return several if weight.m > 1 else one
