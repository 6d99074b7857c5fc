"""Formulas and lines of numbers as words, as a lecturer reads them out: for screen readers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from bpsim.base.words import tr
from bpsim.notation.latex import HAT
from bpsim.notation.numerals import LOWERED, RAISED, UNKNOWN, plain_script
from bpsim.notation.spoken_symbols import (
    FUNCTION_NAMES,
    FUNCTIONS,
    LETTERS,
    SYMBOL,
    cost_words,
    raised,
    symbol_words,
)

RELATIONS = {
    "=": tr("equals"), ":=": tr("becomes"), "≈": tr("is about"), "≠": tr("is not"),
    "≤": tr("is at most"), "≥": tr("is at least"),
}  # fmt: skip
OPERATORS = {
    "+": tr("plus"), "−": tr("minus"), "·": tr("times"), "×": tr("by"), "÷": tr("divided by"),
    "/": tr("over"), "±": tr("plus or minus"), ".*": tr("times, entry by entry,"),
    "⊙": tr("times, entry by entry,"),
}  # fmt: skip
MARKS = {
    "→": tr("to"),
    "←": tr("from"),
    "⋮": tr("and so on"),
    "∂": tr("partial"),
    "∇": tr("the gradient by"),
}
KEYS = {
    "←": tr("left arrow key"), "→": tr("right arrow key"), "↑": tr("up arrow key"),
    "↓": tr("down arrow key"),
}  # fmt: skip
TIMES = OPERATORS["·"]
NEGATIVE = tr("minus {value}", value="").strip()
"""Before a number or a symbol, where a language has another word for it than between two."""
OPEN, CLOSE = tr("open parenthesis"), tr("close parenthesis")
SIGNS = "".join((*LETTERS, *RELATIONS, *OPERATORS, *MARKS, *KEYS, "Σ√½′", HAT))
SIGNS = re.sub("[:./]", "", SIGNS)
"""What is never spoken as it stands, beside raised and lowered signs."""
_ANY = re.compile(rf"[{SIGNS}{LOWERED}{RAISED}{UNKNOWN}\[]|[A-Za-z][_^][({{\w]")
_TOKEN = re.compile(
    rf"""
    ∂(?:cost(?:\((?P<row>\w)\))?|(?P<of>{SYMBOL}|\w+))\ ?/\ ?∂(?P<by>{SYMBOL})
    | Σ(?P<below>[{LOWERED}]*)(?P<above>[{RAISED}]*)
    | (?P<number>\d+(?:[.,\u202f]\d+)*)(?P<ten>×10(?=[{RAISED}]))?(?P<power>[{RAISED}]*)
    | cost\((?P<example>\w)\)
    | (?P<function>(?<![A-Za-z])(?:{"|".join((*FUNCTIONS, *FUNCTION_NAMES))})′?)(?=\()
    | (?P<name>(?<![A-Za-z])(?:{"|".join(FUNCTION_NAMES)})(?![A-Za-z]))
    | (?P<symbol>{SYMBOL})
    | (?P<open>[(\[])
    | [)\]](?P<raised>[{RAISED}]*)
    | (?P<unknown>(?<![{UNKNOWN}]){UNKNOWN}(?=$|[,;.)]|\ \())
    | (?P<relation>:=|[=≈≠≤≥])
    | (?P<operator>\.\*|(?<![A-Za-z+])\+|[−·×÷/±⊙])
    | (?P<root>√)
    | (?P<half>½)
    | (?P<key>(?<=[(+])[←→↑↓])
    | (?P<mark>[{"".join(MARKS)}])
    | (?P<space>\s+)
    | (?P<text>\w+|.)
    """,
    re.VERBOSE,
)
Kind = Literal[
    "value", "function", "open", "close", "relation", "operator", "mark", "space", "text"
]


@dataclass(slots=True)
class _Token:
    """A piece of a line and how it is said; ``power`` stands behind a closing bracket."""

    kind: Kind
    text: str
    words: str
    power: str = ""

    @property
    def ends(self) -> bool:
        """Whether something can be multiplied with what ends here."""
        return self.kind in ("value", "close")

    @property
    def begins(self) -> bool:
        """Whether a number, a symbol or what is said as one begins here."""
        return self.kind in ("value", "function", "open", "mark") or self.text == "−"


def has_signs(text: str) -> bool:
    """Whether there is anything in ``text`` that may have to be put into words."""
    return _ANY.search(text) is not None


@lru_cache(maxsize=2_000)  # of a step and the next most is the same
def aloud(text: str) -> str:
    """``text`` in words alone: "a₁⁽²⁾ = 0.5" is "a of unit 1 in layer 2 equals 0.5".

    Running text stays as it is but for the symbols in it; what has been said so stays so.
    """
    if not has_signs(text):
        return text
    return "\n".join(_tidy(_said(list(_tokens(line)))) for line in text.split("\n"))


def _tokens(text: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(text):
        whole = found[0]
        match found.lastgroup:
            case "by":
                of = symbol_words(found["of"]) if found["of"] else cost_words(found["row"])
                by = symbol_words(found["by"])
                yield _Token("value", whole, tr("the derivative of {of} by {by}", of=of, by=by))
            case "example":
                yield _Token("value", whole, cost_words(found["example"]))
            case "above":
                yield _Token("function", whole, _sum(found["below"], found["above"]))
            case "power":
                yield _Token("value", whole, _number(found))
            case "function":
                yield _Token("function", whole, tr("{name} of", name=symbol_words(whole)))
            case "name":
                yield _Token("function", whole, whole)
            case "root":
                yield _Token("function", whole, tr("the square root of"))
            case "symbol":
                yield _Token("value", whole, symbol_words(whole))
            case "half":
                yield _Token("value", whole, tr("one half"))
            case "key":
                yield _Token("text", whole, KEYS[whole])
            case "unknown":
                yield _Token("value", whole, tr("not known yet"))
            case "raised":
                yield _Token("close", whole[0], whole[0], plain_script(found["raised"]))
            case "relation":
                yield _Token("relation", whole, RELATIONS[whole])
            case "mark":
                yield _Token("mark", whole, MARKS[whole])
            case "open" | "operator" | "space" as kind:
                yield _Token(kind, whole, OPERATORS.get(whole, whole))
            case _:
                yield _Token("text", whole, whole)


def _number(found: re.Match[str]) -> str:
    power = plain_script(found["power"])
    if found["ten"]:
        return f"{found['number']} {TIMES} {raised('10', power)}"
    return raised(found["number"], power)


def _sum(below: str, above: str) -> str:
    """The sign Σ with what it runs over."""
    index, _, first = plain_script(below).partition("=")
    if not index:
        return tr("the sum")
    if not first:
        return tr("the sum over {index} of", index=index)
    if not above:
        return tr("the sum over {index} from {first} on of", index=index, first=first)
    last = plain_script(above)
    return tr("the sum over {index} from {first} to {last} of", index=index, first=first, last=last)


def _said(tokens: Sequence[_Token]) -> str:
    """The tokens as they are said one after the other, what stands in brackets as one."""
    out = ""
    before: _Token | None = None  # the last one that is no space
    n = 0
    while n < len(tokens):
        token, end = tokens[n], n
        if token.kind == "space":
            out += " "
            n += 1
            continue
        words = ""
        if token.kind == "open":
            end = _closing(tokens, n)
            if end > n and _mathematical(tokens[n : end + 1], before):
                words = _bracketed(tokens[n : end + 1], before)
            else:
                inside = _said(tokens[n + 1 : end]) + tokens[end].text if end > n else ""
                token = _Token("text", "", f"{token.text}{inside}")
        words = words or _beside(token, before, _next(tokens, end))
        spaced = n > 0 and tokens[n - 1].kind == "space"
        if _multiplied(before, token, spaced):
            words = f"{TIMES} {words}"
        out += words if token.kind == "text" or words == token.text else f" {words} "
        before = tokens[end] if token.kind == "open" else token
        n = end + 1
    return out


def _next(tokens: Sequence[_Token], n: int) -> _Token | None:
    """What comes after the ``n``-th token, None for nothing or running text in parentheses."""
    for place in range(n + 1, len(tokens)):
        token = tokens[place]
        if token.kind == "open":
            whole = tokens[place : _closing(tokens, place) + 1]
            return token if len(whole) > 1 and _mathematical(whole, None) else None
        if token.kind != "space":
            return token
    return None


def _closing(tokens: Sequence[_Token], start: int) -> int:
    """Where the bracket that opens at ``start`` is closed; ``start`` if it never is."""
    depth = 0
    for n in range(start, len(tokens)):
        depth += {"open": 1, "close": -1}.get(tokens[n].kind, 0)
        if depth == 0:
            return n
    return start


def _mathematical(tokens: Sequence[_Token], before: _Token | None) -> bool:
    """Whether brackets, with what is in them, are part of a formula and not of running text."""
    inside, power = _inside(tokens)
    texts = [each.text for each in inside if each.kind == "text"]
    if not inside or any(text[0].isalpha() for text in texts):
        return False
    if tokens[0].text == "[" or power or (before is not None and before.kind == "function"):
        return not any(each.kind == "relation" for each in inside)
    lists = len(inside) == 1 or "," in texts
    return not lists and not any(each.kind == "relation" for each in inside)


def _bracketed(tokens: Sequence[_Token], before: _Token | None) -> str:
    """What brackets hold, said as mathematics; parentheses are said where they are needed."""
    inside, power = _inside(tokens)
    said = _tidy(_said(tokens[1:-1]))
    if tokens[0].text == "[" and not _is_sum(inside):
        return raised(_matrix(said), power)
    single = len(inside) == 1 or _closing(inside, 0) == len(inside) - 1 > 0
    applied = before is not None and before.kind == "function"
    negative = len(inside) == 2 and inside[0].text == "−"
    if (single and (power or applied)) or (negative and not power):
        return raised(said, power)
    return f"{OPEN} {said} {raised(CLOSE, power)}"


def _inside(tokens: Sequence[_Token]) -> tuple[list[_Token], str]:
    """What stands between two brackets, without spaces, and the power behind them."""
    return [each for each in tokens[1:-1] if each.kind != "space"], tokens[-1].power


def _is_sum(inside: Sequence[_Token]) -> bool:
    """Whether square brackets hold no matrix, but what is summed."""
    operators = [each for each in inside[1:] if each.kind == "operator"]
    return bool(operators) and not any(each.text in ",;" for each in inside)


def _tidy(said: str) -> str:
    said = re.sub(r" +([,;.:)])", r"\1", said).replace("( ", "(")
    return re.sub(r" +", " ", said).strip()


def _matrix(said: str) -> str:
    """Rows between semicolons, their numbers between commas."""
    rows = said.split("; ")
    if len(rows) == 1:
        name = tr("the row {entries}") if ", " in said else tr("the vector {entries}")
        return name.format(entries=said)
    if ", " not in said:
        return tr("the vector {entries}", entries=", ".join(rows))
    between = "; " + tr("next row") + " "
    return tr("the matrix {rows}", rows=between.join(rows))


def _beside(token: _Token, before: _Token | None, after: _Token | None) -> str:
    """The words of a token that stands between these two."""
    ends = before is not None and before.ends
    after_word = before is not None and before.kind == "text" and before.text[-1:].isalpha()
    begins = after is not None and after.begins
    match token.text:
        case "−" if begins and not ends and not after_word:
            return NEGATIVE
        case "·" if not begins or (not ends and after_word):
            return ","  # between the parts of a line
        case "×" if not ends:
            return TIMES
        case "/" if not (ends and begins):
            return token.text
        case "Σ" if begins:
            return tr("the sum of")
    return token.words


def _multiplied(before: _Token | None, token: _Token, spaced: bool) -> bool:
    """Whether two that stand side by side are the factors of a product."""
    if before is None or not before.ends or token.kind not in ("value", "function", "open"):
        return False
    return not spaced or before.text == ")" or token.text == "("
