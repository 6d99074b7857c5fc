"""The course's symbols with their indices, as notation."""

from collections.abc import Callable, Sequence
from typing import cast

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.core.settings import Convention
from bpsim.notation.formula import (
    MINUS,
    PLUS,
    TIMES,
    Expr,
    Fenced,
    Matrix,
    Number,
    Operator,
    Row,
    Scripted,
    Strong,
    Symbol,
    Term,
    Words,
    joined,
    row,
    to_text,
)
from bpsim.notation.numerals import index_pair
from bpsim.steps.step import Entry
from bpsim.steps.terms import Terms

NEWLINE = Words("\n")
ONE = Words("1")
BIASES_STAY = Words(tr("  (the biases stay)"))
MATRIX_ROWS, MATRIX_COLUMNS = 4, 5
MOST_ENTRIES = 50


def theta(layer: int, to: int, frm: int) -> Symbol:
    """Θ_ji^(l), the weight from unit ``frm`` of ``layer`` to unit ``to`` of the next."""
    return Symbol("Θ", index_pair(to, frm), f"({layer})")


def z(layer: int, unit: int | None = None) -> Symbol:
    """z_j^(l), or the vector z^(l)."""
    return Symbol("z", "" if unit is None else str(unit), f"({layer})")


def a(layer: int, unit: int | None = None) -> Expr:
    """a_j^(l), or the vector a^(l); the bias unit's is 1."""
    return ONE if unit == 0 else Symbol("a", "" if unit is None else str(unit), f"({layer})")


def delta(layer: int, unit: int | None = None) -> Symbol:
    """δ_j^(l), or the vector δ^(l)."""
    return Symbol("δ", "" if unit is None else str(unit), f"({layer})")


def of_layer(letter: str, layer: int) -> Symbol:
    """The matrix Θ^(l), Δ^(l) or D^(l), or what else has that letter."""
    return Symbol(letter, "", f"({layer})")


def of_weight(letter: str, layer: int, to: int, frm: int) -> Symbol:
    """Δ_ji^(l) or D_ji^(l), or what else has that letter, as :func:`theta`."""
    return Symbol(letter, index_pair(to, frm), f"({layer})")


def y(unit: int | None, outputs: int) -> Symbol:
    """y_k, plain y for a single output."""
    return Symbol("y", "" if unit is None or outputs == 1 else str(unit))


def h(unit: int | None, outputs: int) -> Symbol:
    """h_k, plain h for a single output: short for the k-th component of h_Θ(x)."""
    return Symbol("h", "" if unit is None or outputs == 1 else str(unit))


def theta_words(layer: int) -> str:
    """Θ⁽ˡ⁾ within a sentence."""
    return to_text(of_layer("Θ", layer))


def weights_words(layer: int) -> str:
    """Which weights a matrix with the index ``layer`` is about."""
    return tr("from layer {layer} to layer {layer_2}", layer=layer, layer_2=layer + 1)


def entry(label: str, symbol: Callable[[int, int], Expr], layer: int, values: Array) -> Entry:
    """The first values of a layer with their symbols; more are read in matrices and graph."""
    shown = enumerate(values[:MOST_ENTRIES], start=1)
    return Entry(label, tuple((symbol(layer, unit), float(value)) for unit, value in shown))


def function(name: Expr, of: Expr) -> Row:
    """name(of)."""
    return row(name, Fenced(of))


def g(of: Expr, primed: bool = False) -> Row:
    """g(of) or g′(of)."""
    return function(Symbol("g′" if primed else "g"), of)


def plus(convention: Convention) -> Operator:
    """The sign before what is added, which the lecture's signs turn round."""
    return PLUS if convention.sign == "course" else MINUS


def minus(convention: Convention) -> Operator:
    """The sign before what is subtracted, which the lecture's signs turn round."""
    return MINUS if convention.sign == "course" else PLUS


def product(weight: Expr, value: Expr) -> Row:
    """Two symbols side by side, with a dot where one of them is a number."""
    dot = isinstance(weight, Words | Number) or isinstance(value, Words | Number)
    return row(weight, TIMES, value) if dot else row(weight, value)


def symbol_sum(terms: Terms) -> Row:
    """The terms written out in symbols, each in its colour, "… + n more" for the rest."""
    parts: list[Expr] = []
    for colour, t in enumerate(terms.shown):
        parts.append(Term(product(*terms.symbols(t)), colour))
    return _with_rest(parts, terms)


def number_sum(terms: Terms) -> Row:
    """The same with the numbers of each term."""
    parts: list[Expr] = []
    for colour, t in enumerate(terms.shown):
        weight, value = float(terms.weights[t]), float(terms.values[t])
        both = row(Number(weight, guarded=bool(parts)), TIMES, Number(value, guarded=True))
        parts.append(Term(both, colour))
    return _with_rest(parts, terms)


def _with_rest(parts: list[Expr], terms: Terms) -> Row:
    if terms.hidden:
        parts.append(Words(tr("… and {hidden} more", hidden=terms.hidden)))
    return joined(parts, PLUS)


def vector(values: Array) -> Matrix:
    """A column of numbers."""
    return matrix(values.reshape(-1, 1))


def matrix(values: Array) -> Matrix:
    """A matrix of numbers; a large one keeps its first rows and columns and its last."""
    rows, last_row = _kept(values.shape[0], MATRIX_ROWS)
    columns, last_column = _kept(values.shape[1], MATRIX_COLUMNS)
    cells: list[tuple[Expr, ...]] = []
    for r in rows:
        if r == last_row:
            cells.append(tuple(Words("⋮") for _ in range(len(columns) + (last_column is not None))))
        line: list[Expr] = []
        for c in columns:
            if c == last_column:
                line.append(Words("…"))
            line.append(Number(float(values[r, c]), 4))
        cells.append(tuple(line))
    if last_row is None and last_column is None:
        return Matrix(tuple(cells))
    return Matrix(tuple(cells), whole=cast(Sequence[Sequence[float]], values))


def _kept(count: int, most: int) -> tuple[list[int], int | None]:
    """The indices kept, and the one before which dots stand (None where all are kept)."""
    if count <= most:
        return list(range(count)), None
    return [*range(most - 1), count - 1], count - 1


def transposed(body: Expr) -> Scripted:
    """bodyᵀ."""
    return Scripted(body, sup="T")


def with_bias(layer: int) -> Matrix:
    """[1; a^(l)], the activations with the bias unit's 1 above them."""
    return Matrix(((ONE,), (a(layer),)))


def strong(value: float) -> Strong:
    """A result."""
    return Strong(Number(value))
