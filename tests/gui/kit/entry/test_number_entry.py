"""Numbers as people type them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bpsim.base import words
from bpsim.gui.kit.entry.number_edit import NumberEdit
from bpsim.gui.kit.entry.number_entry import (
    NumberError,
    NumberLine,
    number_to_edit,
    parse_number,
    same_number,
)
from bpsim.notation.numerals import full_number, number_text

EITHER = st.booleans()
FINITE = st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize("comma", [False, True])
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.25", 0.25), ("-.5", -0.5), (".5", 0.5), ("5.", 5.0), ("+3", 3.0), ("7", 7.0),
        ("1/3", 1 / 3), (" -1 / 4 ", -0.25), ("1/-4", -0.25), ("2⁄3", 2 / 3), ("1e-3", 1e-3),
        ("1E+3", 1e3), ("−2.5", -2.5), ("− 2.5", -2.5), ("  4\t", 4.0), ("\u00a00.5\u202f", 0.5),
        ("0,25", 0.25), ("-,5", -0.5), ("0,250", 0.25), ("12,3456", 12.3456), ("1,5e-3", 1.5e-3),
        ("1,5/2", 0.75), ("1,234,567", 1234567.0), ("1.234.567", 1234567.0),
        ("1,234.5", 1234.5), ("1.234,5", 1234.5), ("12 345,5", 12345.5), ("12 345.5", 12345.5),
        ("1 234 567", 1234567.0), ("3.2×10⁻⁷", 3.2e-7), ("−1.5 × 10^3", -1500.0),
        ("2*10^(-3)", 2e-3), ("\u200e-1", -1.0), ("1.234", 1.234), ("1e-400", 0.0),
        ("0.1000000000000000055511151231257827021181583404541015625", 0.1),
    ],
)  # fmt: skip
def test_what_people_type(text: str, value: float, comma: bool) -> None:
    assert same_number(parse_number(text, comma), value)


def test_a_comma_before_three_digits_is_decided_or_asked_about() -> None:
    assert parse_number("1,234", comma=True) == 1.234
    with pytest.raises(NumberError, match=r"“1,234” can be read in two ways: write 1.234 or 1234"):
        parse_number("1,234", comma=False)


@pytest.mark.parametrize(
    "text",
    ["", "   ", "abc", "nan", "NaN", "inf", "-Infinity", "1e400", "-1e999", "1/0", "1/0.0", "0/0",
     "1//2", "1/2/3", "/2", "1/", "1_000", "0x10", "1e", "e5", "--1", "1 2", "1.2.3", "1,2,3",
     "1,234,5", "1.234.5", "12,34,567", "1e308/1e-10", "1+1", "__import__('os')", "½x", "1j",
     ".", ",", "-", "∞", "1 000 00", "3×", "2**3"],
)  # fmt: skip
def test_what_is_no_number_gets_one_plain_sentence(text: str) -> None:
    for comma in (False, True):
        with pytest.raises(NumberError) as caught:
            parse_number(text, comma)
        sentence = str(caught.value)
        assert sentence.endswith(".") and sentence.count("\n") == 0 and len(sentence) < 110
        assert sentence[0].isupper() or sentence[0] == "“"


def test_a_long_text_is_quoted_in_part() -> None:
    with pytest.raises(NumberError, match=f"“{'x' * 30}…” is not a number"):
        parse_number("x" * 5000)


@given(FINITE, EITHER)
def test_what_is_offered_for_editing_reads_back_the_same(value: float, comma: bool) -> None:
    assert same_number(parse_number(number_to_edit(value), comma), value)
    assert same_number(parse_number(full_number(value), comma), value)


@given(FINITE)
def test_no_shorter_decimal_would_do(value: float) -> None:
    digits = len(number_to_edit(value).lower().partition("e")[0].replace("-", "").replace(
        ".", "").strip("0"))  # fmt: skip
    if digits > 1:
        assert float(f"{value:.{digits - 2}e}") != value


@given(st.floats(-1e307, 1e307), EITHER)
def test_what_the_program_shows_can_be_typed_back(value: float, comma: bool) -> None:
    read = parse_number(number_text(value), comma)
    assert number_text(read) == number_text(value)


@given(st.integers(-(10**6), 10**6), st.integers(1, 10**6), EITHER)
def test_a_fraction_is_its_quotient(over: int, under: int, comma: bool) -> None:
    assert parse_number(f"{over}/{under}", comma) == over / under


@given(st.text(max_size=12), EITHER)
def test_any_text_is_a_finite_number_or_a_sentence(text: str, comma: bool) -> None:
    try:
        assert math.isfinite(parse_number(text, comma))
    except NumberError as error:
        assert str(error).endswith(".")


@pytest.mark.parametrize(
    ("value", "text"),
    [(1.0, "1"), (0.25, "0.25"), (-0.0, "-0"), (1e16, "1e16"), (1e-7, "1e-7"), (1 / 3, repr(1 / 3)),
     (5e-324, "5e-324"), (float("nan"), ""), (float("inf"), "")],
)  # fmt: skip
def test_the_text_for_editing_is_short(value: float, text: str) -> None:
    assert number_to_edit(value) == text


def test_a_line_keeps_every_bit_until_it_is_edited(qtbot: QtBot) -> None:
    line = NumberLine("weight")
    qtbot.addWidget(line)
    line.set_value(1 / 3)
    assert not line.hasSelectedText()  # a screen reader would say so, wherever the keys are
    line.show()
    qtbot.waitUntil(line.hasFocus)
    line.clearFocus()
    line.setFocus(Qt.FocusReason.OtherFocusReason)
    assert line.selectedText() == repr(1 / 3)
    assert same_number(line.number(), 1 / 3) and not line.changed()
    with qtbot.waitSignal(line.edited):
        qtbot.keyClicks(line, "1/7")
    assert line.number() == 1 / 7 and line.changed()
    line.setText("")
    with pytest.raises(NumberError, match="missing"):
        line.number()


@pytest.mark.parametrize(("value", "text"), [(1e-8, "1e-8"), (2000.0, "2000"), (0.1, "0.1")])
def test_a_field_shows_a_number_as_it_is_typed(qtbot: QtBot, value: float, text: str) -> None:
    field = NumberEdit("ε")
    qtbot.addWidget(field)
    field.set_value(value)
    assert field.text() == text and field.value() == value


def test_a_number_in_a_refusal_has_the_decimal_sign_as_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(words, "decimal_sign", lambda: ",")
    with pytest.raises(NumberError, match=r"“1e400” is too large.* about 1,8e308\."):
        parse_number("1e400")
