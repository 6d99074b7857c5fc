"""Matrices as text, read back by other people's code or by a small reader of that notation."""

import ast
import io
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpsim.core.arrays import Array
from bpsim.steps.shown.matrix_text import MatrixFormat, matrix_text
from tests.notation.latex_check import check_latex

THETA = np.array([[0.1, -0.3, 1e-9], [1 / 3, 2.0, -0.0]])
SHAPES = st.tuples(st.integers(1, 4), st.integers(1, 12))


@st.composite
def matrices(draw: st.DrawFn, special: bool = True) -> Array:
    rows, columns = draw(SHAPES)
    number = st.floats(allow_nan=False, allow_infinity=special)
    cells = draw(st.lists(number, min_size=rows * columns, max_size=rows * columns))
    return np.array(cells).reshape(rows, columns)


def test_by_example() -> None:
    assert matrix_text(THETA, MatrixFormat.NUMPY) == (
        "np.array([[0.1, -0.3, 1e-09],\n          [0.3333333333333333, 2.0, -0.0]])"
    )
    assert matrix_text(THETA, MatrixFormat.OCTAVE) == (
        "[0.1, -0.3, 1e-09;\n 0.3333333333333333, 2.0, -0.0]"
    )
    assert matrix_text(THETA, MatrixFormat.CSV) == ("0.1,-0.3,1e-09\n0.3333333333333333,2.0,-0.0\n")
    assert matrix_text(THETA, MatrixFormat.TABS) == (
        "0.1\t-0.3\t1e-09\n0.3333333333333333\t2.0\t-0.0"
    )
    assert matrix_text(THETA, MatrixFormat.LATEX) == (
        "\\begin{bmatrix}\n  0.1 & -0.3 & 1 \\times 10^{-9} \\\\\n"
        "  0.3333333333333333 & 2 & -0\n\\end{bmatrix}"
    )


def same(mine: Array, theirs: Array) -> bool:
    return mine.shape == theirs.shape and bool(
        np.array_equal(mine.view(np.int64), theirs.view(np.int64))
    )


@given(matrices())
def test_numpy_reads_back_every_bit(values: Array) -> None:
    text = matrix_text(values, MatrixFormat.NUMPY)
    assert text.startswith("np.array(") and text.endswith(")")
    literal = text[len("np.array(") : -1].replace("np.inf", "1e999")
    assert same(np.array(ast.literal_eval(literal)), values)


@given(matrices(), st.sampled_from([(MatrixFormat.CSV, ","), (MatrixFormat.TABS, "\t")]))
def test_separated_text_reads_back_every_bit(values: Array, to: tuple[MatrixFormat, str]) -> None:
    text = matrix_text(values, to[0])
    assert same(np.loadtxt(io.StringIO(text), delimiter=to[1], ndmin=2), values)


@given(matrices())
def test_octave_reads_back_every_bit(values: Array) -> None:
    text = matrix_text(values, MatrixFormat.OCTAVE)
    assert text[0] == "[" and text[-1] == "]"
    rows = [[float(cell) for cell in line.split(",")] for line in text[1:-1].split(";")]
    assert same(np.array(rows), values)


@given(matrices(special=False))
def test_latex_is_well_formed_and_keeps_every_digit(values: Array) -> None:
    text = matrix_text(values, MatrixFormat.LATEX)
    if values.shape[1] <= 10:
        check_latex(text.replace("\n", " "))
    else:
        columns = values.shape[1]
        assert text.startswith(rf"\left[\begin{{array}}{{*{{{columns}}}{{r}}}}")
        assert text.endswith("\\end{array}\\right]")
    inner = "\n".join(line for line in text.split("\n") if line.startswith("  "))
    plain = re.sub(r" \\times 10\^\{(-?\d+)\}", r"e\1", inner)
    rows = [[float(cell) for cell in line.split("&")] for line in plain.split("\\\\")]
    assert same(np.array(rows), values)


@pytest.mark.parametrize(
    ("to", "text"),
    [
        (MatrixFormat.NUMPY, "np.array([[0.5],\n          [np.nan]])"),
        (MatrixFormat.OCTAVE, "[0.5;\n NaN]"),
        (MatrixFormat.LATEX, "\\begin{bmatrix}\n  0.5 \\\\\n  \\text{---}\n\\end{bmatrix}"),
        (MatrixFormat.CSV, "0.5\n\n"),
        (MatrixFormat.TABS, "0.5\n"),
    ],
)
def test_what_is_not_known_is_no_number(to: MatrixFormat, text: str) -> None:
    assert matrix_text(np.array([[0.5], [7.0]]), to, known=1) == text


def test_what_left_the_range_says_so() -> None:
    values = np.array([[np.inf, -np.inf, np.nan]])
    texts = {to: matrix_text(values, to) for to in MatrixFormat}
    assert texts[MatrixFormat.NUMPY] == "np.array([[np.inf, -np.inf, np.nan]])"
    assert texts[MatrixFormat.OCTAVE] == "[Inf, -Inf, NaN]"
    assert r"\infty & -\infty & \text{undefined}" in texts[MatrixFormat.LATEX]
    assert texts[MatrixFormat.CSV] == "inf,-inf,nan\n"


def test_a_vector_alone_is_refused() -> None:
    with pytest.raises(ValueError, match="two dimensions, not 1"):
        matrix_text(np.zeros(3), MatrixFormat.CSV)
