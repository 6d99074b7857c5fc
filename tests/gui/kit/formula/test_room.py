"""Which other widths a formula looks the same in, and which of its lines have to be painted."""

import pytest
from PySide6.QtGui import QFont

from bpsim.gui.kit.formula.box import Box
from bpsim.gui.kit.formula.fitting import alike, fitted
from bpsim.gui.kit.formula.room import Room
from bpsim.gui.kit.formula.typesetter import fresh_layout
from bpsim.notation.formula import (
    EQUALS,
    PLUS,
    TIMES,
    Expr,
    Fenced,
    Number,
    Operator,
    Strong,
    Symbol,
    Term,
    Words,
    joined,
    row,
)


def long_sum(count: int) -> Expr:
    """A δ with so many terms, in symbols and then in numbers."""
    terms: list[Expr] = [
        Term(row(Symbol("Θ", f"{n},7", "(2)"), Symbol("δ", str(n), "(3)")), n) for n in range(count)
    ]
    numbers: list[Expr] = [
        row(Number(0.0731 * n), TIMES, Number(-1.5, guarded=True)) for n in range(count)
    ]
    return row(
        Symbol("δ", "7", "(2)"), EQUALS, Fenced(joined([*terms, Words("… and 9 more")], PLUS)),
        Operator("·"), Symbol("g′"), Fenced(Symbol("z", "7", "(2)")), Words("\n"),
        Symbol("δ", "7", "(2)"), EQUALS, Fenced(joined(numbers, PLUS)), EQUALS, Strong(Number(0.3)),
    )  # fmt: skip


def places(box: Box) -> list[tuple[float, float]]:
    return [(x, y) for x, y, _, _ in box.pieces]


@pytest.mark.parametrize("count", [1, 3, 9])
def test_it_is_alike_only_where_setting_it_again_makes_the_same(font: QFont, count: int) -> None:
    expr, same, other = long_sum(count), 0, 0
    for width in range(120, 700, 20):
        found = fitted(expr, font, width)
        for further in (-20, -10, -3, 3, 10, 20):
            again = fresh_layout(expr, font, width + further)
            if alike(found, width + further):
                assert places(again) == places(found[0])
                same += 1
            other += places(again) != places(found[0])
    assert same > 20
    assert other > 5


def test_a_room_knows_between_which_widths_its_answers_hold() -> None:
    room = Room(100.0)
    assert room.holds(60.0) and not room.holds(130.0) and room.holds(40.0, 0.5)
    assert room.like(81.0) and room.like(129.0)
    assert not room.like(79.0), "40 would not fit into half of it"
    assert not room.like(131.0), "130 would fit"
    room.only()
    assert not room.like(99.0) and not room.like(101.0)
