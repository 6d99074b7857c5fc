"""Formulas as MathML: well-formed, with every number and index of the tree, coloured by term."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bpsim.notation.formula import (
    EQUALS,
    Expr,
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
    row,
    to_text,
)
from bpsim.notation.latex import HAT
from bpsim.notation.mathml import mathml, pieces_of, to_mathml

NAMES = st.sampled_from(["Θ", "δ", "a", "g′", "log", "<b>&"])
INDICES = st.sampled_from(["", "1", "12", "(3)", "T"])
LEAVES: st.SearchStrategy[Expr] = st.one_of(
    st.builds(Symbol, NAMES, INDICES, INDICES, st.sampled_from(["italic", "upright", "bold"])),
    st.builds(Number, st.floats(allow_nan=True), st.integers(1, 6), st.booleans()),
    st.builds(Operator, st.sampled_from(["+", "−", "·", ".*", "<"])),
    st.builds(Words, st.sampled_from(["if <z> & 1", " ", "… and 3 more"])),
    st.builds(Sum, INDICES, INDICES),
)


def _wider(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    return st.one_of(
        st.lists(inner, max_size=4).map(lambda parts: Row(tuple(parts))),
        st.builds(Fraction, inner, inner),
        st.builds(Fenced, inner),
        st.builds(Root, inner),
        st.builds(Scripted, inner, INDICES, INDICES),
        st.builds(Term, inner, st.integers(0, 11)),
        st.builds(Strong, inner),
        inner.map(lambda cell: Matrix(((cell, cell),))),
    )


@given(st.recursive(LEAVES, _wider, max_leaves=12))
@example(Row(()))
@example(Words(" "))
def test_any_formula_is_well_formed(expr: Expr) -> None:
    ET.fromstring(f"<math>{mathml(expr)}</math>")
    ET.fromstring(f"<div>{to_mathml(expr).replace('&#160;', ' ')}</div>")


def test_names_are_text_and_not_markup() -> None:
    assert "<img" not in mathml(Symbol("<img src=x>"))
    assert ET.fromstring(f"<m>{mathml(Words('<b>&'))}</m>").findtext(".//mtext") == "<b>&"


@pytest.mark.parametrize(
    ("expr", "texts"),
    [
        (Symbol("Θ", "12", "(2)"), ["Θ", "12", "(2)"]),
        (Number(-0.25), ["−0.25"]),
        (Number(-0.25, guarded=True), ["(", "−0.25", ")"]),
        (Number(3.2e-7), ["3.2", "×", "10", "−7"]),
        (Fraction(Words("1"), Symbol("m")), ["1", "m"]),
        (Sum("k", "K"), ["∑", "k", "K"]),
    ],
)
def test_every_sign_stands_once_and_in_order(expr: Expr, texts: list[str]) -> None:
    found = ET.fromstring(f"<math>{mathml(expr)}</math>").itertext()
    assert [text for text in found if text] == texts


def test_a_term_carries_its_colour() -> None:
    (element,) = ET.fromstring(f"<math>{mathml(Term(Number(1.0), 3))}</math>")
    assert element.get("class") == "t t3"


def test_lines_break_before_their_relations() -> None:
    z, one = Symbol("z"), Number(1.0)
    lines = pieces_of(row(z, EQUALS, one, EQUALS, one, Words("\n"), z, EQUALS, one))
    assert [[to_text(piece) for piece in line] for line in lines] == [
        ["z", " = 1", " = 1"],
        ["z", " = 1"],
    ]


def test_a_root_and_a_hat_stand_over_what_they_belong_to() -> None:
    hat = Symbol("v" + HAT, "12", "(1)")
    root = ET.fromstring(mathml(Root(hat)))
    assert root.tag == "msqrt"
    over = root.find(".//mover")
    assert over is not None
    assert [each.text for each in over] == ["v", "^"]
