"""Mistakes in what is said, built in by hand: reading must find each of them."""

from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from bpsim.core.activations.activation import Activation
from bpsim.core.activations.tanh import Tanh
from bpsim.core.document import Document
from bpsim.core.examples import Examples
from bpsim.core.methods.adam import Adam
from bpsim.core.methods.descent import PLAIN
from bpsim.core.methods.method import Method
from bpsim.core.methods.momentum import Momentum
from bpsim.core.methods.rmsprop import RMSProp
from bpsim.core.network import Network
from bpsim.core.settings import Convention, TrainingSettings
from bpsim.session.history import History
from bpsim.steps.trace import Trace
from tests.said.facts import Facts
from tests.said.mistakes import built_in
from tests.said.said import read
from tests.said.standing import facts_of
from tests.said.tokens import UnreadableError, WrongError
from tests.traces import traced

CE, SOFT, SQUARED = "cross-entropy", "categorical-cross-entropy", "squared-error"


def trace_of(
    hidden: str | Activation = "tanh", output: str = "sigmoid", cost: str = CE,
    sign: str = "course", short: bool = False, method: Method = PLAIN,
) -> Trace:  # fmt: skip
    """A walk with λ, a batch of two of three examples, and no two numbers alike."""
    rng = np.random.default_rng(3)
    layers = (1, 2, 2, 2) if short else (2, 2, 2)
    weights = [rng.normal(size=(b, a + 1)) for a, b in pairwise(layers)]
    network = Network.of([*[hidden] * (len(layers) - 2), output], weights)
    y = [[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]]
    examples = Examples.of(rng.normal(size=(3, layers[0])), y)
    training = TrainingSettings(0.3, lam=0.2, batch_size=2, method=method)
    convention = Convention(sign, short)  # type: ignore[arg-type]
    if not method.remembers:
        return traced(network, cost, examples, training, convention)
    document = Document("", network, cost, examples, training, convention)
    return Trace.of(document, 2, History(document).checkpoint_at(2))


KINDS: dict[str, dict[str, object]] = {
    "ce": {}, "sigmoid": {"hidden": "sigmoid"}, "relu": {"hidden": "relu"},
    "squared": {"cost": SQUARED}, "soft": {"output": "softmax", "cost": SOFT},
    "jacobian": {"output": "softmax", "cost": SQUARED}, "lecture": {"sign": "lecture"},
    "short": {"sign": "lecture", "short": True},
    "mean": {"cost": "cross-entropy per output"}, "cosh": {"cost": "log-cosh"},
    "leaky": {"hidden": "leaky-relu"}, "elu": {"hidden": "elu"}, "selu": {"hidden": "selu"},
    "softplus": {"hidden": "softplus"}, "silu": {"hidden": "silu"}, "gelu": {"hidden": "gelu"},
    "hard": {"hidden": "hard-sigmoid"}, "steep": {"hidden": Tanh(0.5)},
    "momentum": {"method": Momentum()}, "adam": {"method": Adam()},
    "rmsprop": {"method": RMSProp()},
}  # fmt: skip

MISTAKES: dict[str, tuple[str, str, str]] = {
    # formulas
    "sigmoid as 1/(1 + e^z)": ("sigmoid", 'sup=f"−{steep}z"', 'sup=f"{steep}z"'),
    "a(1 + a) for the slope of the sigmoid": (
        "sigmoid", "row(*self._steep(), a, Fenced(row(s.ONE, MINUS, a)))",
        "row(*self._steep(), a, Fenced(row(s.ONE, PLUS, a)))"),
    "a · a in the numbers of the sigmoid’s slope": (
        "sigmoid", "Number(a), TIMES, Number(rest))", "Number(a), TIMES, Number(a))"),
    "1 − a for 1 − a²": ("ce", 'Scripted(a, sup="2")', "a"),
    "1 · a² in the numbers of tanh’s slope": (
        "ce", "rest_row = row(s.ONE, MINUS, squared)", "rest_row = row(s.ONE, TIMES, squared)"),
    "relu’s slope upside down": (
        "relu", 'either(Words("1"), z, Words("0"))', 'either(Words("0"), z, Words("1"))'),
    "the leak of a leaky relu above 0": (
        "leaky", "either(z, z, row(Number(self.g.slope), TIMES, z))",
        "either(row(Number(self.g.slope), TIMES, z), z, z)"),
    "e^−z for e^z in an ELU": (
        "elu", '*self._alpha(), Symbol("e", sup="z")', '*self._alpha(), Symbol("e", sup="−z")'),
    "the scale of SELU left out": (
        "selu", "either(Number(SCALE, DIGITS), z, below)", "either(Number(1.0), z, below)"),
    "softplus’s slope with e^z": (
        "softplus", 'PLUS, Symbol("e", sup="−z")))', 'PLUS, Symbol("e", sup="z")))'),
    "SiLU’s slope without its second part": ("silu", "PLUS, a, Fenced(row(s.ONE, MINUS, share))",
                                             "PLUS, a"),
    "GELU’s Φ for its φ": (
        "gelu", "TIMES, s.function(SMALL, z)", "TIMES, s.function(BIG, z)"),
    "the hard sigmoid’s middle at 0": ("hard", "TIMES, z, PLUS, HALF)", "TIMES, z)"),
    "a steepness left out of the slope": (
        "steep", "() if self.g.usual else (Number(self.g.steepness), TIMES)", "()"),
    "max(1, z) for max(0, z)": ("relu", 'Words("0, ")', 'Words("1, ")'),
    "m/λ for λ/m": ("ce", '_over("λ", "m")', '_over("m", "λ")'),
    "Θ not transposed": (
        "ce", 's.transposed(Fenced(s.of_layer("Θ", at))), s.delta(at + 1)',
        'Fenced(s.of_layer("Θ", at)), s.delta(at + 1)'),
    "g′ · g′": (
        "ce", "Fenced(s.symbol_sum(terms)), TIMES,",
        "Fenced(s.symbol_sum(terms)), TIMES, s.g(s.z(at, j), primed=True), TIMES,"),
    "a − y · g′ without parentheses": (
        "squared", "row(own.fenced(formula), TIMES, s.g(", "row(formula, TIMES, s.g("),
    "numbers of a − y without parentheses": (
        "squared", "row(own.fenced(numbers), TIMES, Number(", "row(numbers, TIMES, Number("),
    "a vector not transposed": (
        "ce", "s.delta(at + 1), s.transposed(s.with_bias(at))", "s.delta(at + 1), s.with_bias(at)"),
    "1 below the activations": (
        "ce", "Matrix(((ONE,), (a(layer),)))", "Matrix(((a(layer),), (ONE,)))"),
    "swapped index": ("ce", 'Symbol("Θ", index_pair(to, frm)', 'Symbol("Θ", index_pair(frm, to)'),
    "a factor written twice": (
        "ce", "Number(weight, guarded=bool(parts)), TIMES,",
        "Number(weight, guarded=bool(parts)), TIMES, Number(weight), TIMES,"),
    "wrong digit": ("ce", 'f"{value:.{digits}f}"', 'f"{value * 1.01:.{digits}f}"'),
    "wrong power of ten": ("ce", "_trimmed(mantissa), int(exponent)",
                           "_trimmed(mantissa), int(exponent) + 1"),
    "missing minus in the cost": (
        "ce", "return row(Words(\"−\"), part) if", "return row(Words(\"+\"), part) if"),
    "log h for log(1 − h)": (
        "ce",
        "self.weight(Fenced(one_minus(y)), sign), log(one_minus(h))",
        "self.weight(Fenced(one_minus(y)), sign), log(h)",
    ),
    "wrong range of a sum": ("ce", 'Sum("i=1"), Sum("j")', 'Sum("i=0"), Sum("j")'),
    "sum over the wrong letter": ("soft", 'row(Sum("k"), _exponential(layer, "k"))',
                                  'row(Sum("j"), _exponential(layer, "k"))'),
    "wrong layer index": ("ce", "s.theta(at, t + 1, j), s.delta(at + 1, t + 1)",
                          "s.theta(at, t + 1, j), s.delta(at, t + 1)"),
    "α with the wrong sign": ("ce", 'return MINUS if convention.sign == "course" else PLUS',
                              'return PLUS if convention.sign == "course" else MINUS'),
    "(1/m) missing": ("ce", '[_over("1", "m"), s.of_layer("Δ", at)]',
                      '[s.of_layer("Δ", at)]'),
    "½ missing in the squared error": (
        "squared", "self.weight(HALF, sign)", "self.weight(s.ONE, sign)"),
    "λ/m for λ/2m in J": ("ce", 'Fraction(Symbol("λ"), row(Number(2), Symbol("m"))), _squares()',
                          'Fraction(Symbol("λ"), Symbol("m")), _squares()'),
    "softmax upside down": ("soft", "Fraction(_exponential(layer, str(j)), whole)",
                            "Fraction(whole, _exponential(layer, str(j)))"),
    "∂z/∂a for ∂a/∂z": ("jacobian", 'Fraction(row(Symbol("∂"), s.a(depth, t + 1)), '
                        'row(Symbol("∂"), s.z(depth, k)))',
                        'Fraction(row(Symbol("∂"), s.z(depth, k)), '
                        'row(Symbol("∂"), s.a(depth, t + 1)))'),
    "λ’s part of the wrong sign in D of a weight": (
        "ce", "_D_lines(bare, s.plus(source.convention))",
        "_D_lines(bare, s.minus(source.convention))"),
    "the weight’s update uphill": (
        "ce", "written(source.training.method), s.minus(source.convention)",
        "written(source.training.method), s.plus(source.convention)"),
    "the velocity without β": (
        "momentum", 'row(v, BECOMES, self.parameters["beta"], v, PLUS', "row(v, BECOMES, v, PLUS"),
    "v of D in the place of D²": ("rmsprop", '"rho", of.squared("D")', '"rho", of("D")'),
    "ε within the root": (
        "adam", 'row(Root(square), PLUS, self.parameters["epsilon"])',
        'row(Root(row(square, PLUS, self.parameters["epsilon"])))'),
    "bias correction with β₂ for β₁": (
        "adam", 'Symbol("β", self.parameters[share].sub, "t")', 'Symbol("β", "2", "t")'),
    "the old memory after the new in numbers": (
        "adam", "Number(n.before[letter], guarded=True)", "Number(n.after[letter], guarded=True)"),
    "the numbers of a correction one update too late": (
        "adam", "sup=str(n.updates))", "sup=str(n.updates + 1))"),
    "m without its hat": ("adam", 'self.over_root(of("m" + HAT)', 'self.over_root(of("m")'),
    "1/K left out of a δ": ("mean", "row(Fraction(Number(1), below), TIMES, Fenced(body))", "body"),
    "1/K left out of the terms of the cost": (
        "mean", "part = Fraction(body, K) if self.scaled else body", "part = body"),
    "1/K left out of J": ("mean", "*([K] if self.scaled else [])", "*([])"),
    "tanh left out of log-cosh’s δ": (
        "cosh", "s.function(TANH, super().error_of(a, y, sign))", "super().error_of(a, y, sign)"),
    "sinh for cosh": ("cosh", 'Symbol("cosh", style="upright")', 'Symbol("tanh", style="upright")'),
    "matrices: 1/K left out": (
        "mean", "(Fraction(s.ONE, Number(self.layers[-1])),) if cost.scaled else ()", "()"),
    # numbers beside formulas
    "the sum so far includes the term to come": (
        "ce", "Number(terms.running(term - 1)), PLUS", "Number(terms.running(term)), PLUS"),
    "the smallest change called the largest": ("large", "np.abs(new - old).max()",
                                               "np.abs(new - old).min()"),
    "the squared error beside the cost without its half": (
        "ce", "each = 0.5 * (a - y) ** 2", "each = (a - y) ** 2"),
    "m and K exchanged": ("ce", '(Symbol("m"), m), (Symbol("K"), K)',
                          '(Symbol("m"), K + 1), (Symbol("K"), m)'),
    "old and new weight exchanged": (
        "ce", 'Words(tr(" old"))), move.old)', 'Words(tr(" old"))), move.new)'),
    # lines of the ledger
    "δ for g′ below the terms of a step": (
        "ce", "slope), step.factor)", "slope), step.result)"),
    "g′ for δ below the terms of a δ": ("ce", "known(delta.factor), faint",
                                        "known(delta.result), faint"),
    "divided by m + 1": ("ce", "weight.m, m=weight.m)", "weight.m, m=weight.m + 1)"),
    "λ’s part called negative": ("ce", 'sign = "−" if weight.turned else "+"',
                                 'sign = "+" if weight.turned else "−"'),
    # equations of matrices
    "matrices: parenthesis left out": ("squared", 'start = (EQUALS, *share, Words("("))',
                                       "start = (EQUALS, *share)"),
    "matrices: a + y": ("ce", "a, Sign(MINUS), y)", "a, Sign(PLUS), y)"),
    "matrices: m/λ": ("ce", 'Sign(row(sign, Fraction(Symbol("λ"), m)))',
                      'Sign(row(sign, Fraction(m, Symbol("λ"))))'),
    "matrices: g′ left out": (
        "ce", "return (*parts, Sign(TIMES_EACH), self.slope(layer, own))", "return parts"),
    "matrices: the caption of another layer": (
        "ce", 'letter, layer, symbol(letter, layer), numbers[:, None]',
        'letter, layer, symbol(letter, layer - 1), numbers[:, None]'),
    "matrices: the shorthand for a whole pass": (
        "short", "and step.granularity is not Granularity.PASS\n        )", "and True\n        )"),
    # curves
    "curve: a for g′": ("ce", "primed=True), EQUALS, s.strong(slope))",
                        "primed=True), EQUALS, s.strong(z))"),
    "curve: g′ for g": ("ce", "s.a(layer, unit), EQUALS, s.g(Number(z)), EQUALS",
                        "s.a(layer, unit), EQUALS, s.g(Number(z), primed=True), EQUALS"),
    "curve: share of the wrong slope": (
        "sigmoid",
        "number_text(100 * slope / steepest",
        "number_text(50 * slope / steepest",
    ),
    "curve: the cost without its half": ("squared", 'Words("½" if', 'Words("1" if'),
    "curve: the minus of the cost left out": (
        "ce",
        "out: list[Expr] = [self.signed(parts[0], sign)]",
        "out: list[Expr] = [parts[0]]",
    ),
    "curve: how far off from 0": ("ce", "off=number_text(abs(h - y), 3)",
                                  "off=number_text(abs(h), 3)"),
    # words
    "sentence: the δ of the same layer": (
        "ce", "j=j,\n            layer=layer,\n            layer_2=layer + 1",
        "j=j,\n            layer=layer,\n            layer_2=layer"),
    "sentence: the unit before": (
        "ce", "j=j,\n            layer=layer,\n            name=_name",
        "j=j - 1,\n            layer=layer,\n            name=_name"),
    "sentence: wrong m": ("ce", "_mean_words(m, at", "_mean_words(m + 1, at"),
    "sentence: activation and target exchanged": (
        "ce",
        'tr("{a} minus {y}", a=a, y=y) if sign > 0',
        'tr("{a} minus {y}", a=y, y=a) if sign > 0',
    ),
    "sentence: examples so far": (
        "ce", "of=weight.added,\n            of_2=weight.m",
        "of=weight.m,\n            of_2=weight.added"),
    "position: the example before": ("ce", "number = self.item + 1 if self.example is None else "
                                     "self.example", "number = self.item"),
    "spoken: a for z": ("ce", '("z", known.z(layer, unit))', '("z", known.a(layer, unit))'),
    "aloud: z for a": ("ce", "number_text(step.activation)", "number_text(step.result)"),
    "aloud: the sum for δ": (
        "ce", "= {number_text(step.result)}", "= {number_text(step.weighted_sum)}"),
    "tooltip: a weight of another edge": (
        "ce", "step.network.theta(place.layer)[place.to - 1, place.frm]",
        "step.network.theta(place.layer)[place.to - 1, place.frm - 1]"),
}  # fmt: skip


@cache
def true_of(kind: str) -> Facts:
    """What is true, mistakes or not."""
    return facts_of(walk_of(kind))


def walk_of(kind: str) -> Trace:
    """A fresh walk: what it has said before must not be remembered."""
    if kind == "large":
        rng = np.random.default_rng(1)
        network = Network.of(
            ["tanh", "sigmoid"], [rng.normal(size=(9, 4)), rng.normal(size=(1, 10))]
        )
        examples = Examples.of(rng.normal(size=(2, 3)), [[1.0], [0.0]])
        return traced(network, CE, examples, TrainingSettings(0.3, lam=0.2), Convention())
    return trace_of(**KINDS[kind])  # type: ignore[arg-type]


@pytest.mark.parametrize("mistake", list(MISTAKES))
def test_a_mistake_is_found(mistake: str) -> None:
    kind, right, wrong = MISTAKES[mistake]
    facts = true_of(kind)
    with built_in(right, wrong), pytest.raises((WrongError, UnreadableError)):
        read(walk_of(kind), 1000, facts)


@pytest.mark.parametrize("kind", [*KINDS, "large"])
def test_without_a_mistake_nothing_is_found(kind: str) -> None:
    """Else finding one would tell nothing; test_everything_said.py reads more of each kind."""
    read(walk_of(kind), 8, true_of(kind))
