"""Takes a formula apart into the pieces between which a line may break."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from bpsim.gui.formula.box import FAINT, Node, Role
from bpsim.gui.formula.matrix import matrix_node
from bpsim.gui.formula.nodes import Builder
from bpsim.steps.notation import (
    Expr,
    Faint,
    Fenced,
    Fraction,
    Matrix,
    Number,
    Operator,
    Row,
    Scripted,
    Strong,
    Sum,
    Symbol,
    Term,
    Words,
)


class Kind(Enum):
    """What an atom is, which decides the space around it and whether a line may break there."""

    PLAIN = "plain"
    PREFIX = "prefix"  # ∂, which clings to what follows
    NAME = "name"  # an upright function name or Σ: a little space before its argument
    FENCED = "fenced"  # between delimiters: right behind the name of a function
    RELATION = "relation"
    BINARY = "binary"
    PRODUCT = "product"
    SLASH = "slash"
    COMMA = "comma"
    OPEN = "open"
    CLOSE = "close"
    WORD = "word"
    SPACE = "space"
    NEWLINE = "newline"


@dataclass(slots=True)
class Atom:
    """A piece that is never broken, with its kind and the colour of what it belongs to."""

    node: Node
    kind: Kind
    role: Role | None


RELATIONS: Final = frozenset(("=", ":=", "≈", "≠", "<", ">", "≤", "≥", "→", "⇒", "↦"))
BINARY: Final = frozenset(("+", "−", "±", "-"))
PRODUCTS: Final = frozenset(("·", "×", ".*", "⊙"))
SPACE: Final = {Kind.RELATION: 0.28, Kind.BINARY: 0.22, Kind.PRODUCT: 0.14}
"""Space on both sides of an operator, in em."""
THIN: Final = 0.14
FACTORS: Final = 0.09
"""Space between letters that are multiplied without a sign."""
COMMA_SPACE: Final = 0.3
SHORT_REMARK: Final = 0.55

_EMPTY = Node(0.0, 0.0, 0.0, [])


def kind_of(sign: str) -> Kind:
    """The kind of an operator."""
    if sign in RELATIONS:
        return Kind.RELATION
    if sign in BINARY:
        return Kind.BINARY
    if sign in PRODUCTS:
        return Kind.PRODUCT
    if sign == "/":
        return Kind.SLASH
    return Kind.COMMA if sign in (",", ";") else Kind.BINARY


def _kind_of_word(word: str) -> Kind:
    if word in BINARY:
        return Kind.BINARY
    return Kind.WORD if any(char.isalpha() for char in word) else Kind.PLAIN


class Splitter:
    """Turns an Expr into atoms; parts wider than ``width`` are opened up as far as they can be."""

    def __init__(self, builder: Builder, width: float) -> None:
        self.builder = builder
        self.width = width

    def atoms(self, expr: Expr, level: int, bold: bool, role: Role | None, out: list[Atom]) -> None:
        """Append the atoms of ``expr``."""
        builder = self.builder
        match expr:
            case Row(parts):
                for part in parts:
                    self.atoms(part, level, bold, role, out)
            case Term(body, colour):
                self.atoms(body, level, bold, colour, out)
            case Faint(body):
                self.atoms(body, level, bold, FAINT, out)
            case Symbol():
                named = expr.style == "upright" and len(expr.name) > 1
                kind = Kind.NAME if named else Kind.PREFIX if expr.name == "∂" else Kind.PLAIN
                out.append(Atom(builder.symbol(expr, level, bold), kind, role))
            case Number(value, digits, guarded):
                node = builder.number(value, digits, guarded, level, bold)
                out.append(Atom(node, Kind.PLAIN, role))
            case Operator(sign):
                out.append(Atom(builder.text(sign, level, bold=bold), kind_of(sign), role))
            case Words(text):
                self._words(text, level, bold, role, out)
            case Sum(below, above):
                out.append(Atom(builder.big_sum(below, above, level), Kind.NAME, role))
            case Fenced(body, left, right):
                self._fenced(body, left, right, level, bold, role, out)
            case Strong(body):
                self._strong(body, level, role, out)
            case Fraction(numerator, denominator):
                top = self.whole(numerator, level, bold)
                bottom = self.whole(denominator, level, bold)
                out.append(Atom(builder.fraction(top, bottom, level), Kind.PLAIN, role))
            case Scripted(body, sub, sup):
                node = builder.scripted(self.whole(body, level, bold), sub, sup, level, bold)
                out.append(Atom(node, Kind.PLAIN, role))
            case Matrix(rows, lit):
                nodes = [
                    [self.whole(cell, level, (r, c) == lit) for c, cell in enumerate(row)]
                    for r, row in enumerate(rows)
                ]
                out.append(Atom(matrix_node(builder, rows, nodes, lit, level), Kind.PLAIN, role))

    def whole(self, expr: Expr, level: int, bold: bool = False) -> Node:
        """``expr`` on one line, as a part of something larger."""
        if type(expr) is Symbol:
            return self.builder.symbol(expr, level, bold)
        if type(expr) is Number:
            return self.builder.number(expr.value, expr.digits, expr.guarded, level, bold)
        out: list[Atom] = []
        Splitter(self.builder, float("inf")).atoms(expr, level, bold, None, out)
        return in_line(out, self.builder.font.face(level).size)

    def _words(self, text: str, level: int, bold: bool, role: Role | None, out: list[Atom]) -> None:
        """Running text, word by word."""
        for n, line in enumerate(text.split("\n")):
            if n:
                out.append(Atom(_EMPTY, Kind.NEWLINE, role))
            for k, word in enumerate(self._held_together(line, level)):
                if k:
                    out.append(Atom(self.builder.text(" ", level), Kind.SPACE, role))
                if word:
                    node = self.builder.text(word, level, bold=bold)
                    out.append(Atom(node, _kind_of_word(word), role))

    def _held_together(self, line: str, level: int) -> list[str]:
        """The words of a line; a short remark such as "… and 3 more" counts as one word."""
        inner = line.strip(" ")
        if self.builder.text(inner, level).width > SHORT_REMARK * self.width:
            return line.split(" ")
        before, after = len(line) - len(line.lstrip(" ")), len(line) - len(line.rstrip(" "))
        return [""] * before + [inner] + ([""] * after if inner else [])

    def _fenced(
        self, body: Expr, left: str, right: str, level: int, bold: bool, role: Role | None,
        out: list[Atom],
    ) -> None:  # fmt: skip
        inner: list[Atom] = []
        self.atoms(body, level, bold, role, inner)
        ascent = max((atom.node.ascent for atom in inner), default=0.0)
        descent = max((atom.node.descent for atom in inner), default=0.0)
        before = self.builder.fence(left, ascent, descent, level)
        after = self.builder.fence(right, ascent, descent, level)
        atoms = [Atom(before, Kind.OPEN, role), *inner, Atom(after, Kind.CLOSE, role)]
        node = in_line(atoms, self.builder.font.face(level).size)
        if node.width <= self.width:
            out.append(Atom(node, Kind.FENCED, None))
        else:
            out.extend(atoms)

    def _strong(self, body: Expr, level: int, role: Role | None, out: list[Atom]) -> None:
        node = self.builder.stressed(self.whole(body, level, bold=True), level)
        if node.width <= self.width:
            out.append(Atom(node, Kind.PLAIN, role))
        else:
            self.atoms(body, level, True, role, out)


_NOTHING_BEFORE = frozenset(
    (None, Kind.OPEN, Kind.RELATION, Kind.BINARY, Kind.COMMA, Kind.NEWLINE, Kind.PRODUCT)
)
_FACTOR = frozenset((Kind.PLAIN, Kind.FENCED, Kind.CLOSE))


def spaces(atoms: list[Atom], em: float, before: Kind | None = None) -> list[float]:
    """The space before each atom; a sign with nothing to its left binds to what follows it.

    ``before`` is the kind of what stands before the first one; it is given to continue a line.
    """
    out = []
    tight = False  # the atom before is a sign, not an operator
    for atom in atoms:
        kind = atom.kind
        is_sign = kind is Kind.BINARY and before in _NOTHING_BEFORE
        space = 0.0
        if kind in SPACE and not is_sign:
            space = SPACE[kind] if before is not None and before is not Kind.OPEN else 0.0
        elif before in SPACE:
            space = 0.0 if tight else SPACE[before]
        elif before is Kind.COMMA:
            space = COMMA_SPACE
        elif before is Kind.NAME:
            space = THIN if kind in (Kind.PLAIN, Kind.PREFIX, Kind.NAME, Kind.WORD) else 0.0
        elif before in _FACTOR:
            if kind is Kind.NAME:
                space = THIN
            elif kind in (Kind.PLAIN, Kind.PREFIX) or (
                kind is Kind.FENCED and before is not Kind.PLAIN
            ):
                space = FACTORS
        out.append(space * em)
        before, tight = kind, is_sign
    return out


def in_line(atoms: list[Atom], em: float) -> Node:
    """The atoms side by side on one base line."""
    if len(atoms) == 1 and atoms[0].role is None:
        return atoms[0].node
    x, ascent, descent = 0.0, 0.0, 0.0
    parts = []
    for atom, space in zip(atoms, spaces(atoms, em), strict=True):
        node = atom.node
        x += space
        if atom.role is not None:
            node = Node(node.width, node.ascent, node.descent, node.parts, _role(atom))
        parts.append((x, 0.0, node))
        x += node.width
        ascent, descent = max(ascent, node.ascent), max(descent, node.descent)
    return Node(x, ascent, descent, parts)


def _role(atom: Atom) -> Role | None:
    return atom.node.role if atom.node.role is not None else atom.role
