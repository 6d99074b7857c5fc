"""Lines under the terms that their colours alone would not tell apart."""

from itertools import pairwise

import pytest
from PySide6.QtGui import QFont, QImage, QPainter

from bpsim.gui.kit.formula import draw, layout
from bpsim.gui.kit.formula.box import Box, Placed, Rule
from bpsim.gui.looks.theme import LIGHT
from bpsim.notation.formula import Expr, Fenced, Operator, Row, Symbol, Term


def terms(*colours: int) -> Row:
    parts: list[Expr] = []
    for colour in colours:
        parts.append(Term(Row((Symbol("w", sub=str(colour)), Symbol("a"))), colour))
        parts.append(Operator("+"))
    return Row(tuple(parts[:-1]))


def rules(box: Box, colour: int) -> list[Placed]:
    return [each for each in box.placed if isinstance(each.leaf, Rule) and each.role == colour]


def test_the_first_three_terms_are_told_by_their_colours_alone(font: QFont) -> None:
    assert not any(isinstance(each.leaf, Rule) for each in layout(terms(0, 1, 2), font).placed)


@pytest.mark.parametrize("colour", [3, 5, 15])
def test_a_further_term_has_one_line_under_all_of_it(font: QFont, colour: int) -> None:
    box = layout(terms(0, colour, 1), font)
    (line,) = rules(box, colour)
    letters = [rect for _, rect, role in box.texts() if role == colour]
    assert len(letters) == 3
    assert isinstance(line.leaf, Rule)
    assert line.x == pytest.approx(min(rect.left() for rect in letters))
    assert line.x + line.leaf.width >= max(rect.right() for rect in letters) - 1e-9
    assert line.y > max(rect.bottom() for rect in letters)
    assert line.y < box.descent


def test_dashes_are_longer_than_dots_and_both_end_with_the_term(font: QFont) -> None:
    box = layout(terms(3, 6, 9), font)
    (whole,), dashes, dots = (rules(box, colour) for colour in (3, 6, 9))
    assert len(dots) > len(dashes) > 3
    assert isinstance(whole.leaf, Rule)
    for parts in (dashes, dots):
        last = parts[-1]
        assert isinstance(last.leaf, Rule)
        assert last.x + last.leaf.width - parts[0].x == pytest.approx(whole.leaf.width, rel=0.05)
        assert all(b.x - a.x > last.leaf.width for a, b in pairwise(parts))


def test_the_line_follows_its_term_into_a_bracket_and_onto_another_line(font: QFont) -> None:
    inside = layout(Row((Fenced(terms(0, 4)), Symbol("g"))), font)
    assert len(rules(inside, 4)) == 1
    whole = layout(terms(3, 4, 5), font)
    broken = layout(terms(3, 4, 5), font, 0.6 * whole.width)
    assert len(broken.lines) > 1
    for colour in (3, 4, 5):
        (line,) = rules(broken, colour)
        letters = [rect for _, rect, role in broken.texts() if role == colour]
        assert line.x == pytest.approx(min(rect.left() for rect in letters))
        assert line.y > max(rect.bottom() for rect in letters)


def test_it_is_painted_in_the_colour_of_the_term(font: QFont) -> None:
    box = layout(terms(3), font)
    (line,) = rules(box, 3)
    image = QImage(200, 60, QImage.Format.Format_RGB32)
    image.fill(LIGHT.colour("surface"))
    with QPainter(image) as painter:
        draw(painter, box, 10, 30, LIGHT)
    assert isinstance(line.leaf, Rule)
    middle = round(10 + line.x + line.leaf.width / 2)
    row = [image.pixelColor(middle, y).name() for y in range(31, 45)]
    assert LIGHT.term(3).name() in row
