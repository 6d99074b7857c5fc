"""What a student types: a number, a fraction, or sums and products of numbers. Nothing is run."""

import math
import re
from dataclasses import dataclass

from bpsim.core.errors import BpsimError

LONGEST, DEEPEST = 300, 40
TOKEN = re.compile(r"\s*(?:(\d+(?:[.,]\d*)?(?:[eE][+\-]?\d+)?|[.,]\d+(?:[eE][+\-]?\d+)?)|(.))")
SIGNS = str.maketrans({"−": "-", "–": "-", "×": "*", "·": "*", "⋅": "*", "÷": "/", ":": "/"})
EXACT = 1e-3
"""How far, as a share, an answer without any rounded number in it may be from the right one."""
LOOSEST = 0.05
"""However few digits are typed, an answer that is further off than this share is not right."""


class AnswerError(BpsimError):
    """An answer that is no number; the text says why."""


@dataclass(frozen=True)
class Answer:
    """The number typed. ``digits`` is how many significant digits it has, None where it is exact.

    ``plain`` is false for a fraction or an expression. ``room`` is how far the right value may be
    beyond those digits, because of the digits of what the number was computed from.
    """

    text: str
    value: float
    digits: int | None
    plain: bool
    half_unit: float = 0.0
    room: float = 0.0

    @property
    def tolerance(self) -> float:
        """How far the right value may be: half a unit of the last digit typed, and the room."""
        return self._typed + self.room

    @property
    def _typed(self) -> float:
        if self.plain and self.half_unit:
            return self.half_unit
        if self.digits is None:
            return EXACT * abs(self.value)
        return 0.5 * 10.0 ** (1 - self.digits) * abs(self.value)

    def fits(self, value: float) -> bool:
        """True if ``value`` is this answer to the digits that were typed."""
        rounding = 1e-12 + math.ulp(value)
        return abs(self.value - value) <= self.tolerance * (1 + 1e-9) + rounding


def parse_answer(text: str) -> Answer:
    """Read 0.25, 1/3, 0,333, 1e-3 or 0.6*-0.1018-0.3*0.0652; raises AnswerError."""
    if len(text) > LONGEST:
        raise AnswerError(f"the answer is longer than {LONGEST} characters")
    if not text.strip():
        raise AnswerError("type a number")
    reader = _Reader(text.translate(SIGNS))
    try:
        value = reader.sum(0)
    except OverflowError:
        raise AnswerError("the number is too large") from None
    if reader.sign or reader.number:
        raise AnswerError(f"“{reader.sign or reader.number}” is not expected here")
    if not math.isfinite(value):
        raise AnswerError("the number is too large")
    plain = len(reader.numbers) == 1 and reader.operations == 0
    rounded = [number for number in reader.numbers if "." in number or "e" in number]
    digits = min(map(_digits, rounded)) if rounded else None
    half = 0.0
    if plain:
        number = reader.numbers[0]
        digits = max(_digits(number), 1)
        mantissa, _, exponent = number.partition("e")
        half = 0.5 * 10.0 ** (int(exponent or 0) - len(mantissa.partition(".")[2]))
    return Answer(text.strip(), value, digits, plain, half)


def _digits(number: str) -> int:
    mantissa = number.partition("e")[0]
    return len(mantissa.replace(".", "").lstrip("0")) or 1


class _Reader:
    """Reads a sum of products, token by token."""

    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0
        self.numbers: list[str] = []
        self.operations = 0
        self.number = self.sign = ""
        self._next()

    def _next(self) -> None:
        found = TOKEN.match(self._text, self._at)
        self.number = self.sign = ""
        if found is None:
            return
        self._at = found.end()
        self.number = (found.group(1) or "").replace(",", ".").lower()
        self.sign = (found.group(2) or "").strip()

    def sum(self, depth: int) -> float:
        value = self.product(depth)
        while self.sign in ("+", "-") and self.sign:
            sign = self.sign
            self.operations += 1
            self._next()
            other = self.product(depth)
            value = value + other if sign == "+" else value - other
        return value

    def product(self, depth: int) -> float:
        value = self.power(depth)
        while self.sign in ("*", "/") and self.sign:
            sign = self.sign
            self.operations += 1
            self._next()
            other = self.power(depth)
            if sign == "/" and other == 0:
                raise AnswerError("the answer divides by zero")
            value = value * other if sign == "*" else value / other
        return value

    def power(self, depth: int) -> float:
        if depth > DEEPEST:
            raise AnswerError("the answer has too many parentheses")
        if self.sign in ("+", "-") and self.sign:
            negative = self.sign == "-"
            self._next()
            value = self.power(depth + 1)
            return -value if negative else value
        value = self.atom(depth)
        if self.sign == "^":
            self.operations += 1
            self._next()
            exponent = self.power(depth + 1)
            if (
                abs(exponent) > LONGEST
                or (value <= 0 and exponent != int(exponent))
                or (value == 0 and exponent < 0)
            ):
                raise AnswerError("such a power cannot be computed")
            value = float(value**exponent)
        return value

    def atom(self, depth: int) -> float:
        if self.number:
            self.numbers.append(self.number)
            value = float(self.number)
            self._next()
            return value
        if self.sign == "(":
            self._next()
            value = self.sum(depth + 1)
            if self.sign != ")":
                raise AnswerError("a closing parenthesis is missing")
            self._next()
            return value
        if not self.sign:
            raise AnswerError("a number is missing at the end")
        raise AnswerError(f"“{self.sign}” is not expected here; type numbers and + − * / only")
