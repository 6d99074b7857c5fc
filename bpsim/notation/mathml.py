"""Formulas as MathML for pages: the part of it that every browser draws without help.

A term carries the class ``t`` and its number, so that a page can colour it as its edge.
"""

from collections.abc import Callable, Iterable
from html import escape

from bpsim.notation.formula import (
    BECOMES,
    EQUALS,
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
    lines_of,
)
from bpsim.notation.latex import HAT
from bpsim.notation.numerals import number_parts

RELATIONS = (EQUALS, BECOMES, Operator("≈"))
VARIANTS = {"upright": ' mathvariant="normal"', "bold": ' class="b"', "italic": ""}
SIGNS = {".*": "⊙"}
Part = Callable[[Expr], str]


def to_mathml(expr: Expr) -> str:
    """The formula as <math> elements: one for each line, and within it for each relation.

    A page may so break a long equation before its "=" signs, which MathML itself does nowhere.
    """
    lines = [math_elements(pieces, mathml) for pieces in pieces_of(expr)]
    return "".join(f'<div class="line">{line}</div>' for line in lines)


def math_elements(pieces: Iterable[Expr], part: Part) -> str:
    """The pieces of one line, each a <math> element; ``part`` writes what stands within."""
    return " ".join(f"<math>{part(piece)}</math>" for piece in pieces)


def pieces_of(expr: Expr) -> list[list[Expr]]:
    """The lines of a formula, each cut before its relations."""
    out: list[list[Expr]] = []
    for line in lines_of(expr):
        pieces: list[list[Expr]] = [[]]
        for part in line:
            if part in RELATIONS and pieces[-1]:
                pieces.append([])
            pieces[-1].append(part)
        rows: list[Expr] = [Row(tuple(piece)) for piece in pieces if piece]
        if rows:
            out.append(rows)
    return out


def mathml(expr: Expr) -> str:
    """The elements of ``expr``, without the <math> around them."""
    return one_level(expr, mathml)


def one_level(expr: Expr, part: Part) -> str:
    """``expr`` with its inner parts written by ``part``."""
    match expr:
        case Symbol(name, sub, sup, style):
            return _scripted(_letter(name, style), sub, sup)
        case Number(value, digits, guarded):
            text = _number(value, digits)
            return f"<mo>(</mo>{text}<mo>)</mo>" if guarded and text.startswith("<mn>−") else text
        case Operator(sign):
            return f"<mo>{escape(SIGNS.get(sign, sign))}</mo>"
        case Words(text):
            return _words(text)
        case Row(parts):
            return f"<mrow>{''.join(map(part, parts))}</mrow>"
        case Fraction(numerator, denominator):
            return f"<mfrac><mrow>{part(numerator)}</mrow><mrow>{part(denominator)}</mrow></mfrac>"
        case Root(body):
            return f"<msqrt><mrow>{part(body)}</mrow></msqrt>"
        case Fenced(body, left, right):
            return f"<mrow>{_fence(left)}{part(body)}{_fence(right)}</mrow>"
        case Scripted(body, sub, sup):
            return _scripted(f"<mrow>{part(body)}</mrow>", sub, sup)
        case Sum(below, above):
            return _limits(below, above)
        case Matrix(rows):
            table = "".join(
                f"<mtr>{''.join(f'<mtd>{part(cell)}</mtd>' for cell in cells)}</mtr>"
                for cells in rows
            )
            # Its brackets are borders: few phones have a font whose brackets grow.
            return f'<mtable class="matrix">{table}</mtable>'
        case Term(body, colour):
            return f'<mrow class="t t{colour}">{part(body)}</mrow>'
        case Strong(body):
            return f'<mrow class="strong">{part(body)}</mrow>'
        case Faint(body):
            return f'<mrow class="faint">{part(body)}</mrow>'


def _letter(name: str, style: str) -> str:
    if name.endswith(HAT):
        return f'<mover accent="true">{_letter(name.removesuffix(HAT), style)}<mo>^</mo></mover>'
    return f"<mi{_variant(name, style)}>{escape(name)}</mi>"


def _variant(name: str, style: str) -> str:
    """A single letter is italic by itself, a word upright; only the exceptions are said."""
    return VARIANTS[style] if style != "italic" or len(name.removesuffix("′")) == 1 else ""


def _number(value: float, digits: int) -> str:
    mantissa, exponent = number_parts(value, digits)
    if exponent is None:
        return f"<mn>{mantissa}</mn>"
    power = str(exponent).replace("-", "−")
    return f"<mn>{mantissa}</mn><mo>×</mo><msup><mn>10</mn><mn>{power}</mn></msup>"


def _words(text: str) -> str:
    """Running text; its outer blanks are space that MathML would swallow."""
    shown = escape(text).replace("\n", " ")
    if not text.strip():
        return '<mspace width="0.25em"></mspace>'
    return f"<mtext>{shown.replace(' ', '&#160;')}</mtext>"


def _fence(sign: str) -> str:
    return f"<mo>{escape(sign)}</mo>" if sign else ""


def _script(text: str) -> str:
    return f"<mtext>{escape(text)}</mtext>"


def _scripted(body: str, sub: str, sup: str) -> str:
    if sub and sup:
        return f"<msubsup>{body}{_script(sub)}{_script(sup)}</msubsup>"
    if sub:
        return f"<msub>{body}{_script(sub)}</msub>"
    return f"<msup>{body}{_script(sup)}</msup>" if sup else body


def _limits(below: str, above: str) -> str:
    sign = "<mo>∑</mo>"
    if below and above:
        return f"<munderover>{sign}{_script(below)}{_script(above)}</munderover>"
    if below:
        return f"<munder>{sign}{_script(below)}</munder>"
    return f"<mover>{sign}{_script(above)}</mover>" if above else sign
