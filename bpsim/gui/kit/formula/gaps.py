"""The space between neighbouring pieces of a formula, as a table of what may follow what."""

from collections.abc import Iterable
from enum import IntEnum
from typing import Final


class Kind(IntEnum):
    """What an atom is, which decides the space around it and whether a line may break there."""

    PLAIN = 0
    PREFIX = 1  # ∂, which clings to what follows
    NAME = 2  # an upright function name or Σ: a little space before its argument
    FENCED = 3  # between delimiters: right behind the name of a function
    RELATION = 4
    BINARY = 5
    PRODUCT = 6
    SLASH = 7
    COMMA = 8
    OPEN = 9
    CLOSE = 10
    WORD = 11
    SPACE = 12
    NEWLINE = 13


RELATIONS: Final = frozenset(("=", ":=", "≈", "≠", "<", ">", "≤", "≥", "→", "⇒", "↦"))
BINARY: Final = frozenset(("+", "−", "±", "-"))
PRODUCTS: Final = frozenset(("·", "×", ".*", "⊙"))
SPACE: Final = {Kind.RELATION: 0.28, Kind.BINARY: 0.22, Kind.PRODUCT: 0.14}
"""Space on both sides of an operator, in em."""
THIN: Final = 0.14
FACTORS: Final = 0.09
"""Space between letters that are multiplied without a sign."""
COMMA_SPACE: Final = 0.3

START: Final = len(Kind)
"""The state before the first atom: what follows is the very first of its line."""
SIGN: Final = START + 1
"""The state behind a sign, which binds to what follows, unlike an operator."""

_NOTHING_BEFORE: Final = frozenset(
    (START, SIGN, Kind.OPEN, Kind.RELATION, Kind.BINARY, Kind.COMMA, Kind.NEWLINE, Kind.PRODUCT)
)
_FACTOR: Final = frozenset((Kind.PLAIN, Kind.FENCED, Kind.CLOSE))


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


def kind_of_word(word: str) -> Kind:
    """The kind of a piece of running text."""
    if word in BINARY:
        return Kind.BINARY
    return Kind.WORD if any(char.isalpha() for char in word) else Kind.PLAIN


def is_sign(kind: int, before: int) -> bool:
    """True for + or − with nothing to its left: a sign, not an operator."""
    return kind == Kind.BINARY and before in _NOTHING_BEFORE


def _space(before: int, kind: Kind) -> float:
    """The space in em between the state ``before`` and an atom of ``kind``."""
    if kind in SPACE and not is_sign(kind, before):
        return 0.0 if before in (START, Kind.OPEN) else SPACE[kind]
    if before == SIGN:
        return 0.0
    if before in SPACE:
        return SPACE[Kind(before)]
    if before == Kind.COMMA:
        return COMMA_SPACE
    if before == Kind.NAME:
        return THIN if kind in (Kind.PLAIN, Kind.PREFIX, Kind.NAME, Kind.WORD) else 0.0
    if before in _FACTOR:
        if kind is Kind.NAME:
            return THIN
        if kind in (Kind.PLAIN, Kind.PREFIX):
            return FACTORS
        if kind is Kind.FENCED and before != Kind.PLAIN:
            return FACTORS
    return 0.0


_TABLE: Final = tuple(
    tuple((_space(before, kind), SIGN if is_sign(kind, before) else int(kind)) for kind in Kind)
    for before in range(SIGN + 1)
)
"""By state and kind: the space between them, and the next state."""


def spaces(kinds: Iterable[int], em: float, before: int = START) -> list[float]:
    """The space before each atom; a sign with nothing to its left binds to what follows it.

    ``before`` is the kind of what stands before the first one; it is given to continue a line.
    """
    out = []
    state = before
    for kind in kinds:
        space, state = _TABLE[state][kind]
        out.append(space * em)
    return out
