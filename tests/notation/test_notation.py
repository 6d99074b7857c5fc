"""Formulas as plain text and as LaTeX."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.notation.formula import (
    EMPTY,
    EQUALS,
    PLUS,
    Expr,
    Faint,
    Fenced,
    Fraction,
    Matrix,
    Number,
    Operator,
    Root,
    Scripted,
    Strong,
    Sum,
    Symbol,
    Term,
    Words,
    joined,
    row,
    to_latex,
    to_text,
)
from bpsim.notation.latex import HAT
from bpsim.steps.explain import symbols as s
from tests.notation.formulas import EXPRESSIONS
from tests.notation.latex_check import check_latex
from tests.steps.walks import GRANULARITIES, Walk, steps_of, walks

X = Symbol("x")


@pytest.mark.parametrize(
    ("expr", "text", "latex"),
    [
        (Symbol("δ", "2", "(3)"), "δ₂⁽³⁾", r"\delta_{2}^{(3)}"),
        (Symbol("Θ", "", "(l)"), "Θ⁽ˡ⁾", r"\Theta^{(l)}"),
        (Symbol("a"), "a", "a"),
        (Symbol("α"), "α", r"\alpha "),
        (Symbol("g′"), "g′", "g'"),
        (Symbol("h", "Θ"), "h_Θ", r"h_{\Theta}"),
        (Symbol("e", sup="−z"), "e⁻ᶻ", "e^{-z}"),
        (Symbol("x", sup="q"), "x^q", "x^{q}"),
        (Symbol("log", style="upright"), "log", r"\log "),
        (Symbol("cost", style="upright"), "cost", r"\mathrm{cost}"),
        (Symbol("x", style="bold"), "x", r"\mathbf{x}"),
        (Symbol("rate"), "rate", r"\mathit{rate}"),
        (Symbol("12"), "12", "12"),
        (Number(0.25), "0.25", "0.25"),
        (Number(-0.25), "−0.25", "-0.25"),
        (Number(-0.25, guarded=True), "(−0.25)", r"\left(-0.25\right)"),
        (Number(0.25, guarded=True), "0.25", "0.25"),
        (Number(-0.0, guarded=True), "0", "0"),
        (Number(-1.5e-7), "−1.5×10⁻⁷", r"-1.5 \times 10^{-7}"),
        (Number(math.inf), "overflow", r"\text{overflow}"),
        (Number(-math.inf), "−overflow", r"-\text{overflow}"),
        (Number(-math.inf, guarded=True), "(−overflow)", r"\left(-\text{overflow}\right)"),
        (Number(math.nan, guarded=True), "undefined", r"\text{undefined}"),
        (Operator("·"), " · ", r" \cdot "),
        (Operator(".*"), " .* ", r" \odot "),
        (Operator(":="), " := ", " := "),
        (Operator("<"), " < ", " < "),
        (Words("and 3 more"), "and 3 more", r"\text{and 3 more}"),
        (Words("1"), "1", "1"),
        (Words("−"), "−", "-"),
        (Words("⋮"), "⋮", r"\vdots "),
        (Words("100 %_#"), "100 %_#", r"\text{100 \%\_\#}"),
        (EMPTY, "", ""),
        (row(X, EQUALS, Number(1)), "x = 1", "x = 1"),
        (Fraction(Number(1), Number(2)), "1/2", r"\frac{1}{2}"),
        (Fraction(Number(1), row(s.ONE, PLUS, X)), "1/(1 + x)", r"\frac{1}{1 + x}"),
        (Fraction(Number(1e-9), Number(2)), "(1×10⁻⁹)/2", r"\frac{1 \times 10^{-9}}{2}"),
        (row(Fraction(Symbol("1"), Symbol("m")), X), "(1/m)x", r"\frac{1}{m}x"),
        (row(Fraction(X, Symbol("m")), PLUS, X), "x/m + x", r"\frac{x}{m} + x"),
        (Root(X), "√x", r"\sqrt{x}"),
        (Root(row(X, PLUS, Number(1))), "√(x + 1)", r"\sqrt{x + 1}"),
        (Symbol("v" + HAT, "12", "(1)"), "v̂₁₂⁽¹⁾", r"\hat{v}_{12}^{(1)}"),
        (Fenced(X), "(x)", r"\left(x\right)"),
        (Fenced(X, "{", ""), "{x", r"\left\{x\right."),
        (Scripted(Fenced(X), sup="T"), "(x)ᵀ", r"{\left(x\right)}^{T}"),
        (Scripted(X, "2", "2"), "x₂²", "{x}_{2}^{2}"),
        (row(Sum("k"), X), "Σₖ x", r"\sum_{k} x"),
        (Sum("k", "K"), "Σₖᴷ ", r"\sum_{k}^{K} "),
        (Matrix(((Number(1), X), (X, Number(-2)))), "[1, x; x, −2]",
         r"\begin{bmatrix} 1 & x \\ x & -2 \end{bmatrix}"),
        (Term(X, 3), "x", "x"),
        (Strong(X), "x", "x"),
        (Faint(X), "x", "x"),
    ],
)  # fmt: skip
def test_each_kind(expr: Expr, text: str, latex: str) -> None:
    assert to_text(expr) == text
    assert to_latex(expr) == latex
    check_latex(latex)


def test_several_lines_are_aligned_at_their_relations() -> None:
    lines = joined([row(X, EQUALS, Number(1)), row(Symbol("y"), PLUS, X)], Words("\n"))
    assert to_text(lines) == "x = 1\ny + x"
    assert to_latex(lines) == r"\begin{aligned} x&= 1 \\ &y + x \end{aligned}"
    check_latex(to_latex(row(lines, Words("\n"), lines)))


def test_a_matrix_before_the_relation_does_not_take_its_mark() -> None:
    matrix = Matrix(((X, X),))
    source = to_latex(row(matrix, EQUALS, X, Words("\n"), X))
    assert r"\end{bmatrix}&= x" in source
    check_latex(source)


def test_joined() -> None:
    assert joined([], PLUS) == EMPTY
    assert to_text(joined([X], PLUS)) == "x"
    assert to_text(joined([X, X, X], PLUS)) == "x + x + x"


@pytest.mark.parametrize(
    ("to", "frm", "pair"), [(1, 2, "12"), (9, 9, "99"), (1, 10, "1,10"), (12, 0, "12,0")]
)
def test_indices_from_ten_on_are_kept_apart(to: int, frm: int, pair: str) -> None:
    assert s.theta(3, to, frm) == Symbol("Θ", pair, "(3)")
    assert to_latex(s.theta(3, to, frm)) == rf"\Theta_{{{pair}}}^{{(3)}}"


def test_indices_in_text() -> None:
    assert to_text(s.theta(1, 1, 12)) == "Θ₁,₁₂⁽¹⁾"
    assert to_text(s.theta(10, 2, 2)) == "Θ₂₂⁽¹⁰⁾"


def test_numbers_are_equal_by_what_they_show() -> None:
    nan = float("nan")
    assert Number(nan) == Number(float("nan"))
    assert hash(Number(nan)) == hash(Number(float("nan")))
    assert Number(1.0) == Number(1.0)
    assert hash(Number(1.0)) == hash(Number(1.0))
    assert Number(1.0) != Number(1.0, digits=6)
    assert Number(1.0) != Number(1.0, guarded=True)
    assert Number(1.0) != Number(nan)
    assert Number(1.0) != X


@given(st.lists(EXPRESSIONS, min_size=1, max_size=3))
def test_any_formula_is_well_formed_latex(lines: list[Expr]) -> None:
    check_latex(to_latex(joined(lines, Words("\n"))))
    assert to_text(joined(lines, Words("\n"))).count("\n") == len(lines) - 1


@given(walks(most_layers=4, most_examples=2))
def test_every_formula_of_a_walk_is_well_formed_latex(walk: Walk) -> None:
    for granularity in GRANULARITIES:
        for step in steps_of(walk.trace(), granularity):
            for expr in (step.symbol, step.formula, step.numbers):
                check_latex(to_latex(expr))
            for line in (to_text(step.formula) + "\n" + to_text(step.numbers)).split("\n"):
                assert line.strip()
                assert line.count("(") == line.count(")")
                assert line.count("[") == line.count("]")
                assert " +  + " not in line
