"""Mathematics as a small tree of immutable values, written out as LaTeX or as plain text.

The window draws the same tree with its own painter, so a formula is built once, here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Style = Literal["italic", "upright", "bold"]


@dataclass(frozen=True, slots=True)
class Symbol:
    """A letter or word with indices stacked behind it: Symbol("δ", "2", "(3)") is δ₂⁽³⁾."""

    name: str
    sub: str = ""
    sup: str = ""
    style: Style = "italic"


@dataclass(frozen=True, slots=True)
class Number:
    """A float64 shown with a limited number of digits, in parentheses if asked for and negative."""

    value: float
    digits: int = 4
    guarded: bool = False


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
    """Rows of cells between square brackets; ``lit`` is the (row, column) to stress, or None."""

    rows: tuple[tuple["Expr", ...], ...]
    lit: tuple[int, int] | None = None


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


# --- numbers -------------------------------------------------------------------------------


def number_text(value: float, digits: int = 4) -> str:
    """A short decimal: 0.7311, −12.5, 3.2×10⁻⁷; "overflow" for what a float64 cannot hold."""
    mantissa, exponent = _number_parts(value, digits)
    if exponent is None:
        return mantissa
    return f"{mantissa}×10{superscript(str(exponent))}"


def _number_parts(value: float, digits: int) -> tuple[str, int | None]:
    """The number's text with a real minus, and its power of ten where it needs one."""
    if value != value:
        return "undefined", None
    if value in (float("inf"), float("-inf")):
        return ("overflow" if value > 0 else "−overflow"), None
    if value == 0.0:
        return "0", None
    size = abs(value)
    if size < 10.0**-digits or size >= 1e6:
        mantissa, _, exponent = f"{value:.{max(digits - 2, 1)}e}".partition("e")
        return _trimmed(mantissa), int(exponent)
    if size >= 1000:
        digits = max(digits - 2, 0)
    while size < 0.1 and digits < 8:  # small numbers keep as many significant digits
        size *= 10
        digits += 1
    return _trimmed(f"{value:.{digits}f}"), None


def _trimmed(text: str) -> str:
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", "−")


def full_number(value: float) -> str:
    """Every digit needed to read the same float64 back, with a real minus."""
    return (
        repr(float(value)).replace("-", "−")
        if value == value and abs(value) != float("inf")
        else number_text(value)
    )


_SUPER = str.maketrans("0123456789+-−()LKnijklmT,", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ᴸᴷⁿⁱʲᵏˡᵐᵀ˒")
_SUB = str.maketrans("0123456789+-−()ijklmnt", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎ᵢⱼₖₗₘₙₜ")


def superscript(text: str) -> str:
    """``text`` in Unicode superscripts, as far as they exist."""
    return text.translate(_SUPER)


def subscript(text: str) -> str:
    """``text`` in Unicode subscripts, as far as they exist; a comma stays a comma."""
    return text.translate(_SUB)


# --- plain text ----------------------------------------------------------------------------


def to_text(expr: Expr) -> str:
    """The formula on one line of Unicode text, for messages, tables and the clipboard."""
    match expr:
        case Symbol(name, sub, sup):
            return name + subscript(sub) + superscript(sup)
        case Number(value, digits, guarded):
            text = number_text(value, digits)
            return f"({text})" if guarded and text.startswith("−") else text
        case Operator(sign):
            return f" {sign} "
        case Words(text):
            return text
        case Row(parts):
            return "".join(map(to_text, parts))
        case Fraction(numerator, denominator):
            return f"{_grouped(numerator)}/{_grouped(denominator)}"
        case Fenced(body, left, right):
            return f"{left}{to_text(body)}{right}"
        case Scripted(body, sub, sup):
            return to_text(body) + subscript(sub) + superscript(sup)
        case Sum(below, above):
            return "Σ" + subscript(below) + superscript(above) + " "
        case Matrix(rows):
            return "[" + "; ".join(", ".join(map(to_text, cells)) for cells in rows) + "]"
        case Term(body) | Strong(body) | Faint(body):
            return to_text(body)


def _grouped(expr: Expr) -> str:
    text = to_text(expr)
    return text if len(text) == 1 or isinstance(expr, Symbol | Number | Fenced) else f"({text})"


# --- LaTeX ---------------------------------------------------------------------------------

_LETTERS = {
    "Θ": r"\Theta", "δ": r"\delta", "Δ": r"\Delta", "α": r"\alpha", "λ": r"\lambda",
    "∂": r"\partial", "Σ": r"\sum", "ε": r"\varepsilon",
}  # fmt: skip
_OPERATORS = {
    "·": r"\cdot", "×": r"\times", ":=": r":=", "−": "-", "≈": r"\approx", "≠": r"\neq",
    "→": r"\to", "…": r"\cdots", ".*": r"\odot", "⇒": r"\Rightarrow",
}  # fmt: skip


def to_latex(expr: Expr) -> str:
    """The formula as LaTeX (amsmath), without delimiters and without colours."""
    match expr:
        case Symbol(name, sub, sup, style):
            return _latex_name(name, style) + _latex_scripts(sub, sup)
        case Number(value, digits, guarded):
            text = _latex_number(value, digits)
            return rf"\left({text}\right)" if guarded and text.startswith("-") else text
        case Operator(sign):
            return f" {_OPERATORS.get(sign, sign)} "
        case Words(text):
            return rf"\text{{{_escaped(text)}}}"
        case Row(parts):
            return "".join(map(to_latex, parts))
        case Fraction(numerator, denominator):
            return rf"\frac{{{to_latex(numerator)}}}{{{to_latex(denominator)}}}"
        case Fenced(body, left, right):
            return rf"\left{_fence(left)}{to_latex(body)}\right{_fence(right)}"
        case Scripted(body, sub, sup):
            return f"{{{to_latex(body)}}}" + _latex_scripts(sub, sup)
        case Sum(below, above):
            return r"\sum" + _latex_scripts(below, above) + " "
        case Matrix(rows):
            inner = r" \\ ".join(" & ".join(map(to_latex, cells)) for cells in rows)
            return rf"\begin{{bmatrix}} {inner} \end{{bmatrix}}"
        case Term(body) | Strong(body) | Faint(body):
            return to_latex(body)


def _latex_name(name: str, style: Style) -> str:
    primed = name.endswith("′")
    letter = name.removesuffix("′")
    if letter in _LETTERS:
        out = _LETTERS[letter]
    elif style == "upright":
        out = rf"\{letter}" if letter in ("log", "exp") else rf"\mathrm{{{_escaped(letter)}}}"
    elif style == "bold":
        out = rf"\mathbf{{{_escaped(letter)}}}"
    elif len(letter) > 1:
        out = rf"\mathit{{{_escaped(letter)}}}"
    else:
        out = _escaped(letter)
    return (
        out + ("'" if primed else "") + (" " if out.startswith("\\") and out[-1].isalpha() else "")
    )


def _latex_scripts(sub: str, sup: str) -> str:
    out = ""
    if sub:
        out += f"_{{{_escaped_math(sub)}}}"
    if sup:
        out += f"^{{{_escaped_math(sup)}}}"
    return out


def _latex_number(value: float, digits: int) -> str:
    mantissa, exponent = _number_parts(value, digits)
    if mantissa.strip("−").isalpha():
        return rf"\text{{{mantissa}}}"
    text = mantissa.replace("−", "-")
    return text if exponent is None else rf"{text} \times 10^{{{exponent}}}"


def _fence(sign: str) -> str:
    return {"{": r"\{", "}": r"\}", "": "."}.get(sign, sign)


def _escaped_math(text: str) -> str:
    return "".join(_LETTERS.get(c, {"−": "-"}.get(c, c)) for c in text).replace("%", r"\%")


def _escaped(text: str) -> str:
    for sign, latex in (("\\", r"\textbackslash "), ("_", r"\_"), ("%", r"\%"), ("&", r"\&"),
                        ("#", r"\#"), ("$", r"\$"), ("{", r"\{"), ("}", r"\}")):  # fmt: skip
        if sign != "\\" or "\\" in text:
            text = text.replace(sign, latex)
    return text.replace("−", "-")
