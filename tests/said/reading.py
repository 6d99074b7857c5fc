"""Reads a formula as a person would: symbols stand for what is true, numbers for themselves.

A formula that cannot be read is wrong as well: ``UnreadableError`` says which part.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

import numpy as np
from mpmath import mp, mpf

from bpsim.notation.formula import (
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
    to_text,
)
from tests.said.facts import ACTIVATIONS, Facts, column, g, g_prime, grid

CLOSE = mpf(10) ** -9
"""How far two sides may be apart, as a part of the largest number that either is made of."""
SMALLEST = mpf(10) ** -14
"""What a − y loses in a float64 where a has come close to y."""
RELATIONS = ("=", ":=")
SIGNS = {"+": 1, "−": -1}
NO_LAMBDA, BIASES_STAY = "(λ = 0 for the biases)", "(the biases stay)"
TIMES = ("·", "×", ".*", "/")


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
    if isinstance(token, Words) and token.text.strip() in (*SIGNS, *TIMES, *RELATIONS):
        return token.text.strip()
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
            out[-1].append(_Group(tuple(body)))  # type: ignore[arg-type]
        else:
            out[-1].append(token)
    if len(out) > 1:
        raise UnreadableError("a parenthesis is not closed")
    return out[0]


@dataclass(frozen=True, eq=False)
class _Group:
    """Tokens in parentheses."""

    tokens: tuple[Token, ...]


@dataclass
class Reader:
    """Evaluates with the numbers of ``facts`` for one example of the batch.

    ``layer`` and ``unit`` are those that the formula is about; ``summed`` examples are in Δ before
    the step. ``shorthand``: hidden δ without g′. ``left``: what := gives a new value.
    """

    facts: Facts
    item: int
    layer: int | None = None
    unit: int | None = None
    summed: int = 0
    shorthand: bool = False
    updates: bool = False
    left: bool = False
    bound: dict[str, int] = field(default_factory=dict)
    no_bias_lambda: bool = False
    biases_stay: bool = False
    largest: Any = 0

    # --- whole formulas -------------------------------------------------------------------------

    def check(self, expr: Expr, about: str = "") -> list[Any]:
        """Every line of ``expr`` holds; the values of their last sides are given back."""
        return [self.check_line(line, f"{about}: {to_text(expr)}") for line in lines_of(expr)]

    def check_line(self, tokens: list[Token], about: str) -> Any:
        """All sides of one line are equal; free indices take every value."""
        told = self.told(tokens)
        ranges: dict[str, range] = {}
        while True:
            try:
                value = None
                for chosen in product(*ranges.values()):
                    self.bound = dict(zip(ranges, chosen, strict=True))
                    self._heed(tokens)
                    value = self._one_line(told, about)
                return value
            except UnboundError as unbound:
                if unbound.letter in ranges:
                    raise UnreadableError(f"{about}: the index {unbound.letter}") from None
                ranges[unbound.letter] = self._every(unbound.letter, about)
            finally:
                self.bound = {}
                self.no_bias_lambda = self.biases_stay = False

    def told(self, tokens: list[Token]) -> list[Token]:
        """The tokens without the words that say what a symbol leaves out."""
        return [
            token for token in tokens
            if not isinstance(token, Words)
            or (token.text.strip() not in ("sum so far:", NO_LAMBDA, BIASES_STAY)
            and not token.text.strip().startswith("(both divided by e"))
        ]  # fmt: skip

    def _heed(self, tokens: list[Token]) -> None:
        words = {token.text.strip() for token in tokens if isinstance(token, Words)}
        self.no_bias_lambda, self.biases_stay = NO_LAMBDA in words, BIASES_STAY in words

    def _every(self, letter: str, about: str) -> range:
        layers = self.facts.network.layers
        if letter == "l":
            return range(1, len(layers))
        if letter == "j" and self.layer is not None:
            return range(1, layers[self.layer - 1] + 1)
        raise UnreadableError(f"{about}: what is the index {letter}?")

    def _one_line(self, tokens: list[Token], about: str) -> Any:
        sides: list[list[Token]] = [[]]
        for token in tokens:
            if sign_of(token) in RELATIONS:
                sides.append([])
            else:
                sides[-1].append(token)
        if len(sides) < 2:
            raise UnreadableError(f"{about}: nothing is equal to anything")
        self.largest = mpf(0)
        values = []
        for n, side in enumerate(sides):
            self.left = n == 0
            try:
                values.append(self.value(side))
            except ShortenedError:
                continue
            except UnreadableError as problem:
                raise UnreadableError(f"{about}: {problem}") from None
        self.left = False
        for value in values[1:]:
            self.same(values[0], value, about)
        return values[-1]

    def same(self, one: Any, other: Any, about: str) -> None:
        """Two values are equal but for rounding."""
        first, second = np.asarray(one, dtype=object), np.asarray(other, dtype=object)
        if first.size == second.size == 1:
            first, second = first.reshape(()), second.reshape(())
        if 0 in (first.ndim, second.ndim) and first.shape != second.shape:
            first, second = np.broadcast_arrays(first, second)
        if first.shape != second.shape:
            raise WrongError(f"{about}: {first.shape} is not {second.shape}")
        scale = max([self.largest, *(abs(v) for v in (*first.ravel(), *second.ravel()))])
        for mine, theirs in zip(first.ravel(), second.ravel(), strict=True):
            if mine == theirs:  # infinities as well
                continue
            if not abs(mine - theirs) <= CLOSE * scale + SMALLEST:
                raise WrongError(f"{about}: {mp.nstr(mine, 8)} is not {mp.nstr(theirs, 8)}")

    # --- sums and products ----------------------------------------------------------------------

    def value(self, tokens: Iterable[Token] | Token) -> Any:
        """What an expression comes to."""
        if not isinstance(tokens, list | tuple):
            tokens = list(flat(tokens))  # type: ignore[arg-type]
        tokens = fenced(tokens)
        if not tokens:
            raise UnreadableError("nothing stands there")
        total: Any = None
        sign, piece = 1, []
        pieces: list[tuple[int, list[Token]]] = []
        for token in tokens:
            found = SIGNS.get(sign_of(token))
            if found is None:
                piece.append(token)
            elif piece and sign_of(piece[-1]) not in TIMES:
                pieces.append((sign, piece))
                sign, piece = found, []
            else:
                sign *= found
        pieces.append((sign, piece))
        for sign, piece in pieces:
            part = self.product(piece)
            part = part if sign > 0 else -part
            total = part if total is None else self._added(total, part)
            self._seen(part)
        return self._seen(total)

    def _added(self, one: Any, other: Any) -> Any:
        shapes = [each.shape for each in (one, other) if isinstance(each, np.ndarray)]
        if len(shapes) == 2 and shapes[0] != shapes[1]:
            raise WrongError(f"{shapes[0]} and {shapes[1]} cannot be added")
        return one + other

    def _seen(self, value: Any) -> Any:
        for each in np.asarray(value, dtype=object).ravel():
            self.largest = max(self.largest, abs(each))
        return value

    def product(self, tokens: list[Token]) -> Any:
        """Factors side by side or with a sign between them."""
        total: Any = None
        sign, n = "", 0
        while n < len(tokens):
            token = tokens[n]
            if sign_of(token) in TIMES:
                sign, n = sign_of(token), n + 1
                continue
            if isinstance(token, Sum):
                factor, n = self.summed_up(token, tokens[n + 1 :]), len(tokens)
            else:
                factor, n = self.factor(tokens, n)
            total = factor if total is None else self._times(total, factor, sign)
            sign = ""
        if total is None:
            raise UnreadableError("nothing is multiplied")
        return total

    def _times(self, one: Any, other: Any, sign: str) -> Any:
        if sign == "/":
            return one / other
        if not isinstance(one, np.ndarray) or not isinstance(other, np.ndarray):
            return one * other
        if sign == ".*":
            if one.shape != other.shape:
                raise WrongError(f"{one.shape} .* {other.shape}")
            return one * other
        if one.shape[1] != other.shape[0]:
            raise WrongError(f"{one.shape} times {other.shape}")
        return one.dot(other)

    def summed_up(self, sigma: Sum, body: list[Token]) -> Any:
        """Σ over the index below it of everything behind it."""
        if not sigma.below:
            if body == [Symbol("Θ", "", "2")]:
                return self.facts.squares
            raise UnreadableError("a sum over nothing")
        letter, _, start = sigma.below.partition("=")
        if letter in self.bound:
            raise UnreadableError(f"{letter} is summed over already")
        outer, total = self.bound, mpf(0)
        for index in self._range(letter, start, sigma.above, body):
            self.bound = {**outer, letter: index}
            total = total + self.product(body)
        self.bound = outer
        return total

    def _range(self, letter: str, start: str, above: str, body: list[Token]) -> range:
        layers = self.facts.network.layers
        first = int(start) if start else 1
        if above:
            return range(first, {"m": self.facts.m, "K": layers[-1]}[above] + 1)
        for symbol in _symbols(body):
            sup = symbol.sup.strip("()")
            if letter == sup == "l":
                return range(first, len(layers))
            if letter == "i" and symbol in (Symbol("i"), Symbol("i", style="italic")):
                return range(first, self.facts.m + 1)
            indices = _indices(symbol)
            if letter not in indices:
                continue
            if symbol.name in "hy":
                return range(first, layers[-1] + 1)
            layer = self._index(sup)
            if symbol.name in ("Θ", "D", "Δ"):
                return range(first, layers[layer if indices.index(letter) == 0 else layer - 1] + 1)
            return range(first, layers[layer - 1] + 1)
        raise UnreadableError(f"a sum over {letter}, which nothing has")

    # --- factors --------------------------------------------------------------------------------

    def factor(self, tokens: list[Token], n: int) -> tuple[Any, int]:
        """The factor that starts at the ``n``-th token, and where it ends."""
        token = tokens[n]
        after = tokens[n + 1] if n + 1 < len(tokens) else None
        match token:
            case Symbol("log" | "exp" | "tanh" as name) if after is not None:
                inner, end = self.factor(tokens, n + 1)
                return self._function(name, inner), end
            case Symbol("max") if isinstance(after, Fenced):
                return self._seen(max(self.listed(after))), n + 2
            case Symbol("g" | "g′" | "softmax" as name) if after is not None:
                return self._g(name, after), n + 2
            case Symbol("J") if after == Fenced(Symbol("Θ")):
                return self.facts.J, n + 2
            case Symbol("h", "Θ") if after == Fenced(Symbol("x")):
                return column(self.facts.example(self.item).a[-1]), n + 2
            case Symbol("cost") if after == Fenced(Symbol("i")):
                item = self.bound.get("i", self.item + 1) - 1
                return self.facts.sign * self.facts.example(item).cost, n + 2
            case Symbol("δ" | "a") if _example(after):
                return self._of_example(token, after), n + 2
            case Symbol():
                return self.symbol(token), n + 1
        return self.atom(token), n + 1

    def _function(self, name: str, of: Any) -> Any:
        if name == "log" and of == 0:
            return mpf(0)  # y log h with y = 0 is 0, whatever h
        return self._seen({"log": mp.log, "exp": mp.exp, "tanh": mp.tanh}[name](of))

    def listed(self, expr: Fenced) -> list[Any]:
        """The arguments between parentheses."""
        parts: list[list[Token]] = [[]]
        for token in flat(expr.body):
            if isinstance(token, Words) and "," in token.text:
                for k, text in enumerate(token.text.split(",")):
                    parts += [[]] if k else []
                    parts[-1] += [Words(text.strip())] if text.strip() else []
            else:
                parts[-1].append(token)
        return [self.value(part) for part in parts]

    def atom(self, token: Token | _Group) -> Any:
        """A part that means something by itself."""
        match token:
            case Literal(values):
                return values
            case _Group(inner):
                return self.value(inner)
            case Number(value):
                return self._seen(mpf(value))
            case Words(text):
                return self._words(text.strip())
            case Fenced(body, "(" | "[", ")" | "]"):
                inner = list(flat(body))
                if any(isinstance(each, Words) and each.text.strip() == ";" for each in inner):
                    return self._stacked(inner)
                return self.value(inner)
            case Fenced(body, "|", "|"):
                return abs(self.value(body))
            case Scripted(body, "", "T"):
                return self._transposed(body)
            case Scripted(body, "", "2"):
                return self.value(body) ** 2
            case Fraction(numerator, denominator):
                if next(flat(numerator)) == Symbol("∂"):
                    return self._slope(list(flat(numerator))[1], list(flat(denominator))[1])
                return self.value(numerator) / self.value(denominator)
            case Matrix(rows):
                return self._matrix(rows)
        raise UnreadableError(f"{token!r}")

    def _words(self, text: str) -> Any:
        if re.fullmatch(r"\d+(\.\d+)?", text):
            return mpf(text)
        if text == "½":
            return mpf(1) / 2
        if text == "−½":
            return mpf(-1) / 2
        if text == "weighted sum":
            assert self.layer is not None and self.unit is not None
            example = self.facts.example(self.item)
            return self.facts.sign * example.weighted_sum(self.layer, self.unit, self.shorthand)
        if more := re.fullmatch(r"… and (\d+) more", text):
            raise ShortenedError(int(more[1]))
        raise UnreadableError(f"“{text}”")

    def _stacked(self, inner: list[Token]) -> Any:
        rows: list[list[Token]] = [[]]
        for token in inner:
            if isinstance(token, Words) and token.text.strip() == ";":
                rows.append([])
            else:
                rows[-1].append(token)
        return np.vstack([np.atleast_2d(np.asarray(self.value(r), dtype=object)) for r in rows])

    def _transposed(self, body: Expr) -> Any:
        value = self.value(body)
        if not isinstance(value, np.ndarray):
            raise WrongError(f"{to_text(body)} is no matrix to be transposed")
        if isinstance(body, Fenced) and isinstance(body.body, Symbol) and body.body.name == "Θ":
            value = value[:, 1:]  # what flows back leaves the biases out
        return value.T

    def _matrix(self, rows: tuple[tuple[Expr, ...], ...]) -> Any:
        dots = (Words("⋮"), Words("…"))
        if any(cell in dots for cells in rows for cell in cells):
            return self._abridged(rows)
        lines = [
            np.hstack([np.atleast_2d(np.asarray(self.value(c), dtype=object)) for c in cells])
            for cells in rows
        ]
        return np.vstack(lines)

    def _abridged(self, rows: tuple[tuple[Expr, ...], ...]) -> Any:
        """The matrix of which first and last rows and columns are shown; one must be the one."""
        for candidate in self.candidates():
            if self._fits(rows, candidate):
                return candidate
        raise WrongError(f"no matrix has the numbers {to_text(Matrix(rows))}")

    def _fits(self, rows: tuple[tuple[Expr, ...], ...], full: Any) -> bool:
        gap = next((n for n, cells in enumerate(rows) if cells[0] == Words("⋮")), None)
        for r, cells in enumerate(rows):
            if r == gap:
                continue
            down = r if gap is None or r < gap else full.shape[0] - (len(rows) - r)
            hole = next((n for n, cell in enumerate(cells) if cell == Words("…")), None)
            if (hole is None and len(cells) != full.shape[1]) or down >= full.shape[0]:
                return False
            if gap is None and len(rows) != full.shape[0]:
                return False
            for c, cell in enumerate(cells):
                if c == hole:
                    continue
                across = c if hole is None or c < hole else full.shape[1] - (len(cells) - c)
                if across >= full.shape[1] or not isinstance(cell, Number):
                    return False
                true = full[down, across]
                if abs(mpf(cell.value) - true) > CLOSE * max(1, abs(true)):
                    return False
        return True

    def candidates(self) -> Iterator[Any]:
        """Every matrix and vector that a step can be about."""
        facts, example = self.facts, self.facts.example(self.item)
        for layer in range(1, facts.network.depth):
            for biases in (True, False):
                yield facts.theta(layer, biases)
            yield facts.theta(layer)[:, 1:]
            yield facts.Delta(layer, self.summed)
            if self.summed + 1 <= facts.m:
                yield facts.Delta(layer, self.summed + 1)
            if self.layer is None or self.updates or self.summed == facts.m:
                yield facts.D(layer)
                D = facts.D(layer).copy()
                D[:, 0] = mpf(0)
                yield D
                yield facts.new(layer)
        for layer in range(1, facts.network.depth + 1):
            yield column(example.a[layer - 1])
            yield column([1, *example.a[layer - 1]])
            if layer > 1:
                yield column(example.z[layer - 1])
                yield column([facts.sign * d for d in example.deltas(self.shorthand)[layer - 1]])
                units = range(1, facts.network.layers[layer - 1] + 1)
                yield column([example.slope(layer, unit) for unit in units])
        yield column(example.y)

    # --- what symbols stand for -----------------------------------------------------------------

    def _index(self, text: str) -> int:
        if text.isdigit():
            return int(text)
        if text not in self.bound:
            raise UnboundError(text)
        return self.bound[text]

    def symbol(self, s: Symbol) -> Any:
        """The true value of a symbol: a number, a column or a matrix."""
        facts, example = self.facts, self.facts.example(self.item)
        if s.name.isdigit():
            return mpf(s.name)
        plain = {
            "α": mpf(facts.training.learning_rate), "λ": facts.lam, "m": mpf(facts.m),
            "K": mpf(facts.network.layers[-1]),
        }  # fmt: skip
        if s.name in plain and not s.sub and not s.sup:
            return self._seen(plain[s.name])
        if s.name == "e":
            assert self.layer is not None and self.unit is not None
            z = example.z[self.layer - 1][self.unit - 1]
            return self._seen(mp.exp({"z": z, "−z": -z}[s.sup]))
        if s.name == "x" and not s.sub:
            return column(example.a[0])
        if s.name in ("h", "y"):
            if s.sup:
                example = facts.example(self._index(s.sup.strip("()")) - 1)
            values = example.a[-1] if s.name == "h" else example.y
            if s.sub:
                return self._seen(values[self._index(s.sub) - 1])
            return self._seen(values[0]) if len(values) == 1 else column(values)
        if not (s.sup.startswith("(") and s.sup.endswith(")")):
            raise UnreadableError(f"the symbol {s!r}")
        layer = self._index(s.sup[1:-1])
        if s.name in ("Θ", "Δ", "D"):
            matrix = self.weights(s.name, layer)
            if not s.sub:
                return matrix
            to, frm = (self._index(each) for each in _indices(s))
            return self._seen(matrix[to - 1, frm])
        values = {
            "z": lambda: example.z, "a": lambda: example.a,
            "δ": lambda: [[facts.sign * d for d in ds] for ds in example.deltas(self.shorthand)],
        }.get(s.name, list)()  # fmt: skip
        if not values:
            raise UnreadableError(f"the symbol {s!r}")
        if not s.sub:
            return column(values[layer - 1])
        unit = self._index(s.sub)
        if unit == 0 and s.name == "δ":
            return facts.sign * example.weighted_sum(layer, 0, self.shorthand)
        if unit < 1:
            raise WrongError(f"{to_text(s)}: units count from 1")
        return self._seen(values[layer - 1][unit - 1])

    def weights(self, name: str, layer: int) -> Any:
        """Θ, Δ or D as it stands on this side of the equation."""
        facts = self.facts
        if name == "Θ":
            if self.updates and self.left:
                return facts.new(layer)
            return facts.theta(layer, biases=not self.no_bias_lambda)
        if name == "Δ":
            return facts.Delta(layer, self.summed + (1 if self.left and not self.updates else 0))
        D = facts.D(layer).copy()
        if self.biases_stay:
            D[:, 0] = mpf(0)
        return D

    def _of_example(self, symbol: Symbol, after: Token | None) -> Any:
        """δ_j(i) or a_i(i): of the example in parentheses, which is a row from 1 or i."""
        assert isinstance(after, Fenced)
        if isinstance(after.body, Words):
            item = self.facts.rows.index(int(after.body.text) - 1)
        else:
            item = self._index("i") - 1
        return replace(self, item=item, shorthand=False, bound=dict(self.bound)).symbol(symbol)

    def _g(self, name: str, after: Token) -> Any:
        """g, g′ or softmax of what follows."""
        inner = list(flat(after.body)) if isinstance(after, Fenced) else [after]
        value, layer = self.value(inner), self.layer
        match inner:
            case [Symbol("z", _, sup)]:
                layer = self._index(sup.strip("()"))
            case [Symbol("Θ", "", sup), *_]:
                layer = self._index(sup.strip("()")) + 1
            case [Literal()] | [Number()] | [Matrix()]:
                pass
            case _:
                raise UnreadableError(f"{name} of {inner!r}")
        assert layer is not None
        activation = self.facts.network.activations[layer - 2]
        if name == "softmax" or activation == "softmax":
            if not isinstance(value, np.ndarray) or name == "g":
                raise UnreadableError("softmax of a single z")
            if name == "g′":
                example = self.facts.example(self.item)
                return column([example.slope(layer, k + 1) for k in range(len(value))])
            return column(g("softmax", list(value.ravel())))
        of = ACTIVATIONS[activation] if name == "g" else lambda z: g_prime(activation, z)
        if isinstance(value, np.ndarray):
            return column([of(each) for each in value.ravel()])
        return self._seen(of(value))

    def _slope(self, upper: Token, lower: Token) -> Any:
        """∂a_t/∂z_k, of all k one below the other where z has no index."""
        if not (isinstance(upper, Symbol) and isinstance(lower, Symbol)):
            raise UnreadableError("a slope of something else")
        if (upper.name, lower.name) != ("a", "z") or upper.sup != lower.sup:
            raise UnreadableError(f"∂{upper.name} by {lower.name}")
        example, units = self.facts.example(self.item), self.facts.network.layers[-1]
        every = range(1, units + 1)
        if not upper.sub and not lower.sub:
            return grid([[example.jacobian(t, k) for k in every] for t in every])
        t = self._index(upper.sub)
        if not lower.sub:
            return column([example.jacobian(t, k) for k in every])
        return example.jacobian(t, self._index(lower.sub))


def _symbols(tokens: Iterable[Token]) -> Iterator[Symbol]:
    for token in tokens:
        match token:
            case Symbol():
                yield token
            case Fenced(body) | Scripted(body):
                yield from _symbols(flat(body))
            case Fraction(numerator, denominator):
                yield from _symbols([*flat(numerator), *flat(denominator)])
            case _Group(inner):
                yield from _symbols(inner)


def _indices(symbol: Symbol) -> list[str]:
    """The indices below a letter: those of a weight are two."""
    if symbol.name not in ("Θ", "Δ", "D"):
        return [symbol.sub]
    parts = symbol.sub.split(",") if "," in symbol.sub else list(symbol.sub)
    if len(parts) != 2:
        raise UnreadableError(f"the indices {symbol.sub}")
    return parts


def _example(after: Token | None) -> bool:
    """True for (i) and for (3) behind a letter: they name an example."""
    if not isinstance(after, Fenced):
        return False
    body = after.body
    return body == Symbol("i") or (isinstance(body, Words) and body.text.isdigit())
