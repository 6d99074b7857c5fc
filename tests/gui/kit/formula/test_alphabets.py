"""Which letters slant, and which Unicode character stands for them."""

import unicodedata

import pytest

from bpsim.gui.kit.formula.alphabets import in_alphabet


@pytest.mark.parametrize(
    ("char", "italic", "bold", "name"),
    [
        ("a", True, False, "MATHEMATICAL ITALIC SMALL A"),
        ("Z", True, False, "MATHEMATICAL ITALIC CAPITAL Z"),
        ("h", True, False, "PLANCK CONSTANT"),
        ("δ", True, False, "MATHEMATICAL ITALIC SMALL DELTA"),
        ("ω", True, True, "MATHEMATICAL BOLD ITALIC SMALL OMEGA"),
        ("∂", True, False, "MATHEMATICAL ITALIC PARTIAL DIFFERENTIAL"),
        ("Θ", True, True, "MATHEMATICAL BOLD CAPITAL THETA"),
        ("Δ", False, True, "MATHEMATICAL BOLD CAPITAL DELTA"),
        ("7", False, True, "MATHEMATICAL BOLD DIGIT SEVEN"),
        ("g", False, True, "MATHEMATICAL BOLD SMALL G"),
    ],
)
def test_letters_of_an_alphabet(char: str, italic: bool, bold: bool, name: str) -> None:
    assert unicodedata.name(in_alphabet(char, italic, bold)) == name


@pytest.mark.parametrize("char", ["Θ", "Δ", "3", "(", "−", "é"])
def test_what_stands_upright_in_an_italic_formula(char: str) -> None:
    assert in_alphabet(char, True, False) == char
