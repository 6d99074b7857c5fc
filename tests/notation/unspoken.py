"""What no voice reads out: signs that must not be left in what is given to a screen reader."""

import re

GREEK = "ΘδΔαλβεΦφσμρπ"
_UNSPOKEN = re.compile(
    rf"[₀-₉⁰¹²³⁴-⁹⁺⁻⁼⁽⁾₊₋₌₍₎ᵢⱼₖₗₘₙₜᴸᴷⁿⁱʲᵏˡᵐᵗᶻᵀ{GREEK}∂Σ√′·×÷≈≠≤≥→←↑↓½⋮⊙∇−=\[\]\u0302]"
    r"|—(?! \w)|:=|\.\*|\^|[A-Za-z]_\w| \+ "
)


def unspoken(text: str) -> list[str]:
    """The signs in ``text`` that have no words."""
    return _UNSPOKEN.findall(text)
