"""How a method of updating is written: what it makes of its memory, and what α is multiplied by."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import ClassVar

from bpsim.core.methods.method import Method
from bpsim.notation.formula import (
    BECOMES,
    EQUALS,
    MINUS,
    PLUS,
    TIMES,
    TIMES_EACH,
    Expr,
    Fenced,
    Fraction,
    Number,
    Operator,
    Root,
    Row,
    Scripted,
    Symbol,
    row,
    to_text,
)
from bpsim.notation.numerals import SETTING_DIGITS, index_pair, setting_text
from bpsim.steps.explain import symbols as s
from bpsim.steps.updating import OneWeight


@dataclass(frozen=True)
class Letters:
    """The letters of an update with indices: those of one weight, or of all from a layer on."""

    layer: str
    indices: str = ""

    @classmethod
    def of_weight(cls, layer: int, to: int, frm: int) -> "Letters":
        """Θ_ji^(l), D_ji^(l) and so on."""
        return cls(str(layer), index_pair(to, frm))

    def __call__(self, letter: str) -> Symbol:
        """The letter as it stands in a formula."""
        return Symbol(letter, self.indices, f"({self.layer})")

    def squared(self, letter: str) -> Expr:
        """Its square; that of each entry of a matrix."""
        if not self.indices:
            return row(self(letter), TIMES_EACH, self(letter))
        return Scripted(Fenced(self(letter)), sup="2")


class WrittenMethod(ABC):
    """One method's formulas; each method is a class in a file of its own.

    ``parameters`` are the symbols of its parameters, by their names in files, and ``tells`` what
    each of them is. ``about`` says to whoever chooses a method what it does.
    """

    parameters: ClassVar[dict[str, Symbol]] = {}
    tells: ClassVar[dict[str, str]] = {}
    about: ClassVar[str]

    def __init__(self, method: Method) -> None:
        self.method = method

    @abstractmethod
    def memory(self, of: Letters) -> Sequence[Row]:
        """What is remembered from now on, a line for each, in symbols."""

    @abstractmethod
    def memory_numbers(self, of: Letters, n: OneWeight) -> Sequence[Row]:
        """The same with the numbers of one weight."""

    @abstractmethod
    def aim(self, of: Letters) -> Expr:
        """What α is multiplied by, in symbols."""

    @abstractmethod
    def aim_numbers(self, n: OneWeight) -> Expr:
        """The same with the numbers of one weight."""

    @abstractmethod
    def words(self, updates: int) -> tuple[str, str]:
        """What a weight moves by, behind "moves by", and what else there is to say of it."""

    # --- the whole update ---------------------------------------------------------------------

    def lines(self, of: Letters, way: Operator) -> list[Row]:
        """Memory and update in symbols; ``way`` is the sign before α."""
        theta = of("Θ")
        return [*self.memory(of), row(theta, BECOMES, theta, way, Symbol("α"), self.aim(of))]

    def numbers(self, of: Letters, n: OneWeight, way: Operator) -> list[Row]:
        """The same with the numbers of one weight."""
        last = row(
            of("Θ"), BECOMES, Number(n.old), way, Number(n.alpha), TIMES, self.aim_numbers(n),
            EQUALS, s.strong(n.new),
        )  # fmt: skip
        return [*self.memory_numbers(of, n), last]

    @property
    def label(self) -> str:
        """Its name, with its parameters where they are not the usual ones: Adam, β₁ 0.8."""
        usual = {each.name: each.default for each in fields(self.method)}
        given = self.method.parameters.items()
        return self._with_parameters(name for name, value in given if value != usual[name])

    @property
    def in_full(self) -> str:
        """Its name with every parameter, as whoever computes an update needs them."""
        return self._with_parameters(self.method.parameters)

    def _with_parameters(self, names: Iterable[str]) -> str:
        values = self.method.parameters
        told = [f"{to_text(self.parameters[each])} {setting_text(values[each])}" for each in names]
        return ", ".join([self.method.label, *told])

    # --- parts --------------------------------------------------------------------------------

    def parameter(self, name: str) -> Number:
        """A parameter as a number, with the digits that one types."""
        return Number(self.method.parameters[name], SETTING_DIGITS)

    def mean(self, of: Letters, letter: str, share: str, taken: Expr) -> Row:
        """v := β v + (1 − β) · what is ``taken`` in."""
        beta = self.parameters[share]
        rest = Fenced(row(s.ONE, MINUS, beta))
        return row(of(letter), BECOMES, beta, of(letter), PLUS, rest, taken)

    def mean_numbers(self, of: Letters, n: OneWeight, letter: str, share: str, taken: Expr) -> Row:
        """The same with the numbers of one weight."""
        beta = self.parameter(share)
        rest = Fenced(row(s.ONE, MINUS, beta))
        return row(
            of(letter), BECOMES, beta, TIMES, Number(n.before[letter], guarded=True), PLUS, rest,
            TIMES, taken, EQUALS, Number(n.after[letter]),
        )  # fmt: skip

    def over_root(self, above: Expr, square: Expr) -> Fraction:
        """above / (√square + ε)."""
        return Fraction(above, row(Root(square), PLUS, self.parameters["epsilon"]))

    def over_root_numbers(self, above: float, square: float) -> Fraction:
        """The same with numbers."""
        return Fraction(Number(above), row(Root(Number(square)), PLUS, self.parameter("epsilon")))


def squared_number(value: float) -> Scripted:
    """A number's square."""
    return Scripted(Number(value, guarded=True), sup="2")
