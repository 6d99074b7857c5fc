"""Numbers as people read them."""

import gettext
import math
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.base.bundled import resource
from bpsim.base.language import LANGUAGES
from bpsim.notation.numerals import full_number, number_text, setting_text, subscript, superscript

READ_BACK = str.maketrans("−⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "-0123456789-")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (1.0, "1"),
        (-1.0, "−1"),
        (0.5, "0.5"),
        (0.7310585786300049, "0.7311"),
        (-12.5, "−12.5"),
        (100.0, "100"),
        (0.1, "0.1"),
        (0.05, "0.05"),
        (0.0123456, "0.01235"),
        (0.000123456, "0.0001235"),
        (0.0000123456, "1.23×10⁻⁵"),
        (-3.2e-7, "−3.2×10⁻⁷"),
        (5e-324, "4.94×10⁻³²⁴"),
        (0.001, "0.001"),
        (1e-4, "0.0001"),
        (9.9999e-5, "1×10⁻⁴"),
        (0.99999, "1"),
        (999.99999, "1000"),
        (1234.5678, "1234.57"),
        (999_999.0, "999999"),
        (1e6, "1×10⁶"),
        (-2.5e300, "−2.5×10³⁰⁰"),
        (math.inf, "overflow"),
        (-math.inf, "−overflow"),
        (math.nan, "undefined"),
    ],
)
def test_number_text(value: float, text: str) -> None:
    assert number_text(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(1, 12))
def test_a_number_is_shown_to_the_digits_asked_for(value: float, digits: int) -> None:
    text = number_text(value, digits)
    assert re.fullmatch(r"−?\d+(\.\d*[1-9])?(×10⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?", text)
    assert text != "−0"
    mantissa, exponent = _parts(text)
    shown, exact = mantissa.scaleb(exponent), Decimal(value)
    size = abs(exact)
    if exponent:  # two digits make way for the power of ten
        unit = size * Decimal(10) ** -max(digits - 2, 1)
    elif size >= 1000:  # and two behind the point for those before it
        unit = Decimal(10) ** -max(digits - 2, 0)
    else:
        unit = Decimal(10) ** -digits
    assert abs(shown - exact) <= unit * Decimal("0.5001")


def _parts(text: str) -> tuple[Decimal, int]:
    """The number's digits and its power of ten."""
    mantissa, _, exponent = text.translate(READ_BACK).partition("×10")
    return Decimal(mantissa), int(exponent or 0)


@given(st.floats(1e-4, 0.1, exclude_max=True))
def test_small_numbers_keep_four_significant_digits(value: float) -> None:
    shown = float(number_text(value))
    assert shown == pytest.approx(value, rel=5.1e-4)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_digit_reads_back_the_same_number(value: float) -> None:
    mantissa, _, power = full_number(value).translate(READ_BACK).partition("×10")
    back = float(f"{mantissa}e{power or 0}")
    assert math.copysign(1.0, back) == math.copysign(1.0, value)
    assert back == value


def test_powers_of_ten_are_written_in_one_way() -> None:
    assert full_number(1e305) == "1×10³⁰⁵" and number_text(1e305) == "1×10³⁰⁵"
    assert full_number(-2.5e-7) == "−2.5×10⁻⁷" and number_text(-2.5e-7) == "−2.5×10⁻⁷"
    assert setting_text(1e6) == "1×10⁶" and setting_text(0.3) == "0.3"
    assert setting_text(100_000.0) == "100000" and setting_text(0.000125) == "0.000125"


def test_full_numbers_say_overflow_too() -> None:
    assert full_number(math.inf) == "overflow"
    assert full_number(-math.inf) == "−overflow"
    assert full_number(math.nan) == "undefined"


def test_raised_and_lowered() -> None:
    assert superscript("(12)") == "⁽¹²⁾"
    assert superscript("−7") == "⁻⁷"
    assert superscript("T") == "ᵀ"
    assert subscript("2,10") == "₂,₁₀"


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
@pytest.mark.parametrize("value", [math.inf, math.nan])
def test_what_is_no_number_has_one_word_in_every_language(value: float, language: str) -> None:
    word = number_text(value)
    said = gettext.translation("bpsim", resource("languages"), [language]).gettext(word)
    assert said != word and said.isalpha()  # by which LaTeX tells it from a number
