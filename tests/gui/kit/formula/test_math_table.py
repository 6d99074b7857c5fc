"""The MATH table of the bundled font, and fonts that have none."""

from bpsim.gui.kit.formula.font import MathFont
from bpsim.gui.kit.formula.math_table import MathTable, read_math_table


def test_a_font_without_the_table_has_no_variants() -> None:
    assert read_math_table(b"") == MathTable()


def test_the_axis_of_the_bundled_font_is_where_its_minus_is(qapp: object) -> None:
    font = MathFont(100.0)
    face = font.face(0)
    minus = face.outline(face.number("−")).boundingRect()
    assert abs(-minus.center().y() - font.axis * 100.0) < 1.0


def test_the_variants_of_a_parenthesis_grow(qapp: object) -> None:
    font = MathFont(100.0)
    face = font.face(0)
    variants = font.variants[face.number("(")]
    heights = [height for _, height in variants]
    assert len(heights) > 5
    assert heights == sorted(heights)
    tallest = face.outline(variants[-1][0]).boundingRect().height()
    assert abs(tallest / 100.0 - heights[-1]) < 0.1
