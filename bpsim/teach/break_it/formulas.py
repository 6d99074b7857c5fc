"""The formula that a mistake changes, piece by piece: what stays, what is struck out, put in."""

from typing import Literal, NamedTuple

from bpsim.base.words import tr
from bpsim.core.costs.table import COSTS
from bpsim.notation.numerals import small_indices
from bpsim.steps.schedule import Phase
from bpsim.teach.mistakes.kind import Mistake, Part

Fate = Literal["stays", "struck out", "put in"]
FATES: dict[str, Fate] = {"-": "struck out", "+": "put in"}


class Piece(NamedTuple):
    """A part of a formula; ``fate`` says what the mistake does with it."""

    text: str
    fate: Fate


def _pieces(*parts: str) -> tuple[Piece, ...]:
    """ "-" in front marks what is struck out, "+" what is put in."""
    return tuple(
        Piece(small_indices(each[1:]), FATES[each[0]])
        if each[0] in FATES
        else Piece(small_indices(each), "stays")
        for each in parts
    )


HIDDEN = "δ_j = (Σ_k "
FORMULAS: dict[str, tuple[Piece, ...]] = {
    "no-slope": _pieces(HIDDEN, "Θ_kj δ_k)", "- · g′(z_j)"),
    "updated-first": _pieces(HIDDEN, "+(", "Θ_kj", "+ − α D_kj)", " δ_k) · g′(z_j)"),
    "slope-of-a": _pieces(HIDDEN, "Θ_kj δ_k) · g′(", "-z_j", "+a_j", ")"),
    "slope-with-z": _pieces(HIDDEN, "Θ_kj δ_k) · " + tr("g′ written with "), "-a_j", "+z_j"),
    "extra-output-slope": _pieces("δ_k = (a_k − y_k)", "+ · g′(z_k)"),
    "sign": _pieces("δ_k = ", "-a_k − y_k", "+y_k − a_k"),
    "shares": _pieces(HIDDEN, "+(", "Θ_kj", "+ / Σ_i Θ_ki)", " δ_k) · g′(z_j)"),
    "one-path": _pieces("δ_j = (", "-Σ_k Θ_kj δ_k", "+Θ_1j δ_1", ") · g′(z_j)"),
    "transposed": _pieces(HIDDEN, "-Θ_kj", "+Θ_jk", " δ_k) · g′(z_j)"),
    "bias-penalised": _pieces("D_j0 = Δ_j0/m", "+ + (λ/m) Θ_j0"),
    "lambda-undivided": _pieces("D_ji = Δ_ji/m + λ", "-/m", " Θ_ji"),
    "sum-for-mean": _pieces("D_ji = Δ_ji", "-/m", " + (λ/m) Θ_ji"),
    "bias-frozen": _pieces("D_j0 = ", "-Δ_j0/m", "+0"),
    "no-input": _pieces("Δ_ji = Σ δ_j", "- a_i"),
    "wrong-input": _pieces("Δ_ji = Σ δ_j^(l+1) ", "-a_i^(l)", "+a_i^(l+1)"),
    "equal-start": _pieces(tr("Θ_ji at the start = "), "-" + tr("a small number of its own"), "+0"),
    "uncleared": _pieces("Δ_ji = ", "+" + tr("Δ_ji of the iteration before + "), "Σ δ_j a_i"),
    "rounded": _pieces(tr("every value v, "), "+" + tr("rounded to 2 digits after the point")),
}
TWIN = _pieces("δ_k = (a_k − y_k)", "- · g′(z_k)")
"""extra-output-slope with the squared error, where the factor belongs."""


def formula(id: str, cost: str) -> tuple[Piece, ...]:
    """What the mistake ``id`` does to its formula, with this cost."""
    twin = id == "extra-output-slope" and COSTS[cost].keeps_slope
    return TWIN if twin else FORMULAS[id]


WRONG_AT: dict[Part, tuple[Phase, ...]] = {
    "output-delta": (Phase.OUTPUT_DELTA,),
    "theta": (Phase.HIDDEN_DELTA,),
    "slope": (Phase.HIDDEN_DELTA,),
    "input": (Phase.ACCUMULATE,),
    "Delta": (Phase.ACCUMULATE,),
    "D": (Phase.GRADIENT,),
    "value": tuple(Phase),
    "start": (),
}
"""The steps whose formula a mistake in that part changes."""


def formula_at(phase: Phase, mistake: Mistake, cost: str) -> tuple[Piece, ...]:
    """What ``mistake`` does to the formula of a step of that phase; nothing where it is right."""
    return formula(mistake.id, cost) if phase in WRONG_AT[mistake.part] else ()
