"""What the end of an iteration explains: D for each layer, then the update of all weights."""

from collections.abc import Sequence

import numpy as np

from bpsim.base.words import tr, tr_n
from bpsim.core.network import Network
from bpsim.notation.formula import (
    EQUALS,
    TIMES,
    Expr,
    Fraction,
    Number,
    Row,
    Symbol,
    Words,
    joined,
    row,
    to_text,
)
from bpsim.steps.changes import Move, largest_moves, move_entry
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.methods.table import written
from bpsim.steps.explain.methods.written import Letters
from bpsim.steps.explain.total_cost import J_entry, written_J
from bpsim.steps.moment import Moment
from bpsim.steps.schedule import Granularity
from bpsim.steps.step import Explanation, Lit

SMALL_ENOUGH = 24
MOST_LAYERS = 5


def gradient(moment: Moment) -> Explanation:
    """D^(l) = Δ^(l)/m + (λ/m) Θ^(l), the bias column without λ."""
    at, source = moment.place.layer or 1, moment.source
    m, lam, cost_J = source.batch.size, source.training.lam, written_J(source)
    Delta, D = source.Delta(at, m), source.D[at - 1]
    assert Delta is not None
    formula: list[Expr] = [_over("1", "m"), s.of_layer("Δ", at)]
    numbers: list[Expr] = [_over("1", str(m)), s.matrix(Delta)]
    if lam:
        theta = moment.network.theta(at).copy()
        theta[:, 0] = 0.0
        sign = s.plus(moment.convention)
        aside = Words(tr("  (λ = 0 for the biases)"))
        formula += [sign, _over("λ", "m"), s.of_layer("Θ", at), aside]
        numbers += [sign, Fraction(Number(lam), Number(m)), s.matrix(theta)]
    symbol = s.of_layer("D", at)
    return Explanation(
        title=f"D {s.weights_words(at)}",
        sentence=_mean_words(m, at, bool(lam)),
        symbol=symbol,
        formula=row(symbol, EQUALS, *formula),
        numbers=row(symbol, EQUALS, *numbers, EQUALS, s.matrix(D)),
        matrices=(D,),
        lit=(Lit(at),),
        entries=(J_entry(cost_J),),
        note=_sign_note(moment),
        cost_J=cost_J,
    )


def _mean_words(m: int, at: int, penalised: bool) -> str:
    """How D comes from Δ, with λ's part where there is one."""
    where = s.weights_words(at)
    if m == 1:
        if penalised:
            return tr(
                "With one example, m = 1, the mean is the sum itself; λ adds a pull towards zero "
                "for every weight but the biases. That is D: the slope of J by each weight {at}.",
                at=where,
            )
        return tr(
            "With one example, m = 1, the mean is the sum itself. That is D: the slope of J by "
            "each weight {at}.",
            at=where,
        )
    if penalised:
        return tr(
            "Divided by m = {m}, the sum over the examples becomes their mean; λ adds a pull "
            "towards zero for every weight but the biases. That is D: the slope of J by each "
            "weight {at}.",
            m=m,
            at=where,
        )
    return tr(
        "Divided by m = {m}, the sum over the examples becomes their mean. That is D: the slope "
        "of J by each weight {at}.",
        m=m,
        at=where,
    )


def update(moment: Moment) -> Explanation:
    """Θ := Θ − α D, all layers at once, with the deltas of the old weights."""
    source, network = moment.source, moment.network
    sign, cost_J = s.minus(moment.convention), written_J(source)
    moves = largest_moves(network.weights, source.after.weights)
    theta, method = Symbol("Θ", "", "(l)"), written(source.training.method)
    lines = method.lines(Letters("l"), sign)
    who = tr("Every weight")
    if not source.training.train_biases:
        lines = [row(line, s.BIASES_STAY) if uses_D(line) else line for line in lines]
        who = tr("Every weight but the biases")
    sentence = _moves(moment, who)
    whole = moment.granularity is Granularity.ITERATION
    by_layer: list[Expr] = [_layer_update(moment, at) for at in range(1, network.depth)]
    if whole or moment.granularity is Granularity.PASS:
        # Of so much at once J is what is looked at; the weights stand in the matrices.
        lines.append(row(cost_J.formula))
        numbers = row(cost_J.where, s.NEWLINE, cost_J.numbers)
        sentence = f"{_what_came_before(moment)} {sentence}"
    else:
        numbers = joined([*_one_weight(moment, moves), *by_layer], s.NEWLINE)
    return Explanation(
        title=tr("iteration {iteration} as a whole", iteration=source.iteration)
        if whole
        else tr("update of all weights"),
        sentence=sentence,
        symbol=theta,
        formula=joined(lines, s.NEWLINE),
        numbers=numbers,
        matrices=source.after.weights,
        lit=tuple(Lit(at) for at in range(1, network.depth)),
        entries=(J_entry(cost_J), *map(move_entry, moves)),
        before=network,
        updating=source.updating,
        biases_stay=not source.training.train_biases,
        cost_J=cost_J,
        note=_sign_note(moment),
    )


def uses_D(line: Expr) -> bool:
    """True for a line in which D stands."""
    return "D" in to_text(line)


def _moves(moment: Moment, who: str) -> str:
    """A sentence on how far weights move, and what is to be said of the method."""
    method = moment.source.training.method
    by, more = written(method).words(moment.source.updating.updates)
    if method.remembers:
        return tr("{who} moves by {by}, all layers at once. {more}", who=who, by=by, more=more)
    way = tr("against the slope of J") if moment.convention.sign == "course" else (
        tr("along the slope of J, which the lecture’s sign has turned round")
    )  # fmt: skip
    return tr("{who} moves by {by}, {way}, all layers at once.", who=who, by=by, way=way)


def _one_weight(moment: Moment, moves: Sequence[Move]) -> list[Row]:
    """What a method that remembers does with the weight that it moves most, in numbers."""
    method = moment.source.training.method
    if not method.remembers or not moves:
        return []
    place = moves[0].place
    numbers = moment.source.updating.weight(*place)
    return written(method).numbers(Letters.of_weight(*place), numbers, s.minus(moment.convention))


def _what_came_before(moment: Moment) -> str:
    """A sentence on the examples and on D, for stops that are about those as well."""
    m = moment.source.batch.size
    if moment.source.training.lam:
        return tr_n(
            "The example has gone forward and back; D is what it added to Δ, plus λ’s share.",
            "The {m:,} examples have gone forward and back; D is the mean of what they added to "
            "Δ, plus λ’s share.",
            m,
            m=m,
        )
    return tr_n(
        "The example has gone forward and back; D is what it added to Δ.",
        "The {m:,} examples have gone forward and back; D is the mean of what they added to Δ.",
        m,
        m=m,
    )


def is_written_out(network: Network, at: int) -> bool:
    """True if the update of Θ^(``at``) is told with all its matrices."""
    return network.theta(at).size <= SMALL_ENOUGH and network.depth <= MOST_LAYERS


def _layer_update(moment: Moment, at: int) -> Row:
    """Old weights, step and new weights of one Θ; of a large one only how far it moves."""
    source = moment.source
    old, new = moment.network.theta(at), source.after.theta(at)
    if not is_written_out(moment.network, at):
        change = Number(float(np.abs(new - old).max()))
        return row(s.of_layer("Θ", at), Words(tr(": largest change ")), change)
    aim = source.updating.aims[at - 1]
    alpha = Number(source.training.learning_rate)
    return row(
        s.of_layer("Θ", at), EQUALS, s.matrix(old), s.minus(moment.convention), alpha, TIMES,
        s.matrix(aim), EQUALS, s.matrix(new),
    )  # fmt: skip


def _sign_note(moment: Moment) -> str:
    if moment.convention.sign == "course":
        return ""
    return tr(
        "Lecture signs: δ, Δ, D and J all have the other sign, so the "
        "update adds α D where the course subtracts it; the new weights "
        "are the same."
    )


def _over(top: str, bottom: str) -> Fraction:
    return Fraction(Symbol(top), Symbol(bottom))
