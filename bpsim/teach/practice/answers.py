"""What a student types: a number, or what one types into a calculator. Nothing is run."""

import math
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from bpsim.base.words import tr
from bpsim.core.errors import BpsimError

LONGEST, DEEPEST = 300, 40
TOKEN = re.compile(
    r"\s*(?:(\d+(?:[.,]\d*)?(?:[eE][+\-]?\d+)?|[.,]\d+(?:[eE][+\-]?\d+)?)|([^\W\d_]+|.))"
)
SIGNS = str.maketrans({"−": "-", "–": "-", "×": "*", "·": "*", "⋅": "*", "÷": "/", ":": "/"})
Function = tuple[Callable[[float], float], Callable[[float], float]]
"""A function and its slope."""
_WRITTEN: tuple[Function, ...] = (
    (math.exp, math.exp),
    (math.log, lambda value: 1 / value),
    (math.sqrt, lambda value: 0.5 / math.sqrt(value) if value else math.inf),
    (math.tanh, lambda value: 1 - math.tanh(value) ** 2),
)
FUNCTIONS = {each[0].__name__: each for each in _WRITTEN} | {"ln": _WRITTEN[1]}
"""What may stand before a parenthesis; log is natural, as in the formulas."""
EXACT = 1e-3
"""How far, as a share, an answer without any rounded number in it may be from the right one."""
LOOSEST = 0.05
"""However few digits are typed, an answer that is further off than this share is not right."""


class AnswerError(BpsimError):
    """An answer that is no number; the text says why."""


@dataclass(frozen=True)
class Answer:
    """The number typed. ``digits`` is how many significant digits it has, None where it is exact.

    ``spread`` is how far the number may be off because of the digits typed: half a unit of the last
    one, and in an expression what these halves come to. ``inherited`` is how far the right value
    may be beyond that, because of the digits of what the number was computed from.
    """

    text: str
    value: float
    digits: int | None
    spread: float = 0.0
    inherited: float = 0.0

    @property
    def tolerance(self) -> float:
        """How far the right value may be: what the digits typed and those before leave open."""
        return (self.spread or EXACT * abs(self.value)) + self.inherited

    def fits(self, value: float) -> bool:
        """True if ``value`` is this answer to the digits that were typed."""
        rounding = 1e-12 + math.ulp(value)
        return abs(self.value - value) <= self.tolerance * (1 + 1e-9) + rounding


def parse_answer(text: str, exact: Collection[float] = ()) -> Answer:
    """Read 0.25, 1/3, 0,333, 1e-3, 0.6*-0.1018-0.3*0.0652 or 1/(1+e^-0.3); raises AnswerError.

    ``exact`` are sizes of numbers that are not rounded, however few digits they have: a weight of
    0.6 in a product makes it no less exact.
    """
    if len(text) > LONGEST:
        raise AnswerError(tr("the answer is longer than {longest} characters", longest=LONGEST))
    if not text.strip():
        raise AnswerError(tr("type a number"))
    reader = _Reader(text.translate(SIGNS), exact)
    try:
        value, spread = reader.sum(0)
    except OverflowError:
        raise AnswerError(tr("the number is too large")) from None
    if reader.sign or reader.number:
        raise AnswerError(tr("“{sign}” is not expected here", sign=reader.typed))
    if not math.isfinite(value):
        raise AnswerError(tr("the number is too large"))
    if len(reader.numbers) == 1 and reader.operations == 0:  # a number is as exact as it is typed
        number = reader.numbers[0]
        return Answer(text.strip(), value, _digits(number), _half_unit(number))
    rounded = [number for number in reader.numbers if not reader.is_exact(number)]
    digits = min(map(_digits, rounded)) if rounded else None
    return Answer(text.strip(), value, digits, spread if math.isfinite(spread) else 0.0)


def _half_unit(number: str) -> float:
    mantissa, _, exponent = number.partition("e")
    return 0.5 * 10.0 ** (int(exponent or 0) - len(mantissa.partition(".")[2]))


def _digits(number: str) -> int:
    mantissa = number.partition("e")[0]
    return len(mantissa.replace(".", "").lstrip("0")) or 1


Spread = tuple[float, float]
"""A value, and how far it may be off because of the digits of what it is computed from."""


class _Reader:
    """Reads a sum of products, token by token."""

    def __init__(self, text: str, exact: Collection[float]) -> None:
        self._text, self._at, self._exact = text, 0, exact
        self.numbers: list[str] = []
        self.operations = 0
        self.number = self.sign = self.typed = ""
        self._next()

    def is_exact(self, number: str) -> bool:
        """True for a whole number, and for one that is known to be exact."""
        return not ("." in number or "e" in number) or float(number) in self._exact

    def _next(self) -> None:
        found = TOKEN.match(self._text, self._at)
        self.number = self.sign = ""
        if found is None:
            return
        self._at, self.typed = found.end(), found[0].strip()
        self.number = (found.group(1) or "").replace(",", ".").lower()
        self.sign = (found.group(2) or "").strip().lower()

    def sum(self, depth: int) -> Spread:
        value, off = self.product(depth)
        while self.sign in ("+", "-") and self.sign:
            sign = self.sign
            self.operations += 1
            self._next()
            other, also = self.product(depth)
            value, off = (value + other if sign == "+" else value - other), off + also
        return value, off

    def product(self, depth: int) -> Spread:
        value, off = self.power(depth)
        while self.sign in ("*", "/") and self.sign:
            sign = self.sign
            self.operations += 1
            self._next()
            other, also = self.power(depth)
            if sign == "/":
                if other == 0:
                    raise AnswerError(tr("the answer divides by zero"))
                other, also = 1 / other, also / other**2 if other**2 else math.inf
            value, off = value * other, off * abs(other) + also * abs(value)
        return value, off

    def power(self, depth: int) -> Spread:
        if depth > DEEPEST:
            raise AnswerError(tr("the answer has too many parentheses"))
        if self.sign in ("+", "-") and self.sign:
            negative = self.sign == "-"
            self._next()
            value, off = self.power(depth + 1)
            return (-value if negative else value), off
        value, off = self.atom(depth)
        if self.sign == "^":
            self.operations += 1
            self._next()
            exponent, also = self.power(depth + 1)
            if (
                abs(exponent) > LONGEST
                or (value <= 0 and exponent != int(exponent))
                or (value == 0 and exponent < 0)
            ):
                raise AnswerError(tr("such a power cannot be computed"))
            base, value = value, float(value**exponent)
            off = off * abs(exponent * value / base) if base else off
            off += also * abs(value * math.log(base)) if base > 0 else 0.0
        return value, off

    def atom(self, depth: int) -> Spread:
        if self.number:
            number = self.number
            self.numbers.append(number)
            self._next()
            return float(number), 0.0 if self.is_exact(number) else _half_unit(number)
        if self.sign == "(":
            return self.parentheses(depth)
        if self.sign == "e":
            self._next()
            return math.e, 0.0
        if self.sign in FUNCTIONS:
            return self.function(depth)
        if not self.sign:
            raise AnswerError(tr("a number is missing at the end"))
        raise AnswerError(
            tr(
                "“{sign}” is not expected here; type numbers with + − * / ^ and parentheses, "
                "e, {functions}",
                sign=self.typed,
                functions=", ".join(FUNCTIONS),
            )
        )

    def parentheses(self, depth: int) -> Spread:
        if self.sign != "(":
            raise AnswerError(tr("an opening parenthesis is missing"))
        self._next()
        found = self.sum(depth + 1)
        if self.sign != ")":
            raise AnswerError(tr("a closing parenthesis is missing"))
        self._next()
        return found

    def function(self, depth: int) -> Spread:
        name = self.sign
        self.operations += 1
        self._next()
        value, off = self.parentheses(depth)
        value_of, slope_of = FUNCTIONS[name]
        try:
            return value_of(value), off * abs(slope_of(value)) if off else 0.0
        except ValueError:
            raise AnswerError(
                tr("{name} of {value:.4g} cannot be computed", name=name, value=value)
            ) from None
