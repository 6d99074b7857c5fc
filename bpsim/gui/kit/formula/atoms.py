"""Takes a formula apart into the pieces between which a line may break."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from bpsim.gui.kit.formula.box import FAINT, Leaf, Node, Role
from bpsim.gui.kit.formula.gaps import Kind, kind_of, kind_of_word, spaces
from bpsim.gui.kit.formula.matrix import matrix_node
from bpsim.gui.kit.formula.nodes import Builder
from bpsim.gui.kit.formula.room import Room
from bpsim.gui.kit.formula.root import root_node
from bpsim.gui.kit.formula.underlining import Standing, underlines
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


@dataclass(slots=True)
class Atom:
    """A piece that is never broken, with its kind and the colour of what it belongs to."""

    node: Node
    kind: Kind
    role: Role | None


SHORT_REMARK: Final = 0.55

_EMPTY = Node(0.0, 0.0, 0.0, [])


class Splitter:
    """Turns an Expr into atoms; what is wider than ``share`` of ``room`` is opened up if it can."""

    def __init__(self, builder: Builder, room: Room, share: float = 1.0) -> None:
        self.builder = builder
        self.room, self.share = room, share

    def atoms(self, expr: Expr, level: int, bold: bool, role: Role | None, out: list[Atom]) -> None:
        """Append the atoms of ``expr``."""
        _SPLITTERS[type(expr)](self, expr, level, bold, role, out)

    def whole(self, expr: Expr, level: int, bold: bool = False) -> Node:
        """``expr`` on one line, as a part of something larger."""
        out: list[Atom] = []
        Splitter(self.builder, Room(float("inf"))).atoms(expr, level, bold, None, out)
        return in_line(out, self.builder.font.face(level).size)

    # --- one for each kind of expression, called through the table at the end ------------------

    def _row(self, expr: Row, level: int, bold: bool, role: Role | None, out: list[Atom]) -> None:
        for part in expr.parts:
            _SPLITTERS[type(part)](self, part, level, bold, role, out)

    def _term(self, expr: Term, level: int, bold: bool, role: Role | None, out: list[Atom]) -> None:
        self.atoms(expr.body, level, bold, expr.colour, out)

    def _faint(
        self, expr: Faint, level: int, bold: bool, role: Role | None, out: list[Atom]
    ) -> None:
        self.atoms(expr.body, level, bold, FAINT, out)

    def _symbol(
        self, expr: Symbol, level: int, bold: bool, role: Role | None, out: list[Atom]
    ) -> None:
        kind = Kind.PLAIN
        if expr.style == "upright" and len(expr.name) > 1:
            kind = Kind.NAME
        elif expr.name == "∂":
            kind = Kind.PREFIX
        out.append(Atom(self.builder.symbol(expr, level, bold), kind, role))

    def _number(
        self, expr: Number, level: int, bold: bool, role: Role | None, out: list[Atom]
    ) -> None:
        node = self.builder.number(expr.value, expr.digits, expr.guarded, level, bold)
        out.append(Atom(node, Kind.PLAIN, role))

    def _operator(
        self, expr: Operator, level: int, bold: bool, role: Role | None, out: list[Atom]
    ) -> None:
        node = self.builder.text(expr.sign, level, bold=bold)
        out.append(Atom(node, kind_of(expr.sign), role))

    def _big_sum(
        self, expr: Sum, level: int, bold: bool, role: Role | None, out: list[Atom]
    ) -> None:
        out.append(Atom(self.builder.big_sum(expr.below, expr.above, level), Kind.NAME, role))

    def _fraction(
        self, expr: Fraction, level: int, bold: bool, role: Role | None, out: list[Atom]
    ) -> None:
        top = self.whole(expr.numerator, level, bold)
        bottom = self.whole(expr.denominator, level, bold)
        out.append(Atom(self.builder.fraction(top, bottom, level), Kind.PLAIN, role))

    def _root(self, expr: Root, level: int, bold: bool, role: Role | None, out: list[Atom]) -> None:
        body = self.whole(expr.body, level, bold)
        out.append(Atom(root_node(self.builder, body, level), Kind.PLAIN, role))

    def _scripted(
        self, expr: Scripted, level: int, bold: bool, role: Role | None, out: list[Atom]
    ) -> None:
        body = self.whole(expr.body, level, bold)
        node = self.builder.scripted(body, expr.sub, expr.sup, level, bold)
        out.append(Atom(node, Kind.PLAIN, role))

    def _matrix(
        self, expr: Matrix, level: int, bold: bool, role: Role | None, out: list[Atom]
    ) -> None:
        nodes = [[self.whole(cell, level, False) for cell in row] for row in expr.rows]
        node = matrix_node(self.builder, expr.rows, nodes, level)
        out.append(Atom(node, Kind.PLAIN, role))

    def _words(
        self, expr: Words, level: int, bold: bool, role: Role | None, out: list[Atom]
    ) -> None:
        """Running text, word by word."""
        for n, line in enumerate(expr.text.split("\n")):
            if n:
                out.append(Atom(_EMPTY, Kind.NEWLINE, role))
            for k, word in enumerate(self._held_together(line, level)):
                if k:
                    out.append(Atom(self.builder.text(" ", level), Kind.SPACE, role))
                if word:
                    node = self.builder.text(word, level, bold=bold)
                    out.append(Atom(node, kind_of_word(word), role))

    def _held_together(self, line: str, level: int) -> list[str]:
        """The words of a line; a short remark such as "… and 3 more" counts as one word."""
        inner = line.strip(" ")
        if not self.room.holds(self.builder.text(inner, level).width, SHORT_REMARK * self.share):
            return line.split(" ")
        before, after = len(line) - len(line.lstrip(" ")), len(line) - len(line.rstrip(" "))
        return [""] * before + [inner] + ([""] * after if inner else [])

    def _fenced(
        self, expr: Fenced, level: int, bold: bool, role: Role | None, out: list[Atom]
    ) -> None:
        inner: list[Atom] = []
        self.atoms(expr.body, level, bold, role, inner)
        ascent = max((atom.node.ascent for atom in inner), default=0.0)
        descent = max((atom.node.descent for atom in inner), default=0.0)
        before = self.builder.fence(expr.left, ascent, descent, level)
        after = self.builder.fence(expr.right, ascent, descent, level)
        atoms = [Atom(before, Kind.OPEN, role), *inner, Atom(after, Kind.CLOSE, role)]
        node = in_line(atoms, self.builder.font.face(level).size)
        if self.room.holds(node.width, self.share):
            out.append(Atom(node, Kind.FENCED, None))
        else:
            out.extend(atoms)

    def _strong(
        self, expr: Strong, level: int, bold: bool, role: Role | None, out: list[Atom]
    ) -> None:
        node = self.builder.stressed(self.whole(expr.body, level, bold=True), level)
        if self.room.holds(node.width, self.share):
            out.append(Atom(node, Kind.PLAIN, role))
        else:
            self.atoms(expr.body, level, True, role, out)


_SPLITTERS: Final[
    dict[type, Callable[[Splitter, Any, int, bool, Role | None, list[Atom]], None]]
] = {
    Row: Splitter._row,
    Term: Splitter._term,
    Faint: Splitter._faint,
    Symbol: Splitter._symbol,
    Number: Splitter._number,
    Operator: Splitter._operator,
    Words: Splitter._words,
    Sum: Splitter._big_sum,
    Fenced: Splitter._fenced,
    Strong: Splitter._strong,
    Fraction: Splitter._fraction,
    Root: Splitter._root,
    Scripted: Splitter._scripted,
    Matrix: Splitter._matrix,
}


def in_line(atoms: list[Atom], em: float) -> Node:
    """The atoms side by side on one base line."""
    if len(atoms) == 1 and atoms[0].role is None:
        return atoms[0].node
    x, ascent, descent = 0.0, 0.0, 0.0
    parts: list[tuple[float, float, Node | Leaf]] = []
    standing: list[Standing] = []
    gaps = spaces([atom.kind for atom in atoms], em)
    for atom, space in zip(atoms, gaps, strict=True):
        node = atom.node
        x += space
        if atom.role is not None:
            node = Node(node.width, node.ascent, node.descent, node.parts, _role(atom), node.symbol)
        parts.append((x, 0.0, node))
        standing.append((x, node, atom.role))
        x += node.width
        ascent, descent = max(ascent, node.ascent), max(descent, node.descent)
    for at, low, line, role in underlines(standing, em):
        line.role = role
        parts.append((at, low, line))
    return Node(x, ascent, descent, parts)


def _role(atom: Atom) -> Role | None:
    return atom.node.role if atom.node.role is not None else atom.role
