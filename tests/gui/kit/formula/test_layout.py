"""Where the parts of a formula are put, relative to each other."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont

from bpsim.gui.kit.formula import Box, layout
from bpsim.gui.kit.formula.box import FAINT, UNDERLINE, Rule
from bpsim.gui.kit.formula.font import Text
from bpsim.notation.formula import (
    EQUALS,
    MINUS,
    PLUS,
    TIMES,
    Expr,
    Faint,
    Fenced,
    Fraction,
    Matrix,
    Number,
    Operator,
    Scripted,
    Strong,
    Sum,
    Symbol,
    Term,
    Words,
    row,
)

Where = Callable[[Box, str], QRectF]


def rules(box: Box) -> list[QRectF]:
    return [
        QRectF(each.x, each.y, each.leaf.width, each.leaf.height)
        for each in box.placed
        if isinstance(each.leaf, Rule)
    ]


def glyphs(box: Box) -> list[Text]:
    return [each.leaf for each in box.placed if isinstance(each.leaf, Text)]


def test_indices_stand_above_each_other_right_behind_the_letter(font: QFont, where: Where) -> None:
    box = layout(Symbol("δ", "2", "(3)"), font)
    letter, sub, sup = where(box, "δ"), where(box, "2"), where(box, "(3)")
    assert sub.left() == sup.left()
    assert 0 <= sub.left() - letter.right() < 0.1 * 20
    assert sup.bottom() < letter.bottom() < sub.bottom()
    assert sup.bottom() < sub.top() + 0.1 * 20
    assert sub.height() < letter.height()


def test_an_index_of_an_index_is_smaller_still(font: QFont, where: Where) -> None:
    box = layout(Symbol("e", sup="zₖ"), font)
    assert where(box, "k").height() < where(box, "z").height() < where(box, "e").height()
    assert where(box, "k").bottom() > where(box, "z").bottom()


def test_the_bar_of_a_fraction_lies_between_its_parts(font: QFont, where: Where) -> None:
    box = layout(Fraction(Symbol("u"), row(Words("1"), PLUS, Symbol("v"))), font)
    (bar,) = rules(box)
    assert where(box, "u").bottom() < bar.top()
    assert bar.bottom() < where(box, "v").top()
    assert bar.left() <= where(box, "1").left() and where(box, "v").right() <= bar.right()
    assert abs(where(box, "u").center().x() - bar.center().x()) < 0.5


def test_a_fraction_stands_at_the_height_of_a_minus(font: QFont, where: Where) -> None:
    box = layout(row(Symbol("x"), MINUS, Fraction(Symbol("u"), Symbol("v"))), font)
    assert where(box, "x").bottom() == 0
    (bar,) = rules(box)
    minus = next(text for text in glyphs(box) if text.text == "−")
    middle = minus.raw.pathForGlyph(minus.glyphs[0]).boundingRect().center().y()
    assert abs(bar.center().y() - middle) < 1.5


@pytest.mark.parametrize("rows", [1, 2, 3, 7, 12])
def test_parentheses_grow_with_their_content(font: QFont, rows: int) -> None:
    body = Matrix(tuple((Number(n),) for n in range(rows)))
    inner, box = layout(body, font), layout(Fenced(body), font)
    assert box.height >= 0.85 * inner.height
    assert box.height <= 1.35 * max(inner.height, 24)
    assert box.width > inner.width


def test_parentheses_around_a_letter_stay_small(font: QFont) -> None:
    sizes = {text.raw.pixelSize() for text in glyphs(layout(Fenced(Symbol("z")), font))}
    assert len(sizes) == 1


def test_cells_of_a_matrix_are_aligned_at_their_points(font: QFont, where: Where) -> None:
    box = layout(Matrix(((Number(0.25), Number(7.0)), (Number(-12.5), Number(1.0)))), font)
    first, second = where(box, "0.25"), where(box, "−12.5")
    assert second.bottom() > first.bottom() + 20
    digits = {text.text: text for text in glyphs(box)}
    points = [
        where(box, name).left() + digits[name].xs[name.index(".")] for name in ("0.25", "−12.5")
    ]
    assert points[0] == pytest.approx(points[1], abs=0.01)
    assert where(box, "7").left() == pytest.approx(where(box, "1").left(), abs=0.01)
    assert where(box, "7").left() > first.right()
    assert where(box, "7").bottom() == first.bottom()


def test_limits_stand_above_and_below_the_sum(font: QFont, where: Where) -> None:
    box = layout(row(Sum("i=1", "m"), Symbol("x")), font)
    sigma, below, above = where(box, "Σ"), where(box, "i=1"), where(box, "m")
    assert above.bottom() < sigma.bottom() < below.bottom()
    assert abs(above.center().x() - sigma.center().x()) < 1.0
    assert where(box, "x").left() > below.right() - 2


def test_an_operator_has_space_and_a_sign_has_none(font: QFont, where: Where) -> None:
    box = layout(row(Symbol("x"), MINUS, Symbol("y")), font)
    assert where(box, "−").left() - where(box, "x").right() > 3
    assert where(box, "y").left() - where(box, "−").right() > 3
    box = layout(row(Symbol("x"), EQUALS, MINUS, Symbol("y")), font)
    assert where(box, "−").left() - where(box, "=").right() > 3
    assert where(box, "y").left() - where(box, "−").right() == pytest.approx(0, abs=0.01)


def test_numbers_have_a_real_minus_and_negative_factors_parentheses(font: QFont) -> None:
    box = layout(row(Number(0.5), TIMES, Number(-0.25, guarded=True)), font)
    assert [text for text, _, _ in box.texts()] == ["0.5", "·", "(−0.25)"]


def test_each_part_knows_whose_colour_it_has(font: QFont) -> None:
    box = layout(row(Symbol("a"), EQUALS, Term(row(Symbol("b"), Symbol("c", "1")), 3),
                     Operator("+"), Faint(Words("rest"))), font)  # fmt: skip
    roles = {text: role for text, _, role in box.texts()}
    assert roles == {"a": "text", "=": "text", "b": 3, "c": 3, "1": 3, "+": "text", "rest": FAINT}


def test_a_result_is_bold_and_underlined(font: QFont, where: Where) -> None:
    box = layout(row(Symbol("a"), EQUALS, Strong(Number(0.5))), font)
    bold = next(text for text in glyphs(box) if text.text == "0.5")
    plain = next(text for text in glyphs(layout(Number(0.5), font)))
    assert bold.glyphs != plain.glyphs
    (line,) = [each for each in box.placed if each.role == UNDERLINE]
    assert line.y > 0 and line.x <= where(box, "0.5").left()


def test_characters_that_the_font_lacks_are_still_drawn(font: QFont) -> None:
    # Armenian: not in the mathematical font, but in DejaVu, which every set-up has.
    box = layout(Words("weights Ա՞"), font)
    assert box.width > layout(Words("weights "), font).width + 20
    glyphs_drawn = [glyph for text in glyphs(box) for glyph in text.glyphs]
    assert len(glyphs_drawn) == len("weights Ա՞")
    assert len({text.raw.familyName() for text in glyphs(box)}) > 1


def test_transposed_index_stands_behind_and_above_the_parenthesis(
    font: QFont, where: Where
) -> None:
    box = layout(Scripted(Fenced(Symbol("Θ", sup="(2)")), sup="T"), font)
    assert where(box, "T").left() > where(box, "(2)").right()
    assert where(box, "T").bottom() < where(box, "Θ").bottom() - 5


def test_everything_lies_within_the_box(font: QFont) -> None:
    exprs: list[Expr] = [
        Symbol("Θ", "11", "(1)"),
        Fraction(Fraction(Symbol("a"), Symbol("b")), Symbol("c", "1", "2")),
        row(Sum("i", "m"), Fenced(Matrix(((Number(1),), (Number(2),), (Number(3),)))),),
    ]  # fmt: skip
    for expr in exprs:
        box = layout(expr, font)
        frame = QRectF(-1, -box.ascent - 1, box.width + 2, box.height + 2)
        for each in box.placed:
            if isinstance(each.leaf, Text):
                for glyph, at in zip(each.leaf.glyphs, each.leaf.xs, strict=True):
                    ink = each.leaf.raw.pathForGlyph(glyph).boundingRect()
                    assert frame.contains(ink.translated(each.x + at, each.y)), each


def test_a_larger_font_enlarges_everything_alike(font: QFont) -> None:
    expr = row(Symbol("z", "1", "(2)"), EQUALS, Fraction(Words("1"), Symbol("m")))
    small = layout(expr, font)
    font.setPixelSize(40)
    large = layout(expr, font)
    assert large.width == pytest.approx(2 * small.width, rel=0.03)
    assert large.height == pytest.approx(2 * small.height, rel=0.03)
