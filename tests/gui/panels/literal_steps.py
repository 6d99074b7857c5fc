"""Steps and deltas written down by hand, so that a panel is tested without the code that walks."""

import math
from typing import Any

import numpy as np

from bpsim.core.arrays import Array, frozen
from bpsim.core.network import Network
from bpsim.core.settings import Convention
from bpsim.notation.formula import (
    EQUALS,
    PLUS,
    TIMES,
    Expr,
    Fenced,
    Fraction,
    Matrix,
    Number,
    Strong,
    Symbol,
    Term,
    Words,
    joined,
    row,
)
from bpsim.steps.apart.delta import Checked, DeltaBreakdown
from bpsim.steps.schedule import Granularity, Phase
from bpsim.steps.step import Entry, Known, Step, Values
from bpsim.steps.terms import Terms

NETWORK = Network.of(
    ["sigmoid", "sigmoid", "sigmoid"],
    [
        [[0.1, 0.3, -0.2], [-0.1, 0.5, 0.4]],
        [[0.2, -0.4, 0.6], [0.0, 0.7, -0.3]],
        [[-0.3, 0.8, -0.5]],
    ],
)
NONE = frozen(np.empty(0))
VALUES = Values((NONE,) * 4, (NONE,) * 4, (NONE,) * 4, (NONE,) * 4, (NONE,) * 4, NONE, 0.0)
Z, A = Symbol("z", "1", "(2)"), Symbol("a", "1", "(2)")
DELTA = Symbol("δ", "1", "(2)")


def _nothing_summed(layer: int, count: int) -> Array | None:
    return None


KNOWN = Known(VALUES, (0,) * 4, (0,) * 4, (0,) * 4, None, (0,) * 3, _nothing_summed, (None,) * 3)


def terms_of(weights: Any, values: Any, letter: str = "a") -> Terms:
    """Θ_1t · letter_t with these numbers."""

    def names(t: int) -> tuple[Expr, Expr]:
        return Symbol("Θ", f"1{t}", "(1)"), Symbol(letter, str(t), "(1)")

    return Terms(frozen(weights), frozen(values), names)


def step_of(phase: Phase, **changes: Any) -> Step:
    """A step of ``phase`` with little in it but what ``changes`` say."""
    fields: dict[str, Any] = {
        "iteration": 0, "index": 1, "count": 42, "granularity": Granularity.UNIT, "phase": phase,
        "example": 1, "item": 0, "batch": 4, "layer": 2, "unit": 1, "convention": Convention(),
        "network": NETWORK, "cost": "cross-entropy", "known": KNOWN, "symbol": Z, "formula": Z,
        "numbers": Z, "title": "a step", "sentence": "Something happens.",
    }  # fmt: skip
    return Step(**(fields | changes))


def coloured(parts: list[Expr]) -> Expr:
    """The parts as the terms of a sum."""
    return joined([Term(part, n) for n, part in enumerate(parts)], PLUS)


def forward(**changes: Any) -> Step:
    """z = 0.1·1 + 0.3·0 + (−0.2)·1 = −0.1, a = g(z) = 0.475…"""
    terms = terms_of([0.1, 0.3, -0.2], [1.0, 0.0, 1.0])
    symbols = coloured([row(*terms.symbols(t)) for t in range(3)])
    numbers = coloured(
        [row(Number(w, guarded=True), TIMES, Number(v, guarded=True))
         for w, v in zip([0.1, 0.3, -0.2], [1.0, 0.0, 1.0], strict=True)]
    )  # fmt: skip
    sigmoid = Fraction(Words("1"), row(Words("1"), PLUS, Symbol("e", sup="−z")))
    fields: dict[str, Any] = {
        "title": "z and a of unit 1, layer 2",
        "sentence": "Unit 1 of layer 2 adds up what comes in, each activation times the weight of "
        "its edge, and sends the sum z through g.",
        "formula": row(Z, EQUALS, symbols, Words("\n"), A, EQUALS, Symbol("g"), Fenced(Z), EQUALS,
                       sigmoid),
        "numbers": row(Z, EQUALS, numbers, EQUALS, Strong(Number(-0.1)), Words("\n"), A, EQUALS,
                       Symbol("g"), Fenced(Number(-0.1)), EQUALS, Strong(Number(0.47502081252))),
        "terms": terms,
        "weighted_sum": -0.1,
        "result": -0.1,
        "activation": 0.47502081252106,
    }  # fmt: skip
    return step_of(Phase.FORWARD, **(fields | changes))


def hidden_delta(**changes: Any) -> Step:
    """δ = ((−0.4)·0.4 + 0.7·(−0.3)) · 0.25 = −0.0925."""
    terms = terms_of([-0.4, 0.7], [0.4, -0.3], "δ")
    fields: dict[str, Any] = {
        "title": "δ of unit 1, layer 2",
        "sentence": "Unit 1 of layer 2 collects the δ of layer 3 along its outgoing edges, each "
        "times the weight of the edge, and multiplies the sum by its slope g′(z).",
        "symbol": DELTA,
        "formula": row(
            DELTA, EQUALS, Fenced(coloured([row(*terms.symbols(t)) for t in range(2)])), TIMES,
            Symbol("g′"), Fenced(Z),
        ),
        "numbers": row(DELTA, EQUALS, Number(-0.37), TIMES, Number(0.25), EQUALS,
                       Strong(Number(-0.0925))),
        "terms": terms,
        "weighted_sum": -0.37,
        "factor": 0.25,
        "result": -0.0925,
    }  # fmt: skip
    return step_of(Phase.HIDDEN_DELTA, **(fields | changes))


def update() -> Step:
    """New weights: three matrices, and J."""
    cells = tuple(tuple(Number(float(v)) for v in line) for line in NETWORK.weights[0])
    theta = Symbol("Θ", "", "(1)")
    return step_of(
        Phase.UPDATE,
        title="update of all weights",
        layer=None,
        unit=None,
        numbers=row(theta, EQUALS, Matrix(cells)),
        matrices=NETWORK.weights,
        entries=(Entry("cost", ((Symbol("J"), 0.6944),)),),
    )


def layer_step() -> Step:
    """z and a of a layer of three units, the last a not known yet."""
    z = tuple((Symbol("z", str(n), "(2)"), n / 4) for n in (1, 2, 3))
    a = ((Symbol("a", "1", "(2)"), 0.5), (Symbol("a", "2", "(2)"), None))
    return step_of(
        Phase.FORWARD, unit=None, granularity=Granularity.LAYER, title="z and a of layer 2",
        entries=(Entry("z", z), Entry("a", a)),
    )  # fmt: skip


def breakdown(**changes: Any) -> DeltaBreakdown:
    """The δ of :func:`hidden_delta` taken apart."""
    step = hidden_delta()
    fields: dict[str, Any] = {
        "layer": 2, "unit": 1, "output": False, "known": True, "symbol": DELTA,
        "formula": step.formula, "numbers": step.numbers, "terms": step.terms,
        "weighted_sum": -0.37,
        "factor_symbol": row(Symbol("g′"), Fenced(Z)), "factor": 0.25, "result": -0.0925,
        "shorthand": False, "sentence": step.sentence,
    }  # fmt: skip
    numeric, error = changes.pop("numeric", -0.0925), changes.pop("relative_error", 3e-12)
    checkable = changes.pop("checkable", math.isfinite(numeric) and math.isfinite(error))
    checked = Checked(numeric, error, checkable, changes.pop("kink", ""))
    return DeltaBreakdown(**(fields | {"check": lambda: checked} | changes))
