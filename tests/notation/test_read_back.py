"""What LaTeX and plain text say of a formula is what the formula says, sign by sign."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given, settings

from bpsim.core.settings import Convention
from bpsim.formats.bundled import bundled_network
from bpsim.notation.formula import (
    Expr,
    Fenced,
    Fraction,
    Number,
    Scripted,
    Symbol,
    Words,
    joined,
    row,
    to_latex,
    to_text,
)
from bpsim.steps.trace import Trace
from tests.notation.formulas import EXPRESSIONS
from tests.notation.read_back import reads_as, signs, signs_of_latex
from tests.steps.walks import GRANULARITIES, Walk, steps_of, walks

X, Y = Symbol("x", "1"), Symbol("y", "", "(2)")


def check(expr: Expr) -> None:
    """LaTeX and plain text are the formula."""
    assert signs_of_latex(to_latex(expr)) == signs(expr)
    assert reads_as(expr, to_text(expr)), to_text(expr)


@given(EXPRESSIONS)
def test_any_formula_reads_back(expr: Expr) -> None:
    check(expr)


def test_several_lines_read_back() -> None:
    check(joined([row(X, Y), Fraction(X, Y), Number(-1e-7)], Words("\n")))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Fraction(X, Y), Fraction(Y, X)),
        (Symbol("Θ", "12"), Symbol("Θ", "21")),
        (Symbol("Θ", "1", "2"), Symbol("Θ", "2", "1")),
        (Scripted(Fenced(X), sup="T"), Fenced(X)),
        (Number(0.25), Number(-0.25)),
        (Number(0.25), Number(0.2501)),
        (Number(1e-9), Number(1e9)),
        (row(Fraction(X, Y), X), Fraction(X, row(Y, X))),
        (Fenced(row(X, Y)), row(X, Fenced(Y))),
        (Symbol("δ"), Symbol("Δ")),
    ],
)
def test_a_slip_is_seen(one: Expr, other: Expr) -> None:
    assert signs_of_latex(to_latex(one)) != signs(other)
    assert not reads_as(other, to_text(one))


def formulas(value: object) -> Iterator[Expr]:
    """Every formula within a value, however deep."""
    if isinstance(value, Expr):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from formulas(each)
    elif is_dataclass(value) and type(value).__module__.startswith("bpsim.steps."):
        for field in fields(value):
            yield from formulas(getattr(value, field.name))


@settings(max_examples=6)
@given(walks(most_layers=4, most_examples=2))
def test_every_formula_of_a_walk_reads_back(walk: Walk) -> None:
    for granularity in GRANULARITIES:
        for step in steps_of(walk.trace(), granularity):
            for expr in (step.symbol, step.formula, step.numbers, *formulas(step.entries)):
                check(expr)


@pytest.mark.parametrize("sign", ["course", "lecture"])
@pytest.mark.parametrize("name", ["lecture", "iris", "worked-example"])
def test_every_formula_of_a_bundled_network_reads_back(name: str, sign: str) -> None:
    document = bundled_network(name).load()
    examples = type(document.examples).of(document.examples.x[:1], document.examples.y[:1])
    convention = Convention(sign)  # type: ignore[arg-type]
    trace = Trace.of(document.with_(examples=examples, convention=convention, edits=()))
    for granularity in GRANULARITIES:
        for step in steps_of(trace, granularity):
            for expr in formulas(step):
                check(expr)
