"""Lays a formula out for a given width: lines broken at operators, continued behind the "="."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import floor
from operator import add
from typing import Final

from PySide6.QtGui import QFont

from bpsim.gui.kit.formula.atoms import Atom, Splitter
from bpsim.gui.kit.formula.box import TEXT, Box, Node, Role
from bpsim.gui.kit.formula.font import MathFont, math_font
from bpsim.gui.kit.formula.gaps import SPACE, START, Kind, is_sign, spaces
from bpsim.gui.kit.formula.nodes import ASCENT, DESCENT, Builder
from bpsim.gui.kit.formula.room import Room
from bpsim.gui.kit.formula.underlining import Standing, underlines
from bpsim.notation.formula import Expr

UNLIMITED: Final = float("inf")
LEADING: Final = 0.18
PLAIN_INDENT: Final = 1.5
DEEPEST_INDENT: Final = 0.4
"""A "=" further right than this part of the width is no place to hang the next lines from."""
_REMEMBERED: Final = 128
_APART: Final = 4

_NEVER: Final = 9
_BREAK_BEFORE: Final = tuple(
    {Kind.RELATION: 1, Kind.BINARY: 1, Kind.WORD: 1, Kind.PRODUCT: 2}.get(kind, _NEVER)
    for kind in Kind
)
_BREAK_BETWEEN_FACTORS: Final = 2
"""Of a blank that stands in for a sign of multiplication, as in y log h."""


@dataclass(slots=True)
class _Line:
    indent: float
    atoms: list[Atom]
    continued: bool = False


class Typesetter:
    """Lays out formulas beside text of one size, and remembers the last few hundred."""

    def __init__(self, font: MathFont) -> None:
        self.font = font
        self.builder = Builder(font)
        self.box = lru_cache(_REMEMBERED)(self.fresh_box)
        """What was laid out before for the same ``expr`` and ``width``, or :meth:`fresh_box`."""
        self._apart: deque[tuple[Expr, Room, list[Atom]]] = deque(maxlen=_APART)

    def fresh_box(self, expr: Expr, width: float) -> Box:
        """``expr`` within ``width``."""
        atoms, room = self._taken_apart(expr, width)
        em = self.font.size
        lines: list[_Line] = []
        for paragraph in _paragraphs(atoms):
            lines.extend(_broken(paragraph, room, em))
        box = self._stacked(lines, em)
        box.room = room
        return box

    def _taken_apart(self, expr: Expr, width: float) -> tuple[list[Atom], Room]:
        """The pieces of ``expr``, and the room that they were made for.

        They are three quarters of the work. A formula that is tried in one width after the other
        is mostly in the same pieces.
        """
        for known, room, atoms in self._apart:
            if known is expr and room.like(width):
                return atoms, room.of(width)
        atoms, room = [], Room(width)
        Splitter(self.builder, room, 1 - DEEPEST_INDENT).atoms(expr, 0, False, None, atoms)
        self._apart.appendleft((expr, room, atoms))
        return atoms, room.of(width)

    def _stacked(self, lines: list[_Line], em: float) -> Box:
        """The lines one below the other, on the first one's base line."""
        pieces: list[tuple[float, float, Node, Role]] = []
        bases: list[float] = []
        y, widest, bottom, first = 0.0, 0.0, DESCENT * em, ASCENT * em
        for n, line in enumerate(lines):
            atoms = line.atoms
            ascent = max([ASCENT * em, *[atom.node.ascent for atom in atoms]])
            descent = max([DESCENT * em, *[atom.node.descent for atom in atoms]])
            if n == 0:
                first = ascent
            else:
                y = bottom + LEADING * em + ascent
            x = line.indent
            # A line that goes on starts with an operator; only at the very start is it a sign.
            before = Kind.PLAIN if line.continued else START
            gaps = spaces([atom.kind for atom in atoms], em, before)
            if gaps:
                gaps[0] = 0.0
            standing: list[Standing] = []
            for atom, gap in zip(atoms, gaps, strict=True):
                x += gap
                role = atom.role
                pieces.append((x, y, atom.node, TEXT if role is None else role))
                standing.append((x, atom.node, role))
                x += atom.node.width
            pieces.extend(
                (at, y + low, node, role) for at, low, node, role in underlines(standing, em)
            )
            bases.append(y)
            widest, bottom = max(widest, x), y + descent
        return Box(widest, first, bottom, pieces, bases)


def _paragraphs(atoms: list[Atom]) -> list[list[Atom]]:
    out: list[list[Atom]] = [[]]
    for atom in atoms:
        if atom.kind is Kind.NEWLINE:
            out.append([])
        else:
            out[-1].append(atom)
    return out


def _broken(atoms: list[Atom], room: Room, em: float) -> list[_Line]:
    """The lines of one paragraph."""
    gaps = spaces([atom.kind for atom in atoms], em)
    # Where each atom would end if all stood on one line.
    ends = list(accumulate(map(add, gaps, [atom.node.width for atom in atoms]), initial=0.0))
    if room.holds(ends[-1]):
        return [_Line(0.0, atoms)]
    hang_relation, hang = _hanging(atoms, gaps, room, em)
    lines: list[_Line] = []
    line, used = _Line(0.0, []), 0.0
    for start, end in _pieces(atoms, ends, room, em):
        piece, length = atoms[start:end], ends[end] - ends[start]
        if line.atoms and not room.holds(used + length):
            lines.append(line)
            piece = _untrailed(piece)
            length = _length_at_start(piece, em)
            indent = hang_relation if piece[0].kind is Kind.RELATION else hang
            if not room.holds(indent + length):  # further left, or a term would be torn apart
                room.only()
                indent = max(0.0, floor(room.width - length))
            line, used = _Line(indent, [], continued=True), indent
        line.atoms.extend(piece)
        used += length
    lines.append(line)
    for line in lines:
        while line.atoms and line.atoms[-1].kind is Kind.SPACE:
            line.atoms.pop()
    return lines


def _hanging(atoms: list[Atom], gaps: list[float], room: Room, em: float) -> tuple[float, float]:
    """Where lines that start with a relation begin, and all other continued lines."""
    x = 0.0
    for n, (atom, gap) in enumerate(zip(atoms, gaps, strict=True)):
        x += gap
        if atom.kind is Kind.RELATION and n:
            behind = x + atom.node.width + 0.28 * em
            return (x, behind) if room.holds(behind, DEEPEST_INDENT) else (em, PLAIN_INDENT * em)
        x += atom.node.width
    return PLAIN_INDENT * em, PLAIN_INDENT * em


def _pieces(
    atoms: list[Atom], ends: list[float], room: Room, em: float
) -> Iterator[tuple[int, int]]:
    """The ends of runs between allowed breaks; those too long are split at products as well."""
    for start, end in _split(atoms, 0, len(atoms), 1):
        # Behind others it takes more than at the start of a line, which is seldom worth a look.
        if room.holds(ends[end] - ends[start]) or room.holds(
            _length_at_start(_untrailed(atoms[start:end]), em)
        ):
            yield start, end
        else:
            yield from _split(atoms, start, end, 2)


def _split(atoms: list[Atom], start: int, end: int, most: int) -> Iterator[tuple[int, int]]:
    """The atoms from ``start`` to ``end`` cut at every break of at least that quality."""
    first, before = start, int(START)
    for n in range(start, end):
        kind = atoms[n].kind
        cut = before == Kind.COMMA
        if before == Kind.SPACE:
            in_text = Kind.WORD in (kind, atoms[max(first, n - 2)].kind)
            cut = in_text or most >= _BREAK_BETWEEN_FACTORS
        if not cut and _BREAK_BEFORE[kind] <= most and not is_sign(kind, before):
            # Between an operator and a word the line breaks before the operator.
            cut = kind is not Kind.WORD or before not in SPACE
        if cut and before != Kind.OPEN and n > first and kind is not Kind.SPACE:
            yield first, n
            first = n
        before = kind
    yield first, end


def _length_at_start(piece: list[Atom], em: float) -> float:
    """How long a piece is with which a line goes on."""
    gaps = spaces([atom.kind for atom in piece], em, Kind.PLAIN)
    return sum(gaps[1:]) + sum([atom.node.width for atom in piece])


def _untrailed(piece: list[Atom]) -> list[Atom]:
    return piece[1:] if len(piece) > 1 and piece[0].kind is Kind.SPACE else piece


def typesetter(font: QFont) -> Typesetter:
    """The typesetter for formulas beside text in ``font``."""
    return _with_font(math_font(font))


@lru_cache(maxsize=24)
def _with_font(font: MathFont) -> Typesetter:
    return Typesetter(font)


def layout(expr: Expr, font: QFont, width: float = UNLIMITED) -> Box:
    """Lay ``expr`` out beside text set in ``font``, in lines of at most ``width`` pixels.

    A line is longer only where nothing on it can be broken. ``Words("\\n")`` ends a line.
    """
    return typesetter(font).box(expr, width)


def fresh_layout(expr: Expr, font: QFont, width: float = UNLIMITED) -> Box:
    """The same as :func:`layout` for callers that keep the Box themselves: nothing is hashed."""
    return typesetter(font).fresh_box(expr, width)
