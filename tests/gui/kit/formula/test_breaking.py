"""Where lines are broken, and how the next ones begin."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont

from bpsim.gui.kit.formula import Box, layout
from bpsim.notation.formula import (
    EQUALS,
    MINUS,
    PLUS,
    TIMES,
    Expr,
    Fenced,
    Matrix,
    Number,
    Operator,
    Row,
    Strong,
    Symbol,
    Term,
    Words,
    joined,
    row,
)

Where = Callable[[Box, str], QRectF]


def products(count: int) -> list[Expr]:
    return [
        Term(row(Symbol("Θ", f"1{n}", "(1)"), Symbol("a", str(n), "(1)")), n) for n in range(count)
    ]


def weighted_sum(count: int) -> Row:
    return row(Symbol("z", "1", "(2)"), EQUALS, joined(products(count), PLUS))


def words_of(box: Box) -> list[str]:
    return sorted(word for text, _, _ in box.texts() for word in text.split())


def first_of_each_line(box: Box) -> list[tuple[str, float]]:
    out: dict[float, tuple[str, float]] = {}
    for text, rect, _ in box.texts():
        for y in box.lines:
            if rect.bottom() == pytest.approx(y) and rect.left() < out.get(y, ("", 1e9))[1]:
                out[y] = (text, rect.left())
    return [out[y] for y in box.lines]


def test_what_fits_stays_on_one_line(font: QFont) -> None:
    one = layout(weighted_sum(3), font)
    assert one.lines == [0.0]
    assert layout(weighted_sum(3), font, one.width + 1).lines == [0.0]
    assert len(layout(weighted_sum(3), font, one.width - 1).lines) == 2


def test_lines_go_on_with_an_operator_behind_the_equals_sign(font: QFont, where: Where) -> None:
    box = layout(weighted_sum(12), font, 400)
    assert len(box.lines) > 2
    equals = where(box, "=")
    for text, left in first_of_each_line(box)[1:]:
        assert text == "+"
        assert left > equals.right()
        assert left == first_of_each_line(box)[1][1]


def test_a_second_equals_sign_stands_below_the_first(font: QFont) -> None:
    expr = row(weighted_sum(3), EQUALS, Strong(Number(0.123456)))
    one = layout(expr, font)
    box = layout(expr, font, one.width - 20)
    lefts = [rect.left() for text, rect, _ in box.texts() if text == "="]
    assert len(box.lines) == 2
    assert lefts[0] == pytest.approx(lefts[1], abs=0.01)


def test_an_operator_that_starts_a_line_keeps_the_space_behind_it(
    font: QFont, where: Where
) -> None:
    one = layout(weighted_sum(2), font)
    box = layout(weighted_sum(2), font, one.width - 1)
    plus = where(box, "+")
    following = min(rect.left() for text, rect, role in box.texts() if role == 1)
    assert following - plus.right() > 3


def test_a_newline_breaks_always(font: QFont, where: Where) -> None:
    box = layout(row(Symbol("z"), EQUALS, Symbol("u"), Words("\n"), Symbol("a")), font)
    assert len(box.lines) == 2
    assert where(box, "a").left() == where(box, "z").left() == 0.0
    assert where(box, "a").top() > where(box, "z").bottom()


def test_wide_parentheses_are_broken_inside(font: QFont) -> None:
    expr = row(
        Symbol("δ", "1", "(2)"), EQUALS, Fenced(joined(products(12), PLUS)), TIMES, Symbol("g′")
    )
    box = layout(expr, font, 400)
    assert len(box.lines) > 2
    assert box.width <= 400


def test_words_are_broken_between_words_only(font: QFont) -> None:
    box = layout(Words("after every delta has been computed with the old weights"), font, 150)
    assert box.width <= 150
    assert len(box.lines) > 2
    assert all(" " not in text.strip() for text, _, _ in box.texts())


def test_a_product_is_broken_only_where_nothing_else_helps(font: QFont) -> None:
    expr = row(Words("many-worded"), PLUS, Number(1.2345), TIMES, Number(2.3456))
    one = layout(expr, font)
    box = layout(expr, font, one.width - 1)
    assert [text for text, _ in first_of_each_line(box)] == ["many-worded", "+"]
    narrow = layout(expr, font, 140)
    assert [text for text, _ in first_of_each_line(narrow)] == ["many-worded", "+", "·"]


def test_a_blank_between_factors_is_no_better_a_break_than_their_sign(font: QFont) -> None:
    rest = row(
        Fenced(row(Words("1"), MINUS, Symbol("y"))), Words(" "),
        Symbol("log", style="upright"), Fenced(row(Words("1"), MINUS, Symbol("h"))),
    )  # fmt: skip
    right = row(Symbol("y"), Words(" "), Symbol("log", style="upright"), Words(" "), Symbol("h"))
    expr = row(Symbol("J"), EQUALS, Term(right, 0), MINUS, Term(rest, 1))
    one, second = layout(expr, font), layout(row(Symbol("u"), MINUS, Term(rest, 1)), font)
    for width in range(int(second.width), int(one.width), 4):
        box = layout(expr, font, width)
        assert box.width <= width
        assert [text for text, _ in first_of_each_line(box)] == ["J", "−"]
    narrow = layout(expr, font, 120)
    assert narrow.width <= 120
    assert [text for text, _ in first_of_each_line(narrow)] == ["J", "−", "log"]


@given(count=st.integers(1, 14), width=st.integers(160, 900), fenced=st.booleans())
def test_no_line_is_wider_than_it_may_be(
    qapp: object, count: int, width: int, fenced: bool
) -> None:
    font = QFont("DejaVu Sans")
    font.setPixelSize(20)
    total: Expr = joined(products(count), PLUS)
    expr = row(
        Symbol("δ", "1", "(2)"), EQUALS, Fenced(total) if fenced else total, TIMES,
        Symbol("g′"), Fenced(Symbol("z", "1", "(2)")), EQUALS, Strong(Number(-0.1234567)),
        Operator("⇒"), Words("the update"),
    )  # fmt: skip
    box = layout(expr, font, width)
    assert box.width <= width
    assert words_of(box) == words_of(layout(expr, font))


def test_what_cannot_be_broken_stays_whole(font: QFont) -> None:
    matrix = Matrix((tuple(Number(n + 0.5) for n in range(8)),))
    assert layout(matrix, font, 100).width == layout(matrix, font).width > 100


def test_lines_do_not_touch(font: QFont) -> None:
    box = layout(weighted_sum(12), font, 300)
    rects = [rect for _, rect, _ in box.texts()]
    for upper, lower in zip(box.lines, box.lines[1:], strict=False):
        bottom = max(rect.bottom() for rect in rects if rect.bottom() < upper + 12)
        top = min(rect.top() for rect in rects if rect.bottom() > lower - 14)
        assert top > bottom
