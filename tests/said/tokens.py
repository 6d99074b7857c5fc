"""The parts of a formula as a reader meets them, one after the other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bpsim.notation.formula import (
    Expr,
    Faint,
    Fenced,
    Fraction,
    Operator,
    Root,
    Row,
    Scripted,
    Strong,
    Symbol,
    Term,
    Words,
    to_text,
)

RELATIONS = ("=", ":=")
SIGNS = {"+": 1, "−": -1}
NO_LAMBDA, BIASES_STAY = "(λ = 0 for the biases)", "(the biases stay)"
TIMES = ("·", "×", ".*", "/")
ALL_SIGNS = {*SIGNS, *TIMES, *RELATIONS}


class UnreadableError(AssertionError):
    """A formula that says nothing."""


class WrongError(AssertionError):
    """A formula that says something false."""


class UnboundError(Exception):
    """An index that holds for every unit or layer."""

    def __init__(self, letter: str) -> None:
        super().__init__(letter)
        self.letter = letter


class ShortenedError(Exception):
    """A sum that leaves ``count`` terms to the table."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


@dataclass(frozen=True)
class About:
    """What a formula is about, with the formula: written out only where one is found wrong."""

    where: object
    expr: Expr

    def __str__(self) -> str:
        return f"{self.where}: {to_text(self.expr)}"


@dataclass(frozen=True, eq=False)
class Literal:
    """A matrix that stands in an equation as numbers, with the symbol written below it."""

    values: Any


Token = Expr | Literal


def flat(expr: Token) -> Iterator[Token]:
    """The parts of a formula, without colours and without rows in rows."""
    match expr:
        case Row(parts):
            for part in parts:
                yield from flat(part)
        case Term(body) | Strong(body) | Faint(body):
            yield from flat(body)
        case Words(text) if text.strip(" ") == "":
            pass
        case _:
            yield expr


def told(tokens: list[Token]) -> list[Token]:
    """The tokens without the words that say what a symbol leaves out."""
    return [
        token for token in tokens
        if not isinstance(token, Words)
        or (token.text.strip() not in ("sum so far:", NO_LAMBDA, BIASES_STAY)
        and not token.text.strip().startswith("(both divided by e"))
    ]  # fmt: skip


def lines_of(expr: Expr) -> list[list[Token]]:
    """The tokens of each line that says something."""
    lines: list[list[Token]] = [[]]
    for part in flat(expr):
        if part == Words("\n"):
            lines.append([])
        else:
            lines[-1].append(part)
    return [line for line in lines if line]


def coloured(expr: Expr) -> dict[int, Expr]:
    """The terms of a formula by their colours."""
    match expr:
        case Term(body, colour):
            return {colour: body}
        case Row(parts):
            return {c: b for part in parts for c, b in coloured(part).items()}
        case Fenced(body) | Strong(body) | Faint(body) | Scripted(body):
            return coloured(body)
    return {}


def sign_of(token: Token) -> str:
    """An operator's sign, or the same as a word, else nothing."""
    if isinstance(token, Operator):
        return token.sign
    if isinstance(token, Words) and (word := token.text.strip()) in ALL_SIGNS:
        return word
    return ""


def fenced(tokens: Iterable[Token]) -> list[Token]:
    """The tokens, what stands between loose parentheses made one."""
    out: list[list[Token]] = [[]]
    for token in tokens:
        if isinstance(token, Words) and token.text.strip() == "(":
            out.append([])
        elif isinstance(token, Words) and token.text.strip() == ")":
            if len(out) < 2:
                raise UnreadableError("a parenthesis closes that was not opened")
            body = out.pop()
            out[-1].append(Group(tuple(body)))  # type: ignore[arg-type]
        else:
            out[-1].append(token)
    if len(out) > 1:
        raise UnreadableError("a parenthesis is not closed")
    return out[0]


@dataclass(frozen=True, eq=False)
class Group:
    """Tokens in parentheses."""

    tokens: tuple[Token, ...]


def symbols_in(tokens: Iterable[Token]) -> Iterator[Symbol]:
    for token in tokens:
        if isinstance(token, Group):
            yield from symbols_in(token.tokens)
            continue
        match token:
            case Symbol():
                yield token
            case Fenced(body) | Scripted(body) | Root(body):
                yield from symbols_in(flat(body))
            case Fraction(numerator, denominator):
                yield from symbols_in([*flat(numerator), *flat(denominator)])


def indices_of(symbol: Symbol) -> list[str]:
    """The indices below a letter: those of a weight are two."""
    if symbol.name not in ("Θ", "Δ", "D", "v", "m", "v̂", "m̂"):
        return [symbol.sub]
    parts = symbol.sub.split(",") if "," in symbol.sub else list(symbol.sub)
    if len(parts) != 2:
        raise UnreadableError(f"the indices {symbol.sub}")
    return parts


def names_example(after: Token | None) -> bool:
    """True for (i) and for (3) behind a letter: they name an example."""
    if not isinstance(after, Fenced):
        return False
    body = after.body
    return body == Symbol("i") or (isinstance(body, Words) and body.text.isdigit())
