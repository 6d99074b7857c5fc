"""The numbers that a lesson states, as the rest of the window writes them."""

import re

from bpsim.base.language import decimal_sign
from bpsim.notation.numerals import subscript, superscript
from bpsim.teach.lessons.reading import STATED

POINT = re.compile(r"(?<=\d)\.(?=\d)")


def written(text: str) -> str:
    """``text`` with `δ(3,1) = −0.1` as δ₁⁽³⁾ = −0.1, and so on for every number stated.

    A lesson writes decimals with a point or a comma; they are shown with the language's own sign.
    """
    return POINT.sub(decimal_sign(), STATED.sub(_written, text))


def _written(stated: re.Match[str]) -> str:
    name, value = stated["name"], stated["value"]
    parts = [part.strip() for part in (stated["arguments"] or "").split(",") if part.strip()]
    # Which run a J comes from stands in the sentence; what checks it is no notation.
    symbol = name if name == "J" else _symbol(name, parts)
    # A line is not broken between the symbol and its value.
    return f"{symbol}\u00a0=\u00a0{value.replace('-', '−').replace(',', '.')}"


def _symbol(name: str, parts: list[str]) -> str:
    match parts:
        case [layer, *units] if units:
            index = subscript(("," if any(len(unit) > 1 for unit in units) else "").join(units))
            place = index + superscript(f"({layer})")
            return f"g′(z{place})" if name == "g′" else name + place
        case [unit]:
            return name + subscript(unit)
        case _:
            return name
