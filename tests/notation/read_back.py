"""Reads LaTeX and plain text of a formula back, apart from the code that writes them.

Each comes down to one line of signs in which a fraction, an index and a group have marks of their
own, so that a lost index, a swapped numerator or another digit is another line.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from bpsim.notation.formula import (
    Expr,
    Faint,
    Fenced,
    Fraction,
    Matrix,
    Number,
    Operator,
    Root,
    Row,
    Scripted,
    Strong,
    Sum,
    Symbol,
    Term,
    Words,
)
from bpsim.notation.numerals import number_text

OVER, END = "\x01", "\x02"
LOW, HIGH = "\x03", "\x04"
COMMANDS = {
    "Theta": "Θ", "delta": "δ", "Delta": "Δ", "alpha": "α", "lambda": "λ", "partial": "∂",
    "sigma": "σ", "beta": "β", "mu": "μ", "rho": "ρ",
    "sum": "Σ", "varepsilon": "ε", "cdot": "·", "times": "×", "approx": "≈", "neq": "≠",
    "leq": "≤", "geq": "≥", "to": "→", "cdots": "…", "ldots": "…", "vdots": "⋮", "ddots": "⋱",
    "odot": ".*", "Rightarrow": "⇒", "exp": "exp", "log": "log", "max": "max", "min": "min",
    "cosh": "cosh",
    "tanh": "tanh", "textbackslash": "\\", "textasciicircum": "^", "textasciitilde": "~",
    ",": "", "%": "%", "&": "&", "#": "#", "$": "$", "_": "_", "{": "{", "}": "}",
}  # fmt: skip
TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\s+|.", re.DOTALL)


# --- the formula itself ---------------------------------------------------------------------------


def parts_of(expr: Expr) -> Iterator[Expr]:
    """The parts of rows within rows."""
    if isinstance(expr, Row):
        for part in expr.parts:
            yield from parts_of(part)
    else:
        yield expr


def signs(expr: Expr) -> str:
    """The formula as one line of signs; a row that ends within it ends with a newline."""
    return "".join("\n" if part == Words("\n") else _signs(part) for part in parts_of(expr))


def _signs(expr: Expr) -> str:
    match expr:
        case Symbol(name, sub, sup):
            return name + _indices(sub, sup)
        case Number(value, digits, guarded):
            mantissa, _, power = number_text(value, digits).partition("×10")
            text = mantissa + (f"×10^{{{unicodedata.normalize('NFKC', power)}}}" if power else "")
            return f"({text})" if guarded and text.startswith("−") else text
        case Operator(sign):
            return sign
        case Words(text):
            return "".join(text.split())
        case Row(parts):
            return "".join(map(_signs, parts))
        case Fraction(numerator, denominator):
            return f"{OVER}{_signs(numerator)}{OVER}{_signs(denominator)}{END}"
        case Root(body):
            return f"√{LOW}{_signs(body)}{HIGH}"
        case Fenced(body, left, right):
            return left + _signs(body) + right
        case Scripted(body, sub, sup):
            return f"{LOW}{_signs(body)}{HIGH}" + _indices(sub, sup)
        case Sum(below, above):
            return "Σ" + _indices(below, above)
        case Matrix(rows):
            return "[" + ";".join("&".join(map(_signs, cells)) for cells in rows) + "]"
        case Term(body) | Strong(body) | Faint(body):
            return _signs(body)


def _indices(sub: str, sup: str) -> str:
    return (f"_{{{sub}}}" if sub else "") + (f"^{{{sup}}}" if sup else "")


# --- LaTeX ----------------------------------------------------------------------------------------


class _Latex:
    def __init__(self, source: str) -> None:
        self.tokens = TOKEN.findall(source)
        self.at = 0
        self.inside: list[str] = []

    def take(self) -> str:
        token: str = self.tokens[self.at]
        self.at += 1
        return token

    def argument(self, text: bool = False) -> str:
        while self.tokens[self.at].isspace():
            self.at += 1
        assert self.take() == "{"
        return self.until("}", text)

    def until(self, end: str, text: bool = False) -> str:
        """What stands up to ``end``, which is taken too."""
        out = ""
        while self.at < len(self.tokens):
            token = self.take()
            if token == end:
                return out
            out += self.words(token) if text else self.one(token)
        assert not end, f"{end} is missing"
        return out

    def words(self, token: str) -> str:
        """A token of running text, in which $ … $ is mathematics."""
        if token == "$":
            return self.until("$")
        if token.startswith("\\"):
            if self.tokens[self.at : self.at + 2] == ["{", "}"]:
                self.at += 2  # they only end the name of the command
            return COMMANDS[token[1:]]
        return token.strip()

    def one(self, token: str) -> str:
        match token:
            case "\\frac":
                return f"{OVER}{self.argument()}{OVER}{self.argument()}{END}"
            case "\\sqrt":
                return f"√{LOW}{self.argument()}{HIGH}"
            case "\\hat":
                return self.argument() + "\u0302"
            case "\\left" | "\\right":
                sign = self.take()
                return {".": "", "\\{": "{", "\\}": "}"}.get(sign, sign)
            case "\\begin" | "\\end":
                kind = self.argument()
                if token == "\\begin":
                    self.inside.append(kind)
                else:
                    assert self.inside.pop() == kind
                return {"aligned": "", "bmatrix": "[" if token == "\\begin" else "]"}[kind]
            case "&":
                return "" if self.inside[-1] == "aligned" else "&"
            case "\\\\":
                return "\n" if self.inside[-1] == "aligned" else ";"
            case "\\text" | "\\mathrm" | "\\mathbf" | "\\mathit":
                return self.argument(text=True)
            case "_" | "^":
                return f"{token}{{{self.argument()}}}"
            case "{":
                return f"{LOW}{self.until('}')}{HIGH}"
        if token.startswith("\\"):
            return COMMANDS[token[1:]]
        return {"-": "−", "'": "′"}.get(token, token.strip())


def signs_of_latex(source: str) -> str:
    """The same line of signs, from LaTeX."""
    return _Latex(source).until("")


# --- plain text -----------------------------------------------------------------------------------


def reads_as(expr: Expr, text: str) -> bool:
    """True if ``text`` is the formula, with parentheses wherever another reading threatens."""
    return re.fullmatch(_pattern(expr), _lowered(text), re.DOTALL) is not None


def _lowered(text: str) -> str:
    """Small letters below and above the line as usual ones, each behind a mark."""
    out = ""
    for sign in text:
        if sign == "˒":  # a comma above the line, of which Unicode does not say so
            out += HIGH + ","
            continue
        kind = unicodedata.decomposition(sign).split(" ")[0]
        mark = {"<sub>": LOW, "<super>": HIGH}.get(kind, "")
        out += mark + unicodedata.normalize("NFKC", sign) if mark else sign
    return out


def _pattern(expr: Expr) -> str:
    match expr:
        case Symbol(name, sub, sup):
            return re.escape(name) + _small(sub, LOW, "_") + _small(sup, HIGH, "^")
        case Number(value, digits, guarded):
            text = number_text(value, digits)
            text = f"({text})" if guarded and text.startswith("−") else text
            return re.escape(_lowered(text))
        case Operator(sign):
            return re.escape(f" {sign} ")
        case Words(text):
            return re.escape(_lowered(text))
        case Row():
            parts = [*parts_of(expr), None]
            return "".join(_beside(part, after) for part, after in pairwise(parts) if part)
        case Fraction(numerator, denominator):
            return f"{_operand(numerator)}/{_operand(denominator)}"
        case Root(body):
            return f"√{_operand(body)}"
        case Fenced(body, left, right):
            return re.escape(left) + _pattern(body) + re.escape(right)
        case Scripted(body, sub, sup):
            return _pattern(body) + _small(sub, LOW, "_") + _small(sup, HIGH, "^")
        case Sum(below, above):
            return "Σ" + _small(below, LOW, "_") + _small(above, HIGH, "^") + " "
        case Matrix(rows):
            return r"\[" + "; ".join(", ".join(map(_pattern, cells)) for cells in rows) + r"\]"
        case Term(body) | Strong(body) | Faint(body):
            return _pattern(body)


def _small(text: str, mark: str, fallback: str) -> str:
    if not text:
        return ""
    raised_comma = HIGH + "," if mark == HIGH else ","
    small = "".join({"′": "′", ",": raised_comma}.get(sign, mark + sign) for sign in text)
    return f"(?:{re.escape(small)}|{re.escape(fallback + text)})"


def _operand(expr: Expr) -> str:
    """What stands above or below the line of a fraction: in parentheses unless it is one thing."""
    pattern, bare = _pattern(expr), signs(expr)
    match expr:
        case Symbol() | Fenced() | Row((Symbol(), Fenced())) | Row((Symbol("∂"), Symbol())):
            one = True
        case Number():
            one = "×" not in bare
        case _:
            if len(bare.strip(LOW + HIGH)) == 1:
                return rf"(?:{pattern}|\({pattern}\))"
            one = False
    return pattern if one else rf"(?:\({pattern}\))"


def _beside(part: Expr, after: Expr | None) -> str:
    """A part of a row: a fraction that something is multiplied with stands in parentheses."""
    pattern = _pattern(part)
    if not isinstance(part, Fraction) or after is None or isinstance(after, Operator):
        return pattern
    apart = isinstance(after, Words) and not after.text[:1].isalnum()
    return pattern if apart else rf"\({pattern}\)"
