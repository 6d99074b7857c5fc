"""Numbers as people read them: few digits, a real minus, powers of ten, raised and lowered."""

import re
from functools import lru_cache

from bpsim.base.language import decimal_sign, shown_digits
from bpsim.base.words import tr

UNKNOWN = "—"
"""What stands for a number that is not computed yet: never 0, never an old one."""
SMALLEST, LARGEST = 1e-4, 1e6
"""Outside of these sizes a number is written with a power of ten."""
SETTING_DIGITS = 6
REMEMBERED = 4096
"""A step shows most of its numbers in several places, and many of those of the step before."""


@lru_cache(maxsize=REMEMBERED)
def number_text(value: float, digits: int | None = None) -> str:
    """A short decimal: 0.7311, −12.5, 3.2×10⁻⁷; "overflow" for what a float64 cannot hold.

    ``digits`` are decimal places, None as many as are chosen in the settings.
    """
    mantissa, exponent = number_parts(value, shown_digits() if digits is None else digits)
    if exponent is None:
        return mantissa
    return f"{mantissa}×10{superscript(str(exponent))}"


def known_text(value: float | None) -> str:
    """The number as :func:`number_text` has it, and a dash for one that is not known."""
    return UNKNOWN if value is None else number_text(value)


def number_parts(value: float, digits: int) -> tuple[str, int | None]:
    """The number's text with a real minus, and its power of ten where it needs one."""
    if value != value:
        return tr("undefined"), None
    if value in (float("inf"), float("-inf")):
        words = tr("overflow")
        return (words if value > 0 else f"−{words}"), None
    if value == 0.0:
        return "0", None
    size = abs(value)
    if size < max(10.0**-digits, SMALLEST) or size >= LARGEST:
        mantissa, _, exponent = f"{value:.{max(digits - 2, 1)}e}".partition("e")
        return _trimmed(mantissa), int(exponent)
    if size >= 1000:
        digits = max(digits - 2, 0)
    while size < 0.1:  # small numbers keep as many significant digits
        size *= 10
        digits += 1
    return _trimmed(f"{value:.{digits}f}"), None


def _trimmed(text: str) -> str:
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return _with_signs(text)


def _with_signs(text: str) -> str:
    """A number as Python writes it, with a real minus and the decimal sign of the language."""
    return text.replace("-", "−").replace(".", decimal_sign())


def full_number(value: float) -> str:
    """Every digit needed to read the same float64 back, with a real minus."""
    if value != value or abs(value) == float("inf"):
        return number_text(value)
    mantissa, power, exponent = _with_signs(repr(float(value))).partition("e")
    if not power:
        return mantissa
    return f"{mantissa}×10{superscript(str(int(exponent.replace('−', '-'))))}"


def setting_text(value: float) -> str:
    """A number that a person has chosen, such as α, with the digits that one types."""
    return number_text(value, SETTING_DIGITS)


_SUPER = str.maketrans("0123456789+-−=()LKnijklmtzT,", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᴸᴷⁿⁱʲᵏˡᵐᵗᶻᵀ˒")
_SUB = str.maketrans("0123456789+-−=()ijklmnt", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ᵢⱼₖₗₘₙₜ")


def index_pair(first: int, second: int) -> str:
    """Two indices: "12", but "1,12" where they could be misread."""
    return f"{first}{second}" if first < 10 and second < 10 else f"{first},{second}"


def superscript(text: str) -> str:
    """``text`` in Unicode superscripts, as far as they exist."""
    return text.translate(_SUPER)


def subscript(text: str) -> str:
    """``text`` in Unicode subscripts, as far as they exist; a comma stays a comma."""
    return text.translate(_SUB)


_PLAIN = {sign: chr(plain) for table in (_SUPER, _SUB) for plain, sign in table.items()}
_PLAIN |= {ord(sign): "-" for sign in "⁻₋"}  # a real minus is raised to the same sign
RAISED, LOWERED = ("".join(map(chr, table.values())) for table in (_SUPER, _SUB))
"""All raised and all lowered signs, for a regular expression."""


def plain_script(text: str) -> str:
    """Raised and lowered signs as they are typed: "(2)" for "⁽²⁾", "-" for a minus."""
    return text.translate(_PLAIN)


INDEX = re.compile(r"_(?:(\w+)|\{([^}]*)\})")
LAYER = re.compile(r"\^(\([^)]*\))")


def small_indices(text: str) -> str:
    """``text`` with the indices of its symbols small: Θ_kj^(l) as Θₖⱼ⁽ˡ⁾, s_{l+1} as sₗ₊₁."""
    text = INDEX.sub(lambda found: subscript(found[1] or found[2]), text)
    return LAYER.sub(lambda found: superscript(found[1]), text)
