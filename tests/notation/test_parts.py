"""What a formula is made of."""

from bpsim.notation.formula import (
    EQUALS,
    Expr,
    Fenced,
    Fraction,
    Matrix,
    Number,
    Root,
    Symbol,
    Words,
    row,
)  # fmt: skip
from bpsim.notation.parts import mapped, parts_of

Z, ONE = Symbol("z"), Number(1)
BELOW = Fenced(Number(2.5))
SHARE = Fraction(ONE, BELOW)
LAST = Matrix(((Number(-3), Root(Number(4))),))
EXPR = row(Z, EQUALS, SHARE, LAST)


def test_each_part_comes_before_its_own_parts_and_from_left_to_right() -> None:
    assert list(parts_of(EXPR)) == [
        EXPR, Z, EQUALS, SHARE, ONE, BELOW, Number(2.5), LAST, Number(-3), Root(Number(4)),
        Number(4),
    ]  # fmt: skip


def test_what_has_no_parts_is_its_only_one() -> None:
    assert list(parts_of(ONE)) == [ONE]


def test_what_is_changed_stands_in_its_place_and_is_not_looked_into() -> None:
    def change(part: Expr) -> Expr | None:
        return Words("?") if part in (Number(4), BELOW) else None

    asked = Words("?")
    changed = row(Z, EQUALS, Fraction(ONE, asked), Matrix(((Number(-3), Root(asked)),)))
    assert mapped(EXPR, change) == changed
    assert mapped(EXPR, lambda part: None) == EXPR


def test_a_shortened_matrix_that_is_changed_does_not_keep_what_it_does_not_show() -> None:
    short = Matrix(((Number(1), Words("…")),), ((1.0, 2.0, 3.0),))
    found = mapped(short, lambda part: None)
    assert isinstance(found, Matrix)
    assert found.whole is None
