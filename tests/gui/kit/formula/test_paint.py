"""What ends up in the picture: colours, sharp rules, and outlines where a device knows no font."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPdfWriter

from bpsim.gui.kit.formula import Box, draw, layout
from bpsim.gui.kit.formula.copying import picture, svg
from bpsim.gui.looks.theme import DARK, LIGHT, Theme
from bpsim.notation.formula import (
    EQUALS,
    Expr,
    Faint,
    Fraction,
    Number,
    Strong,
    Symbol,
    Term,
    Words,
    row,
)

Where = Callable[[Box, str], QRectF]


def painted(box: Box, theme: Theme, scale: float = 1.0) -> QImage:
    image = QImage(
        round((box.width + 20) * scale), round((box.height + 20) * scale),
        QImage.Format.Format_RGB32,
    )  # fmt: skip
    image.setDevicePixelRatio(scale)
    image.fill(theme.colour("surface"))
    painter = QPainter(image)
    try:
        draw(painter, box, 10, 10 + box.ascent, theme)
    finally:
        painter.end()
    return image


def has_colour(image: QImage, colour: QColor, rect: QRectF) -> bool:
    return any(
        image.pixelColor(x, y).rgb() == colour.rgb()
        for x in range(int(rect.left()), int(rect.right()) + 1)
        for y in range(int(rect.top()), int(rect.bottom()) + 1)
    )


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_terms_are_painted_in_the_colours_of_the_theme(
    font: QFont, where: Where, theme: Theme
) -> None:
    font.setPixelSize(40)
    box = layout(
        row(Symbol("z"), EQUALS, Term(Words("H"), 0), Term(Words("I"), 4), Faint(Words("L"))), font
    )
    image = painted(box, theme)
    for text, colour in (
        ("z", theme.colour("text")),
        ("H", theme.term(0)),
        ("I", theme.term(4)),
        ("L", theme.colour("muted")),
    ):
        place = where(box, text).translated(10, 10 + box.ascent)
        assert has_colour(image, colour, place), text
        if text != "z":
            assert not has_colour(image, theme.colour("text"), place), text


@pytest.mark.parametrize(("pixels", "scale"), [(40, 1.0), (70, 1.0), (40, 2.0)])
def test_large_letters_are_painted_too(
    font: QFont, where: Where, pixels: int, scale: float
) -> None:
    font.setPixelSize(pixels)
    box = layout(row(Symbol("δ", "1", "(3)"), EQUALS, Words("HI")), font)
    image = painted(box, LIGHT, scale)
    for text in ("δ", "HI"):
        place = where(box, text).translated(10, 10 + box.ascent)
        place = QRectF(place.topLeft() * scale, place.size() * scale)
        assert has_colour(image, LIGHT.colour("text"), place), text


def test_a_result_is_underlined_in_the_accent_colour(font: QFont, where: Where) -> None:
    box = layout(Strong(Number(0.5)), font)
    image = painted(box, LIGHT)
    below = where(box, "0.5").translated(10, 10 + box.ascent)
    below.setTop(below.bottom())
    below.setHeight(box.descent + 2)
    assert has_colour(image, LIGHT.colour("accent"), below)


@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
def test_the_bar_of_a_fraction_is_sharp(font: QFont, scale: float) -> None:
    box = layout(Fraction(Words("1"), Words("1")), font)
    image = painted(box, LIGHT, scale)
    column = image.width() // 2 + round(6 * scale)
    colours = {image.pixelColor(column, y).name() for y in range(image.height())}
    assert colours == {LIGHT.surface, LIGHT.text}


def test_the_painter_is_left_as_it_was(font: QFont) -> None:
    image = QImage(200, 60, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    try:
        painter.setPen(QColor("#123456"))
        before = painter.renderHints()
        draw(painter, layout(Strong(Symbol("x", "1")), font), 5, 30, LIGHT)
        assert painter.pen().color() == QColor("#123456")
        assert painter.renderHints() == before
    finally:
        painter.end()


def test_an_svg_is_made_of_outlines(font: QFont) -> None:
    text = svg(row(Symbol("δ", "1"), EQUALS, Strong(Number(0.5))), font, 500).decode()
    assert text.count("<path") >= 2
    assert "<text" not in text
    assert LIGHT.accent in text
    assert "δ₁ = 0.5" in text  # its title


def test_a_pdf_carries_the_font(font: QFont) -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    painter = QPainter(writer)
    try:
        painter.scale(10, 10)
        draw(painter, layout(Symbol("δ", "1"), font), 10, 50, LIGHT)
    finally:
        painter.end()
    assert b"STIXTwoMath" in buffer.data().data()


def test_a_picture_is_fine_enough_to_print(font: QFont) -> None:
    expr: Expr = Symbol("δ", "1", "(2)")
    image, box = picture(expr, font, 500), layout(expr, font)
    assert image.width() >= 4 * box.width
    assert image.pixelColor(0, 0) == QColor(Qt.GlobalColor.white)
    corners = QRectF(0, 0, image.width() - 1, image.height() - 1)
    assert has_colour(image, LIGHT.colour("text"), corners)
