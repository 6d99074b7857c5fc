"""Functions that an activation is made of, and formulas that depend on z: "1 if z > 0, else 0"."""

from collections.abc import Callable
from typing import Any

from mpmath import mp, mpf

from bpsim.notation.formula import Words
from tests.said.facts import Phi
from tests.said.tokens import Token, UnreadableError

NAMED: dict[str, Callable[[Any], Any]] = {
    "σ": lambda z: 1 / (1 + mp.exp(-z)),
    "Φ": Phi,
    "φ": mp.npdf,
}


def chosen_side(value: Callable[[list[Token]], Any], tokens: list[Token]) -> Any:
    """ "1 if z > 0, else 0.01", and "1/6 if −3 < z ≤ 3, else 0"."""
    words = [token.text.strip() if isinstance(token, Words) else "" for token in tokens]
    at = words.index("if")
    end = next(n for n in range(at, len(words)) if words[n].endswith("else") or
               words[n].endswith(", else 0"))  # fmt: skip
    condition = tokens[at + 1 : end]
    last, _, _ = words[end].rpartition(", else")
    parts: list[Any] = [[]]
    for token, word in zip(condition, words[at + 1 : end], strict=True):
        parts = [*parts, word, []] if word in ("<", "≤") else [*parts[:-1], [*parts[-1], token]]
    sides = [value(part) for part in parts[::2]]
    if last:
        if last != "> 0" or len(sides) != 1:
            raise UnreadableError(f"if … {last}")
        holds = sides[0] > 0
    else:
        if parts[1::2] != ["<", "≤"]:
            raise UnreadableError("a condition")
        holds = sides[0] < sides[1] <= sides[2]
    if holds:
        return value(tokens[:at])
    return mpf(0) if words[end].endswith(", else 0") else value(tokens[end + 1 :])
