"""Reads a formula as a person would: symbols stand for what is true, numbers for themselves.

A formula that cannot be read is wrong as well: ``UnreadableError`` says which part.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from mpmath import mp, mpf

from bpsim.notation.formula import (
    Expr,
    Fenced,
    Fraction,
    Matrix,
    Number,
    Root,
    Scripted,
    Sum,
    Symbol,
    Words,
    to_text,
)
from tests.said.facts import column, g, g_prime, textbook
from tests.said.functions import NAMED, chosen_side
from tests.said.meanings import Meanings
from tests.said.methods import root
from tests.said.tokens import (
    BIASES_STAY,
    NO_LAMBDA,
    RELATIONS,
    SIGNS,
    TIMES,
    About,
    Group,
    Literal,
    ShortenedError,
    Token,
    UnboundError,
    UnreadableError,
    WrongError,
    fenced,
    flat,
    indices_of,
    lines_of,
    names_example,
    sign_of,
    symbols_in,
    told,
)


def is_column(value: Any) -> bool:
    """True for numbers one below the other."""
    return isinstance(value, np.ndarray)


@dataclass
class Reader(Meanings):
    """Evaluates formulas, with what their symbols mean."""

    # --- whole formulas -------------------------------------------------------------------------

    def check(self, expr: Expr, about: str = "") -> list[Any]:
        """Every line of ``expr`` holds; the values of their last sides are given back.

        What a reader has found true who knew the same is not worked out again.
        """
        key = (self.item, self.layer, self.unit, self.summed, self.shorthand, self.updates, expr)
        if key not in self.facts.read:
            values = [self.check_line(line, About(about, expr)) for line in lines_of(expr)]
            self.facts.read[key] = values, self.largest
        values, self.largest = self.facts.read[key]
        return values

    def check_line(self, tokens: list[Token], about: object) -> Any:
        """All sides of one line are equal; free indices take every value."""
        read = told(tokens)
        ranges: dict[str, range] = {}
        while True:
            try:
                value = None
                for chosen in product(*ranges.values()):
                    self.bound = dict(zip(ranges, chosen, strict=True))
                    self._heed(tokens)
                    value = self._one_line(read, about)
                return value
            except UnboundError as unbound:
                if unbound.letter in ranges:
                    raise UnreadableError(f"{about}: the index {unbound.letter}") from None
                ranges[unbound.letter] = self._every(unbound.letter, about)
            finally:
                self.bound = {}
                self.no_bias_lambda = self.biases_stay = False

    def _heed(self, tokens: list[Token]) -> None:
        words = {token.text.strip() for token in tokens if isinstance(token, Words)}
        self.no_bias_lambda, self.biases_stay = NO_LAMBDA in words, BIASES_STAY in words

    def _every(self, letter: str, about: object) -> range:
        layers = self.facts.network.layers
        if letter == "l":
            return range(1, len(layers))
        if letter == "j" and self.layer is not None:
            return range(1, layers[self.layer - 1] + 1)
        raise UnreadableError(f"{about}: what is the index {letter}?")

    def _one_line(self, tokens: list[Token], about: object) -> Any:
        sides: list[list[Token]] = [[]]
        for token in tokens:
            if sign_of(token) in RELATIONS:
                sides.append([])
            else:
                sides[-1].append(token)
        if len(sides) < 2:
            raise UnreadableError(f"{about}: nothing is equal to anything")
        self.largest = mpf(0)
        first = sides[0][0] if sides[0] else None
        becomes = any(sign_of(token) == ":=" for token in tokens)
        self.assigned = first.name if becomes and isinstance(first, Symbol) else ""
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

    # --- sums and products ----------------------------------------------------------------------

    def value(self, tokens: Iterable[Token] | Token) -> Any:
        """What an expression comes to."""
        if not isinstance(tokens, list | tuple):
            tokens = list(flat(tokens))  # type: ignore[arg-type]
        tokens = fenced(tokens)
        if not tokens:
            raise UnreadableError("nothing stands there")
        if any(isinstance(token, Words) and token.text.strip() == "if" for token in tokens):
            return chosen_side(self.value, tokens)
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
            part = self._seen(part if sign > 0 else -part)
            total = part if total is None else self._added(total, part)
        return total if len(pieces) == 1 else self._seen(total)

    def _added(self, one: Any, other: Any) -> Any:
        shapes = [each.shape for each in (one, other) if isinstance(each, np.ndarray)]
        if len(shapes) == 2 and shapes[0] != shapes[1]:
            raise WrongError(f"{shapes[0]} and {shapes[1]} cannot be added")
        return one + other

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
        if not isinstance(one, np.ndarray):
            return other * one  # an mpf before an array writes all of it out before it gives way
        if not isinstance(other, np.ndarray):
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
        for symbol in symbols_in(body):
            sup = symbol.sup.strip("()")
            if letter == sup == "l":
                return range(first, len(layers))
            if letter == "i" and symbol in (Symbol("i"), Symbol("i", style="italic")):
                return range(first, self.facts.m + 1)
            indices = indices_of(symbol)
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
            case Symbol("log" | "exp" | "tanh" | "cosh" as name) if after is not None:
                inner, end = self.factor(tokens, n + 1)
                return self._function(name, inner), end
            case Symbol("max" | "min" as name) if isinstance(after, Fenced):
                return self._seen((max if name == "max" else min)(self.listed(after))), n + 2
            case Symbol("σ" | "Φ" | "φ" as name) if isinstance(after, Fenced):
                return self._seen(NAMED[name](self.value(after.body))), n + 2
            case Symbol("g" | "g′" | "softmax" as name) if after is not None:
                return self._g(name, after), n + 2
            case Symbol("J") if after == Fenced(Symbol("Θ")):
                if self.facts.m < self.facts.all:
                    raise WrongError("J(Θ) is that of all examples, not of a batch")
                return self.facts.J, n + 2
            case Symbol("h", "Θ") if after == Fenced(Symbol("x")):
                return column(self.facts.example(self.item).a[-1]), n + 2
            case Symbol("cost") if after == Fenced(Symbol("i")):
                item = self.bound.get("i", self.item + 1) - 1
                return self.facts.sign * self.facts.example(item).cost, n + 2
            case Symbol("δ" | "a") if names_example(after):
                return self._of_example(token, after), n + 2
            case Symbol():
                return self.symbol(token), n + 1
        return self.atom(token), n + 1

    def _function(self, name: str, of: Any) -> Any:
        if name == "log" and isinstance(of, mpf) and of == 0:
            return mpf(0)  # y log h with y = 0 is 0, whatever h
        called = {"log": mp.log, "exp": mp.exp, "tanh": mp.tanh, "cosh": mp.cosh}[name]
        return self._seen(column(list(map(called, of.ravel()))) if is_column(of) else called(of))

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

    def atom(self, token: Token | Group) -> Any:
        """A part that means something by itself."""
        match token:
            case Literal(values):
                return values
            case Group(inner):
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
            case Scripted(body, "", power) if power.isdigit():
                return self.value(body) ** int(power)
            case Root(body):
                value = self.value(body)
                return root(value) if isinstance(value, np.ndarray) else mp.sqrt(value)
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
        if batch := re.fullmatch(r"J of this batch \(([\d,]+) examples?\)", text):
            if int(batch[1].replace(",", "")) != self.facts.m or self.facts.m == self.facts.all:
                raise WrongError(f"“{text}” of {self.facts.m} of {self.facts.all} examples")
            return self.facts.J
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
        if name == "softmax" or activation.name == "softmax":
            if not isinstance(value, np.ndarray) or name == "g":
                raise UnreadableError("softmax of a single z")
            if name == "g′":
                example = self.facts.example(self.item)
                return column([example.slope(layer, k + 1) for k in range(len(value))])
            return column(g(activation, list(value.ravel())))
        of = textbook(activation) if name == "g" else lambda z: g_prime(activation, z)
        if isinstance(value, np.ndarray):
            return column([of(each) for each in value.ravel()])
        return self._seen(of(value))
