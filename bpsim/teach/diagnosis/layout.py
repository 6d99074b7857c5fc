"""How numbers can be laid out: which entry of which matrix each number given stands for.

Matrices may be as the course has them or transposed, with the bias column first, last or left out,
weights and biases apart, one after the other or unrolled by rows or by columns, from the first
layer on or from the last.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array
from bpsim.core.network import Network
from bpsim.teach.diagnosis.given import Block

Shape = tuple[int, int]
IN_NAME = re.compile(r"\d{1,4}")
"""The layer that a matrix called D2, D^(2) or Theta2_grad belongs to."""


@dataclass(frozen=True, eq=False)
class Matrix:
    """One matrix as the course lays it out; where ``there`` is false no number was given."""

    values: Array
    tolerance: Array
    there: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


@dataclass(frozen=True, eq=False)
class Layout:
    """One way to read the numbers: a matrix for each Θ^(l), or δ^(l+1), None where none was given.

    ``words`` describes it, empty where it is the course's own.
    """

    matrices: tuple[Matrix | None, ...]
    words: str = ""


def shapes_of(network: Network, what: str, m: int) -> list[Shape]:
    """The shapes of Δ and D as Θ, those of δ as (m, s_l), l = 2 … L."""
    if what == "delta":
        return [(m, units) for units in network.layers[1:]]
    return [(theta.shape[0], theta.shape[1]) for theta in network.weights]


def layouts(blocks: Sequence[Block], shapes: Sequence[Shape], what: str) -> list[Layout]:
    """Every way in which ``blocks`` fit matrices of these ``shapes``, the most usual first."""
    found = list(_bias_apart(blocks, shapes)) if what != "delta" else []
    found += _matrix_by_matrix(blocks, shapes, what)
    found += _unrolled(blocks, shapes, what)
    different: list[Layout] = []
    for each in found:
        if not any(_same(each, other) for other in different):
            different.append(each)
    return different


def _same(one: Layout, other: Layout) -> bool:
    return all(
        (a is None) == (b is None)
        and (
            a is None
            or b is None
            or (np.array_equal(a.there, b.there) and np.array_equal(a.values, b.values, True))
        )
        for a, b in zip(one.matrices, other.matrices, strict=True)
    )


# --- one block to a matrix ------------------------------------------------------------------------

Style = Callable[[Block, Shape], Matrix | None]


def _whole(values: Array, tolerance: Array) -> Matrix:
    return Matrix(values, tolerance, np.ones(values.shape, dtype=bool))


def _as_is(block: Block, shape: Shape) -> Matrix | None:
    return _whole(block.values, block.tolerance) if block.values.shape == shape else None


def _bias_last(block: Block, shape: Shape) -> Matrix | None:
    if block.values.shape != shape:
        return None
    return _whole(np.roll(block.values, 1, axis=1), np.roll(block.tolerance, 1, axis=1))


def _no_bias(block: Block, shape: Shape) -> Matrix | None:
    if block.values.shape != (shape[0], shape[1] - 1):
        return None
    values, tolerance = np.zeros(shape), np.zeros(shape)
    values[:, 1:], tolerance[:, 1:] = block.values, block.tolerance
    there = np.ones(shape, dtype=bool)
    there[:, 0] = False
    return Matrix(values, tolerance, there)


def _with_bias_unit(block: Block, shape: Shape) -> Matrix | None:
    """δ with that of the bias unit in front, which nothing uses."""
    if block.values.shape != (shape[0], shape[1] + 1):
        return None
    return _whole(block.values[:, 1:], block.tolerance[:, 1:])


def _styles(what: str) -> list[tuple[Style, str]]:
    if what == "delta":
        return [(_as_is, ""), (_with_bias_unit, tr("with the δ of the bias units in front"))]
    return [
        (_as_is, ""),
        (_no_bias, tr("without the bias column")),
        (_bias_last, tr("with the bias column last")),
    ]


def _turned(block: Block) -> Block:
    return Block(block.values.T, block.tolerance.T, block.name)


def _matrix_by_matrix(
    blocks: Sequence[Block], shapes: Sequence[Shape], what: str
) -> Iterator[Layout]:
    count = len(shapes)
    if len(blocks) == count:
        places = [list(range(count)), list(range(count))[::-1]]
    elif len(blocks) < count:
        places = _places_of_some(blocks, count, what)
    else:
        return
    for place in places:
        for style, style_words in _styles(what):
            for turned in (False, True):
                found: list[Matrix | None] = [None] * count
                for block, at in zip(blocks, place, strict=True):
                    found[at] = _fitted(block, shapes[at], style, turned, what, at == count - 1)
                if sum(each is not None for each in found) == len(blocks):
                    words = [style_words, tr("transposed") if turned else ""]
                    words.append(tr("the last layer first") if place != sorted(place) else "")
                    yield Layout(tuple(found), ", ".join(filter(None, words)))


def _places_of_some(blocks: Sequence[Block], count: int, what: str) -> list[list[int]]:
    """Which of the matrices a few blocks are: those of their names, else some side by side."""
    named = [IN_NAME.search(block.name) for block in blocks]
    first = 2 if what == "delta" else 1
    numbers = [int(found.group()) - first for found in named if found]
    if len(set(numbers)) == len(blocks) and all(0 <= each < count for each in numbers):
        return [numbers]
    firsts = range(count - len(blocks) + 1)
    places = [list(range(first, first + len(blocks))) for first in firsts]
    return places + [each[::-1] for each in places if len(each) > 1]


def _fitted(
    block: Block, shape: Shape, style: Style, turned: bool, what: str, last: bool
) -> Matrix | None:
    values = block.values
    if values.ndim == 1:
        block = Block(values[None], block.tolerance[None], block.name)
    if turned:
        block = _turned(block)
    found = style(block, shape)
    if found is None and what == "delta" and last:  # the output layer has no bias unit
        found = _as_is(block, shape)
    return found


def _bias_apart(blocks: Sequence[Block], shapes: Sequence[Shape]) -> Iterator[Layout]:
    """W and b of each layer, in pairs or all W before all b."""
    count = len(shapes)
    if len(blocks) != 2 * count:
        return
    pairs = [[(2 * n, 2 * n + 1) for n in range(count)], [(n, count + n) for n in range(count)]]
    for order in pairs:
        for turned in (False, True):
            found = []
            for (w, b), (rows, columns) in zip(order, shapes, strict=True):
                weight = _turned(blocks[w]) if turned else blocks[w]
                bias = blocks[b].flat
                if weight.values.shape != (rows, columns - 1) or bias.values.shape != (rows,):
                    break
                values = np.column_stack([bias.values, weight.values])
                tolerance = np.column_stack([bias.tolerance, weight.tolerance])
                found.append(_whole(values, tolerance))
            if len(found) == count:
                words = [tr("weights and biases apart"), tr("transposed") if turned else ""]
                yield Layout(tuple(found), ", ".join(filter(None, words)))


# --- unrolled -------------------------------------------------------------------------------------


def _unrolled(blocks: Sequence[Block], shapes: Sequence[Shape], what: str) -> Iterator[Layout]:
    """All numbers in one row: matrix after matrix, by rows or by columns, or W after b."""
    values = np.concatenate([each.values.ravel() for each in blocks])
    tolerance = np.concatenate([each.tolerance.ravel() for each in blocks])
    styles = _styles(what)[:2] if what != "delta" else _styles(what)[:1]
    indices = list(range(len(shapes)))
    groups = [indices, indices[::-1]]
    if what == "delta" and len(indices) > 2:
        groups.append(indices[:-1])  # the hidden ones
    groups += [[n] for n in indices if len(indices) > 1]
    for group, (style, style_words), by_columns in product(groups, styles, (False, True)):
        sizes = [(shapes[n][0], shapes[n][1] - (style is _no_bias)) for n in group]
        if sum(r * c for r, c in sizes) != len(values):
            continue
        found: list[Matrix | None] = [None] * len(shapes)
        for n, block in zip(group, _cut(values, tolerance, sizes, by_columns), strict=True):
            found[n] = style(block, shapes[n])
        words = [style_words, tr("unrolled by columns") if by_columns else tr("unrolled by rows")]
        if group == indices[::-1] != indices:
            words.append(tr("the last layer first"))
        yield Layout(tuple(found), ", ".join(filter(None, words)))
    if what != "delta" and len(values) == sum(r * c for r, c in shapes):
        yield _parameters(values, tolerance, shapes)


def _cut(
    values: Array, tolerance: Array, sizes: Sequence[Shape], by_columns: bool
) -> Iterator[Block]:
    """Matrices of these ``sizes``, one after the other out of the row."""
    start = 0
    for rows, columns in sizes:
        part = slice(start, start + rows * columns)
        order = (columns, rows) if by_columns else (rows, columns)
        block = Block(values[part].reshape(order), tolerance[part].reshape(order))
        yield _turned(block) if by_columns else block
        start += rows * columns


def _parameters(values: Array, tolerance: Array, shapes: Sequence[Shape]) -> Layout:
    """W by rows, then b, layer by layer, as PyTorch lists its parameters."""
    found, start = [], 0
    for rows, columns in shapes:
        middle, end = start + rows * (columns - 1), start + rows * columns
        both = [
            np.column_stack([each[middle:end], each[start:middle].reshape(rows, columns - 1)])
            for each in (values, tolerance)
        ]
        found.append(_whole(*both))
        start = end
    return Layout(tuple(found), tr("unrolled, weights before biases"))
