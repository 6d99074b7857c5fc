"""Mathematics as a small tree of immutable values, written out as LaTeX or as plain text.

The window draws the same tree with its own painter, so a formula is built once, here.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from bpsim.base.language import shown_digits
from bpsim.notation.latex import (
    Style,
    latex_fence,
    latex_operator,
    latex_scripts,
    latex_symbol,
    latex_words,
)
from bpsim.notation.numerals import (
    REMEMBERED,
    number_parts,
    number_text,
    subscript,
    superscript,
)


@dataclass(frozen=True, slots=True)
class Symbol:
    """A letter or word with indices stacked behind it: Symbol("δ", "2", "(3)") is δ₂⁽³⁾.

    A letter may have a prime or, as the last sign, :data:`bpsim.notation.latex.HAT` behind it.
    """

    name: str
    sub: str = ""
    sup: str = ""
    style: Style = "italic"


@dataclass(frozen=True, slots=True, eq=False)
class Number:
    """A float64 shown with a limited number of digits, in parentheses if asked for and negative.

    Two of them are equal if they show the same; an undefined value equals another one.
    """

    value: float
    digits: int = field(default_factory=shown_digits)
    guarded: bool = False

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Number):
            return NotImplemented
        mine, theirs = self.value, other.value
        same = mine == theirs or (mine != mine and theirs != theirs)
        return same and (self.digits, self.guarded) == (other.digits, other.guarded)

    def __hash__(self) -> int:
        # The hash of a NaN differs from object to object.
        return hash((self.value if self.value == self.value else None, self.digits, self.guarded))


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator or relation such as + − · × = := ≈, with space on both sides."""

    sign: str


@dataclass(frozen=True, slots=True)
class Words:
    """Upright running text inside a formula."""

    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """Parts set one after the other on one base line."""

    parts: tuple["Expr", ...]


@dataclass(frozen=True, slots=True)
class Fraction:
    """A numerator over a denominator."""

    numerator: "Expr"
    denominator: "Expr"


@dataclass(frozen=True, slots=True)
class Root:
    """The square root of a part."""

    body: "Expr"


@dataclass(frozen=True, slots=True)
class Fenced:
    """A part between delimiters as tall as itself."""

    body: "Expr"
    left: str = "("
    right: str = ")"


@dataclass(frozen=True, slots=True)
class Scripted:
    """A whole part with an index above or below it, such as (Θ⁽²⁾)ᵀ."""

    body: "Expr"
    sub: str = ""
    sup: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """The sign Σ with what it runs over below and above."""

    below: str = ""
    above: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows of cells between square brackets; where they are shortened ``whole`` has all numbers."""

    rows: tuple[tuple["Expr", ...], ...]
    whole: Sequence[Sequence[float]] | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Term:
    """A part in the colour of the n-th term shown (from 0), the colour its edge has as well."""

    body: "Expr"
    colour: int


@dataclass(frozen=True, slots=True)
class Strong:
    """A part that stands out: the result of the step."""

    body: "Expr"


@dataclass(frozen=True, slots=True)
class Faint:
    """A part that stands back: what is not known yet, or what is left out."""

    body: "Expr"


Expr = (
    Symbol
    | Number
    | Operator
    | Words
    | Row
    | Fraction
    | Root
    | Fenced
    | Scripted
    | Sum
    | Matrix
    | Term
    | Strong
    | Faint
)

EMPTY = Row(())
EQUALS, PLUS, MINUS, TIMES, BECOMES = map(Operator, ("=", "+", "−", "·", ":="))
TIMES_EACH = Operator(".*")
"""The product entry by entry."""


def row(*parts: Expr) -> Row:
    """The parts side by side."""
    return Row(parts)


def joined(parts: Iterable[Expr], by: Expr) -> Row:
    """The parts with ``by`` between them."""
    out: list[Expr] = []
    for part in parts:
        if out:
            out.append(by)
        out.append(part)
    return Row(tuple(out))


# --- plain text ----------------------------------------------------------------------------


def to_text(expr: Expr) -> str:
    """The formula on one line of Unicode text, for messages, tables and the clipboard."""
    match expr:
        case Symbol(name, sub, sup):
            return name + _script(sub, subscript, "_") + _script(sup, superscript, "^")
        case Number(value, digits, guarded):
            text = number_text(value, digits)
            return f"({text})" if guarded and text.startswith("−") else text
        case Operator(sign):
            return f" {sign} "
        case Words(text):
            return text
        case Row():
            flat = [*_flat(expr), None]
            return "".join(_factor(part, after) for part, after in pairwise(flat) if part)
        case Fraction(numerator, denominator):
            return f"{_grouped(numerator)}/{_grouped(denominator)}"
        case Root(body):
            return f"√{_grouped(body)}"
        case Fenced(body, left, right):
            return f"{left}{to_text(body)}{right}"
        case Scripted(body, sub, sup):
            return to_text(body) + _script(sub, subscript, "_") + _script(sup, superscript, "^")
        case Sum(below, above):
            return "Σ" + _script(below, subscript, "_") + _script(above, superscript, "^") + " "
        case Matrix(rows):
            return "[" + "; ".join(", ".join(map(to_text, cells)) for cells in rows) + "]"
        case Term(body) | Strong(body) | Faint(body):
            return to_text(body)


@lru_cache(maxsize=REMEMBERED)
def _script(text: str, raised: Callable[[str], str], mark: str) -> str:
    """An index behind its letter; behind a mark where Unicode has no such small letters."""
    small = raised(text)
    lost = any(sign == shown and sign not in ",′ᵀ" for sign, shown in zip(text, small, strict=True))
    return f"{mark}{text}" if lost else small


def _factor(part: Expr, following: Expr | None) -> str:
    """A part of a row; a fraction in parentheses where something is multiplied with it."""
    text = to_text(part)
    if not isinstance(part, Fraction) or following is None or isinstance(following, Operator):
        return text
    spaced = isinstance(following, Words) and not following.text[:1].isalnum()
    return text if spaced else f"({text})"


def _grouped(expr: Expr) -> str:
    text = to_text(expr)
    match expr:
        case Symbol() | Fenced() | Row((Symbol(), Fenced())) | Row((Symbol("∂"), Symbol())):
            return text
        case Number():
            return f"({text})" if "×" in text else text
    return text if len(text) == 1 else f"({text})"


# --- LaTeX ---------------------------------------------------------------------------------


def to_latex(expr: Expr) -> str:
    """The formula as LaTeX (amsmath), without delimiters and without colours.

    A formula of several lines becomes an aligned environment with its relations above each other.
    """
    lines = lines_of(expr)
    if len(lines) == 1:
        return _latex(expr)
    inner = r" \\ ".join(_aligned(line) for line in lines)
    return rf"\begin{{aligned}} {inner} \end{{aligned}}"


def _latex(expr: Expr) -> str:
    match expr:
        case Symbol(name, sub, sup, style):
            return latex_symbol(name, sub, sup, style)
        case Number(value, digits, guarded):
            text = _latex_number(value, digits)
            return rf"\left({text}\right)" if guarded and text.startswith("-") else text
        case Operator(sign):
            return f" {latex_operator(sign)} "
        case Words(text):
            return latex_words(text)
        case Row(parts):
            return "".join(map(_latex, parts))
        case Fraction(numerator, denominator):
            return rf"\frac{{{_latex(numerator)}}}{{{_latex(denominator)}}}"
        case Root(body):
            return rf"\sqrt{{{_latex(body)}}}"
        case Fenced(body, left, right):
            return rf"\left{latex_fence(left)}{_latex(body)}\right{latex_fence(right)}"
        case Scripted(body, sub, sup):
            return f"{{{_latex(body)}}}" + latex_scripts(sub, sup)
        case Sum(below, above):
            return r"\sum" + latex_scripts(below, above) + " "
        case Matrix(rows):
            inner = r" \\ ".join(" & ".join(map(_latex, cells)) for cells in rows)
            return rf"\begin{{bmatrix}} {inner} \end{{bmatrix}}"
        case Term(body) | Strong(body) | Faint(body):
            return _latex(body)


def lines_of(expr: Expr) -> list[list[Expr]]:
    """The parts of each line; only the newlines of rows within rows end one."""
    lines: list[list[Expr]] = [[]]
    for part in _flat(expr):
        if part == Words("\n"):
            lines.append([])
        else:
            lines[-1].append(part)
    return lines


def _flat(expr: Expr) -> Iterator[Expr]:
    if isinstance(expr, Row):
        for part in expr.parts:
            yield from _flat(part)
    else:
        yield expr


def _aligned(line: list[Expr]) -> str:
    """A line with the mark of alignment at its first relation, at its start if it has none."""
    relation = next((n for n, part in enumerate(line) if part in (EQUALS, BECOMES)), 0)
    before, after = map(_latex, (Row(tuple(line[:relation])), Row(tuple(line[relation:]))))
    return f"{before}&{after.lstrip()}"


def _latex_number(value: float, digits: int) -> str:
    mantissa, exponent = number_parts(value, digits)
    sign, size = ("-", mantissa[1:]) if mantissa.startswith("−") else ("", mantissa)
    if size.isalpha():
        return rf"{sign}\text{{{size}}}"
    size = size.replace(",", "{,}")  # a comma alone would be set as one between two numbers
    return sign + size + ("" if exponent is None else rf" \times 10^{{{exponent}}}")
