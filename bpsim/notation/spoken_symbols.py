"""One symbol with its indices in words: Θ₁₂⁽²⁾ is "Theta of layer 2 from 2 to 1"."""

import re

from bpsim.base.words import tr
from bpsim.notation.latex import HAT
from bpsim.notation.numerals import LOWERED, RAISED, plain_script

PRIME = "′"
LETTERS = {
    "Θ": tr("Theta"), "δ": tr("Delta"), "Δ": tr("capital Delta"), "α": tr("alpha"),
    "λ": tr("lambda"), "β": tr("beta"), "ε": tr("epsilon"), "Φ": tr("capital Phi"),
    "φ": tr("phi"), "σ": tr("sigma"), "μ": tr("mu"), "ρ": tr("rho"), "π": tr("pi"),
}  # fmt: skip
"""Greek letters by their names."""
FUNCTIONS = ("g", "h", "h_Θ", "J", "softmax", "Φ", "φ", "σ")
"""What is a function where a parenthesis follows, and not multiplied with it."""
FUNCTION_NAMES = ("log", "exp", "max", "min", "tanh", "cosh")
"""What is a function wherever it stands."""
EDGES = ("Θ", "Δ", "D", "v", "m", "w", "W")
"""Letters of matrices that have a number for each edge."""
EXAMPLE = "i"
"""The index of an example, where others have that of a layer."""
_ALONE = r"(?:(?<![A-Za-zÀ-ɏ0-9_])|(?<=\d)(?=m))[A-Za-z](?![A-Za-zÀ-ɏ0-9])"
"""A letter that is no part of a word; only m stands directly behind a number: 2m."""
_BELOW = rf"(?:[{LOWERED}]+(?:,[{LOWERED}]+)?|_\{{[^}}]*\}}|_[^\W_]+)?"
_ABOVE = rf"(?:[{RAISED}]+|\^\([^)]*\)|\^[^\W_]+|(?<=[ΘΔ])\(\d+\))?"
SYMBOL = rf"(?:{_ALONE}|[{''.join(LETTERS)}]){HAT}?{PRIME}?{_BELOW}{_ABOVE}{_BELOW}"
"""A regular expression of a symbol as lines of text have it, with raised signs or with _ and ^."""
_PARTS = re.compile(rf"(\w)({HAT}?)({PRIME}?)({_BELOW})({_ABOVE})({_BELOW})")
_LAYER = re.compile(r"\(([^)]*)\)(.*)|(l)")


def symbol_words(symbol: str) -> str:
    """The name of a symbol, then the place that its indices name, then its power."""
    found = _PARTS.fullmatch(symbol)
    if found is None:
        return symbol
    letter, hat, prime, below, above, behind = found.groups()
    name = LETTERS.get(letter, letter)
    if hat:
        name = tr("{name} hat", name=name)
    if prime:
        name = tr("{name} prime", name=name)
    sub = plain_script(below or behind).strip("_{}")
    sub = LETTERS.get(sub, sub)
    sup = plain_script(above).removeprefix("^")
    layered = _LAYER.fullmatch(sup)
    if layered is None:
        return raised(f"{name} {sub}".strip(), sup)
    inner, power, bare = layered.groups()
    return raised(_placed(letter, name, sub, bare or inner.strip()), power or "")


def _placed(letter: str, name: str, sub: str, layer: str) -> str:
    """A symbol of a layer, or of an example."""
    pair = sub.split(",") if "," in sub else list(sub)
    if layer == EXAMPLE:
        name = f"{name} {sub}".strip()
        return tr("{name} of example {example}", name=name, example=layer)
    layer = _index(layer)
    if not sub:
        return tr("{name} of layer {layer}", name=name, layer=layer)
    if letter in EDGES and len(pair) == 2:
        to, frm = pair
        if frm == "0":
            return tr(
                "{name} of layer {layer} from the bias to {to}", name=name, layer=layer, to=to
            )
        return tr(
            "{name} of layer {layer} from {frm} to {to}", name=name, layer=layer, frm=frm, to=to
        )
    if sub == "0":
        return tr("{name} of the bias unit in layer {layer}", name=name, layer=layer)
    return tr("{name} of unit {unit} in layer {layer}", name=name, unit=sub, layer=layer)


def _index(text: str) -> str:
    """An index that is a sum or a difference itself: l+1."""
    plus, minus = tr("plus"), tr("minus")
    return text.replace("+", f" {plus} ").replace("-", f" {minus} ")


def cost_words(example: str | None) -> str:
    """cost(i), or the cost where it is of no one example."""
    return tr("the cost of example {example}", example=example) if example else tr("cost")


def raised(value: str, power: str) -> str:
    """``value`` to a power, or transposed; ``power`` as it is typed, empty for none."""
    match power:
        case "":
            return value
        case "2":
            return tr("{value} squared", value=value)
        case "T":
            return tr("{value} transposed", value=value)
    if power.startswith("-"):
        power = tr("minus {value}", value=power[1:])
    return tr("{value} to the power {power}", value=value, power=power)
