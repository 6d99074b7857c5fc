"""J(Θ) written out: the mean of the examples' costs and the λ part, each with its number."""

from dataclasses import dataclass

from bpsim.notation.formula import Expr, Fenced, Symbol, row

J_OF_ALL = row(Symbol("J"), Fenced(Symbol("Θ")))


@dataclass(frozen=True)
class CostJ:
    """J over the batch of an iteration, before its update, signs as the convention has them.

    ``m`` examples. ``total`` is Σ cost(i) and ``mean`` a m-th of it, ``squares`` is
    Σ Θ² without the biases (always ≥ 0) and ``penalty`` the λ part; ``J`` = mean + penalty.
    ``symbol`` names it: J(Θ), or J of this batch. ``formula`` and ``numbers`` write it out,
    ``where`` says what m, K and λ are.
    """

    m: int
    lam: float
    total: float
    mean: float
    squares: float
    penalty: float
    J: float
    formula: Expr
    numbers: Expr
    where: Expr
    sentence: str
    symbol: Expr = J_OF_ALL
