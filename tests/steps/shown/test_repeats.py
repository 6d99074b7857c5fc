"""Whether a formula says numbers already."""

from bpsim.notation.formula import EQUALS, Fenced, Fraction, Matrix, Number, Symbol, row
from bpsim.steps.shown.repeats import repeats

EXPR = row(
    Symbol("z"), EQUALS, Fraction(Number(1), Fenced(Number(2.5))), Matrix(((Number(-3),),))
)  # fmt: skip


def test_numbers_are_found_wherever_they_stand() -> None:
    for value in (1.0, 2.5, -3.0):
        assert repeats(EXPR, [value])


def test_only_what_is_known_and_all_there_is_repeated() -> None:
    assert repeats(EXPR, [2.5, -3.0])
    assert not repeats(EXPR, [2.5, 4.0])
    assert not repeats(EXPR, [2.5, None])
