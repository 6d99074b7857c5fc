"""What a formula is made of."""

from bpsim.notation.formula import EQUALS, Fenced, Fraction, Matrix, Number, Root, Symbol, row
from bpsim.notation.parts import parts_of

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
