"""The formulas of mistakes, which are text with small indices, read and evaluated."""

import re
from collections.abc import Callable, Mapping

INDEX = dict(zip("ⱼₖᵢ₀₁", "jki01", strict=True))
TOKEN = re.compile(r"Σ([ⱼₖᵢ]?)|g′|([ΘDΔδCazy])([ⱼₖᵢ₀₁]*)(?:⁽ˡ(⁺¹)?⁾)?|([mλα01]|[-−+·/()])|\s+")
Known = Mapping[str, Callable[..., float]]
"""What each symbol is, by the numbers of its indices; "g′" takes a value."""
Indices = dict[str, int]


class Reader:
    """Reads one side of a formula; ``ranges`` are the numbers that each index may have.

    "Σ" without an index is the sum over the examples, which ``known`` are told by ``example``. A
    sum reaches to the end of its product. A δ, an a without a layer and so on stand for
    themselves; one of layer l + 1 is called "a+" and so on.
    """

    def __init__(self, text: str, known: Known, ranges: Mapping[str, range]) -> None:
        self.known, self.ranges = known, ranges
        self.tokens: list[re.Match[str]] = []
        at = 0
        while at < len(text):
            found = TOKEN.match(text, at)
            assert found, f"“{text[at:]}” of “{text}” cannot be read"
            at = found.end()
            if found[0].strip():
                self.tokens.append(found)
        self.at = 0

    def value(self, indices: Indices) -> float:
        """What it comes to for these indices."""
        self.at = 0
        found = self._sum(indices)
        assert self.at == len(self.tokens), "something is left over"
        return found

    def _next(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    def _sum(self, indices: Indices) -> float:
        found = self._product(indices)
        while self._next() in ("+", "−"):
            self.at += 1
            sign = 1.0 if self.tokens[self.at - 1][0] == "+" else -1.0
            found += sign * self._product(indices)
        return found

    def _product(self, indices: Indices) -> float:
        found = self._factor(indices)
        while self._next() not in ("", "+", "−", ")"):
            if self._next() in ("·", "/"):
                self.at += 1
            divided = self.tokens[self.at - 1][0] == "/"
            factor = self._factor(indices)
            found = found / factor if divided else found * factor
        return found

    def _factor(self, indices: Indices) -> float:
        token = self.tokens[self.at]
        self.at += 1
        text = token[0]
        if text.startswith("Σ"):
            begin, found, name = self.at, 0.0, INDEX.get(token[1], "example")
            assert name not in indices, f"{name} is taken"
            for number in self.ranges[name]:
                self.at = begin
                found += self._product({**indices, name: number})
            return found
        if text == "(":
            found = self._sum(indices)
            self._close()
            return found
        if text == "g′":
            assert self._next() == "("
            self.at += 1
            found = self._sum(indices)
            self._close()
            return self.known["g′"](found, indices)
        if token[2]:
            numbers = [
                int(letter) if letter in "01" else indices[letter]
                for letter in (INDEX[each] for each in token[3])
            ]
            return self.known[token[2] + ("+" if token[4] else "")](*numbers, indices)
        return float(text) if text in "01" else self.known[text](indices)

    def _close(self) -> None:
        assert self._next() == ")", "a parenthesis is not closed"
        self.at += 1
