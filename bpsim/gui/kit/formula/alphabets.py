"""Maps letters to the italic and bold alphabets that mathematical fonts carry in Unicode.

As in LaTeX, small Greek letters slant with the Latin ones and capital Greek letters stand upright.
"""

from functools import lru_cache

_ITALIC, _BOLD, _BOLD_ITALIC = (True, False), (False, True), (True, True)
_LATIN_CAPITAL = {_ITALIC: 0x1D434, _BOLD: 0x1D400, _BOLD_ITALIC: 0x1D468}
_LATIN_SMALL = {_ITALIC: 0x1D44E, _BOLD: 0x1D41A, _BOLD_ITALIC: 0x1D482}
_GREEK_CAPITAL_BOLD = 0x1D6A8
_GREEK_SMALL = {_ITALIC: 0x1D6FC, _BOLD: 0x1D6C2, _BOLD_ITALIC: 0x1D736}
_DIGIT_BOLD = 0x1D7CE
_EXCEPTIONS = {("h", True, False): "ℎ", ("∂", True, False): "𝜕", ("∂", True, True): "𝝏",
               ("∂", False, True): "𝛛"}  # fmt: skip


@lru_cache(maxsize=2048)
def in_alphabet(char: str, italic: bool, bold: bool) -> str:
    """``char`` as the character of that style; itself where Unicode has none."""
    style = (italic, bold)
    if (char, italic, bold) in _EXCEPTIONS:
        return _EXCEPTIONS[char, italic, bold]
    if not (italic or bold):
        return char
    if "A" <= char <= "Z":
        return chr(_LATIN_CAPITAL[style] + ord(char) - ord("A"))
    if "a" <= char <= "z":
        return chr(_LATIN_SMALL[style] + ord(char) - ord("a"))
    if "α" <= char <= "ω":
        return chr(_GREEK_SMALL[style] + ord(char) - ord("α"))
    if bold and "Α" <= char <= "Ω":
        return chr(_GREEK_CAPITAL_BOLD + ord(char) - ord("Α"))
    if bold and "0" <= char <= "9":
        return chr(_DIGIT_BOLD + ord(char) - ord("0"))
    return char
