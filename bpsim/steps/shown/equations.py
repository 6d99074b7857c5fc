"""Which matrices a step is about, laid out as its equation, and which of their cells it lights."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bpsim.base.words import in_local_signs
from bpsim.notation.formula import (
    BECOMES,
    EMPTY,
    EQUALS,
    MINUS,
    PLUS,
    TIMES,
    TIMES_EACH,
    Fenced,
    Fraction,
    Number,
    Symbol,
    Words,
    row,
)
from bpsim.steps.explain import symbols as s
from bpsim.steps.explain.activations.table import written
from bpsim.steps.explain.costs.table import written as written_cost
from bpsim.steps.explain.delta_terms import has_factor, through_jacobian
from bpsim.steps.schedule import DELTAS, Granularity, Phase
from bpsim.steps.shown.blocks import (
    SLOPES,
    Axis,
    Block,
    Focus,
    Item,
    Lit,
    Sheet,
    Sign,
    across,
    dark,
    lit_like,
    whole,
)
from bpsim.steps.shown.step_matrices import StepMatrices
from bpsim.steps.shown.update_equations import WITHOUT_BIASES, update_lines
from bpsim.steps.step import Step

MOST_OUTPUTS = 200
"""With more of them, softmax's Jacobian is not made anew at every step only to be scrolled past."""


def sheet_of(step: Step) -> Sheet:
    """The equations of ``step``."""
    return Sheet(tuple(_Equations(step).lines()))


def choices(step: Step) -> list[tuple[str, int]]:
    """Every matrix that can be looked at alone, as its letter and layer, in order."""
    depth = step.network.depth
    edges, layers = range(1, depth), range(1, depth + 1)
    out = [(letter, layer) for letter in "ΘΔD" for layer in edges]
    for layer in layers:
        out += [(letter, layer) for letter in ("a" if layer == 1 else "zaδ")]
    return [*out, ("y", depth)]


def single(step: Step, letter: str, layer: int) -> Sheet:
    """One matrix alone; raises KeyError where the network has none of that name."""
    if (letter, layer) not in choices(step):
        raise KeyError((letter, layer))
    return Sheet(((_Equations(step).alone(letter, layer),),))


class _Equations(StepMatrices):
    """Lays the matrices of one step out as its equations."""

    def __init__(self, step: Step) -> None:
        super().__init__(step)
        self.course = step.convention.sign == "course"
        # A whole backward pass ends with Δ, which takes the true δ.
        self.shorthand = (
            step.convention.lecture_shorthand
            and step.phase in DELTAS
            and step.granularity is not Granularity.PASS
        )

    def lines(self) -> list[tuple[Item, ...]]:
        """The equations; of a step that is to be worked out what it computes, and not how."""
        return self.results() if self.is_asked() else self.derivation()

    def is_asked(self) -> bool:
        """True where how the step computes its result would tell a number that is kept back."""
        step = self.step
        if step.known.complete:
            return False
        tells = step.phase is Phase.OUTPUT_DELTA and (
            through_jacobian(step.cost, step.network) or not written_cost(step.cost).difference
        )
        return step.formula == EMPTY or tells

    def derivation(self) -> list[tuple[Item, ...]]:
        """How the step computes what it computes."""
        match self.step.phase:
            case Phase.SCALE:
                return self.targets() or [(self.vector("a", 1),)]
            case Phase.LOAD:
                return self.load()
            case Phase.FORWARD:
                return [line for layer in self.unit_layers() for line in self.forward(layer)]
            case Phase.COST:
                return self.compared()
            case Phase.OUTPUT_DELTA | Phase.HIDDEN_DELTA:
                return [self.delta(layer) for layer in reversed(self.unit_layers())]
            case Phase.ACCUMULATE:
                return [self.accumulate(layer) for layer in self.edge_layers()]
            case Phase.GRADIENT:
                return [self.gradient(layer) for layer in self.edge_layers()]
            case Phase.UPDATE:
                return [line for layer in self.edge_layers() for line in self.update(layer)]

    def results(self) -> list[tuple[Item, ...]]:
        """The matrices that the step computes, "—" where a value is blank."""
        match self.step.phase:
            case Phase.FORWARD:
                blocks = [self.vector(each, n) for n in self.unit_layers() for each in "za"]
            case Phase.OUTPUT_DELTA | Phase.HIDDEN_DELTA:
                blocks = [self.vector("δ", n) for n in reversed(self.unit_layers())]
            case Phase.ACCUMULATE:
                blocks = [self.named_edges("Δ", n) for n in self.edge_layers()]
            case Phase.GRADIENT:
                blocks = [self.named_edges("D", n) for n in self.edge_layers()]
            case Phase.UPDATE:
                blocks = [self.named_edges("Θ", n) for n in self.edge_layers()]
            case _:
                return self.compared()
        return [(block,) for block in blocks]

    def unit_layers(self) -> Sequence[int]:
        """The layers whose units the step computes."""
        return range(2, self.depth + 1) if self.step.layer is None else (self.step.layer,)

    def edge_layers(self) -> Sequence[int]:
        """The layers from which the weights lead that the step is about."""
        return range(1, self.depth) if self.step.layer is None else (self.step.layer,)

    # --- equations -------------------------------------------------------------------------------

    def load(self) -> list[tuple[Item, ...]]:
        """a^(1) = x, and the target that belongs to it, if there is one."""
        a = self.vector("a", 1, whole)
        return [(Sign(row(Symbol("x"), EQUALS)), a), *self.targets()]

    def compared(self) -> list[tuple[Item, ...]]:
        """What the cost compares: the outputs and the targets."""
        return [(self.vector("a", self.depth),), (self.target(),)]

    def forward(self, layer: int) -> list[tuple[Item, ...]]:
        """z^(l) = Θ^(l−1) [1; a^(l−1)] and a^(l) = g(z^(l))."""
        own = self.step.layer == layer
        sums = self.terms() if own and not self.factor else dark
        weights = replace(self.weights(layer - 1, sums), focus=self.focus(own))
        inputs = self.with_bias(layer - 1, lambda r, c: sums(self.unit_row(), r))
        inputs = replace(inputs, focus=across(weights.focus))
        z = self.vector("z", layer, dark if self.factor else self.result(own))
        done = own and (self.step.activation is not None or self.step.unit is None)
        a = self.vector("a", layer, self.result(done))
        g = written(self.network.activation(layer)).symbol
        inner = replace(z, round=True, lit=self.result(done))
        z, a = self.in_view(z, own), self.in_view(a, own)
        return [(z, Sign(EQUALS), weights, inputs), (a, Sign(EQUALS), Sign(g), inner)]

    def delta(self, layer: int) -> tuple[Item, ...]:
        """δ^(L) = a^(L) − y, δ^(l) = (Θ^(l))ᵀ δ^(l+1) .* g′(z^(l)), as far as it holds."""
        own = self.step.layer == layer
        result = self.vector("δ", layer, self.result(own and not (self.fine and not self.factor)))
        result = self.in_view(result, own)
        if layer == self.depth:
            return (result, *self.error(own))
        sums = self.terms() if own and not self.factor else dark
        theta = self.weights(layer, sums, transposed=True)
        theta = replace(theta, focus=self.focus(own))
        after = self.vector("δ", layer + 1, lambda r, c: sums(self.unit_row(), r))
        after = replace(after, focus=across(theta.focus))
        parts: tuple[Item, ...] = (result, Sign(EQUALS), theta, after)
        if self.shorthand:
            return parts
        return (*parts, Sign(TIMES_EACH), self.slope(layer, own))

    def error(self, own: bool) -> tuple[Item, ...]:
        """What δ^(L) is: a − y, as the cost has it with Σ y before a or g′ behind the error."""
        step, values = self.step, self.values
        cost = written_cost(step.cost)
        if through_jacobian(step.cost, step.network):
            return (Sign(EQUALS), *self.through_softmax(own))
        if not cost.difference:
            error = self.error_block(self.nth_term(own, 0), (None, None))
            return Sign(EQUALS), error, Sign(TIMES_EACH), self.slope(self.depth, own)
        factor, scale = has_factor(step.cost), cost.a_factor(values)
        a = self.vector("a", self.depth, self.nth_term(own, 0))
        y = replace(self.target(), lit=self.nth_term(own, 1))
        times = () if scale == 1.0 else (Number(scale), TIMES)
        share = (Fraction(s.ONE, Number(self.layers[-1])),) if cost.scaled else ()
        start = (EQUALS, *share, Words("(")) if factor or share else (EQUALS,)
        parts: tuple[Item, ...] = (
            (Sign(row(*start, *times)), a, Sign(MINUS), y)
            if self.course
            else (Sign(row(*start)), y, Sign(row(MINUS, *times)), a)
        )
        if not factor:
            return (*parts, Sign(Words(")"))) if share else parts
        close = Sign(row(Words(")"), TIMES_EACH))
        return (*parts, close, self.slope(self.depth, own))

    def error_block(self, lit: Lit, focus: Focus) -> Block:
        """∂cost/∂a of every output as one column: what g′ or softmax's slopes are multiplied by."""
        step, sign = self.step, self.step.convention.factor
        cost, at = written_cost(step.cost), self.depth
        caption = cost.a_Kth(cost.error_of(s.a(at), Symbol("y"), sign))
        with np.errstate(over="ignore", invalid="ignore"):
            error = cost.error(self.values, sign)
        axis = Axis(at, 1, self.layers[-1])
        letter = "a − y" if self.course else "y − a"
        return Block(letter, at, caption, error[:, None], axis, lit=lit, focus=focus)

    def through_softmax(self, own: bool) -> tuple[Item, ...]:
        """(∂a/∂z)ᵀ (a − y): through softmax the error of every output counts for every z."""
        at, count = self.depth, self.layers[-1]
        axis, sums = Axis(at, 1, count), self.terms() if own else dark
        slope = Fraction(row(Symbol("∂"), s.a(at)), row(Symbol("∂"), s.z(at)))
        a, focus = self.values.a[-1], self.focus(own)
        error = self.error_block(lambda r, c: sums(self.unit_row(), r), across(focus))
        if count > MOST_OUTPUTS:
            shape = Words(in_local_signs(f" ({count:,} × {count:,})"))
            return Sign(row(s.transposed(Fenced(slope)), shape)), error
        # ∂a_t/∂z_k = a_t ([t = k] − a_k): the same matrix either way round.
        values = np.diag(a) - np.outer(a, a)
        theirs = Block(
            SLOPES, at, s.transposed(Fenced(slope)), values, axis, axis,
            transposed=True, lit=sums, focus=focus,
        )  # fmt: skip
        return theirs, error

    def accumulate(self, layer: int) -> tuple[Item, ...]:
        """Δ^(l) := Δ^(l) + δ^(l+1) [1; a^(l)]ᵀ."""
        count = self.known.summed[layer - 1]
        after = self.known.Delta(layer)
        before = self.known.sums(layer, count - 1) if count else None
        zero = np.zeros_like(self.network.theta(layer))
        new = self.edge_block("Δ", layer, after, self.result(True))
        old = self.edge_block("Δ", layer, zero if before is None else before, dark)
        flat = self.with_bias(layer, dark)
        lying = replace(
            flat,
            caption=s.transposed(Fenced(row(s.ONE, Words("; "), s.a(layer)), "[", "]")),
            values=flat.values.T, rows=None, columns=flat.rows, known=None,
            hidden=frozenset((c, r) for r, c in flat.hidden),
        )  # fmt: skip
        return new, Sign(BECOMES), old, Sign(PLUS), self.vector("δ", layer + 1), lying

    def gradient(self, layer: int) -> tuple[Item, ...]:
        """D^(l) = Δ^(l)/m + (λ/m) Θ^(l), the biases without λ."""
        m = Number(self.step.batch)
        new = self.edge_block("D", layer, self.known.D[layer - 1], self.result(True))
        parts: tuple[Item, ...] = (
            new, Sign(row(EQUALS, Fraction(s.ONE, m))),
            self.named_edges("Δ", layer),
        )  # fmt: skip
        if self.step.cost_J is None or not self.step.cost_J.lam:
            return parts
        theta = self.network.theta(layer).copy()
        theta[:, 0] = 0.0
        sign = s.plus(self.step.convention)
        without = replace(
            self.weights(layer, dark), values=theta, editable=False,
            caption=row(s.of_layer("Θ", layer), WITHOUT_BIASES),
        )  # fmt: skip
        return (*parts, Sign(row(sign, Fraction(Symbol("λ"), m))), without)

    def update(self, layer: int) -> list[tuple[Item, ...]]:
        """The new Θ^(l), and what the method makes it of."""
        return update_lines(
            self.step, layer, self.weights(layer, self.result(True)),
            lambda letter, values: self.edge_block(letter, layer, values, dark),
        )  # fmt: skip

    # --- one matrix ------------------------------------------------------------------------------

    def alone(self, letter: str, layer: int) -> Block:
        """The matrix as it is looked at by itself, lit where the step's equation lights it."""
        if letter == "y":
            block = self.target()
        elif letter in "ΘΔD":
            block = self.named_edges(letter, layer)
        else:
            block = self.vector(letter, layer)
        return self.lit_as_in_equation(block)

    def lit_as_in_equation(self, block: Block) -> Block:
        """``block`` with the light that the equations give to the matrix it is."""
        for line in self.lines():
            for item in line:
                if not isinstance(item, Block) or item.lit is dark or item.rows is None:
                    continue
                if (item.letter, item.layer) == (block.letter, block.layer):
                    return lit_like(block, item)
        return block
