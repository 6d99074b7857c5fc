"""Formulas of every kind, as Hypothesis draws them."""

from hypothesis import strategies as st

from bpsim.notation.formula import (
    Expr,
    Faint,
    Fenced,
    Fraction,
    Matrix,
    Number,
    Operator,
    Root,
    Row,
    Scripted,
    Strong,
    Sum,
    Symbol,
    Term,
    Words,
    to_text,
)

LETTERS = st.sampled_from(["x", "Θ", "δ", "a", "g′", "cost", "a_b", "50%", "λ", "v̂", "ρ"])
INDICES = st.sampled_from(["", "1", "1,12", "(2)", "T", "−z", "k", "l"])
LEAVES = st.one_of(
    st.builds(Symbol, LETTERS, INDICES, INDICES, st.sampled_from(["italic", "upright", "bold"])),
    st.builds(Number, st.floats(), st.integers(1, 8), st.booleans()),
    st.builds(Operator, st.sampled_from(["+", "−", "=", ":=", "·", "×", ".*", "≈", "→", "≤"])),
    st.builds(Words, st.text(st.sampled_from("ab1 .,%&_#${}^~\\−′δ≥…⋮"), max_size=8)),
    st.builds(Sum, INDICES, INDICES),
)


def _no_space(expr: Expr) -> bool:
    """False for a space alone, which stands between things and never above or below a line."""
    return not isinstance(expr, Words) or not expr.text.isspace()


def _something(expr: Expr) -> bool:
    """False for nothing at all, which has no index and no power."""
    return to_text(expr) != ""


def _larger(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    cells = st.integers(1, 3).flatmap(
        lambda width: st.lists(st.tuples(*[inner] * width), min_size=1, max_size=3)
    )
    return st.one_of(
        st.lists(inner, max_size=4).map(lambda parts: Row(tuple(parts))),
        st.builds(Fraction, inner.filter(_no_space), inner.filter(_no_space)),
        st.builds(Root, inner.filter(_no_space)),
        st.builds(Fenced, inner, st.sampled_from(["(", "[", "{", ""]), st.sampled_from([")", "|"])),
        st.builds(Scripted, inner.filter(_something), INDICES, INDICES),
        cells.map(lambda rows: Matrix(tuple(rows))),
        st.builds(Term, inner, st.integers(0, 9)),
        st.builds(Strong, inner),
        st.builds(Faint, inner),
    )


EXPRESSIONS: st.SearchStrategy[Expr] = st.recursive(LEAVES, _larger, max_leaves=12)
