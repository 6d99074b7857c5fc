"""A matrix as text for other programs: NumPy, Octave, LaTeX, CSV and tabs, at full precision."""

import math
from collections.abc import Callable
from enum import StrEnum
from typing import Final

from bpsim.base.words import tr
from bpsim.core.arrays import Array

MOST_BMATRIX_COLUMNS: Final = 10
"""amsmath's bmatrix refuses more columns than this."""


class MatrixFormat(StrEnum):
    """What a matrix can be written as."""

    NUMPY = "NumPy"
    OCTAVE = "Octave"
    LATEX = "LaTeX"
    CSV = "CSV"
    TABS = tr("text with tabs")


def matrix_text(values: Array, to: MatrixFormat, known: int | None = None) -> str:
    """The matrix ``values`` of shape (r, c) written as ``to``; every number reads back the same.

    Of its rows the first ``known`` have been computed (None: all); the others are written as what
    that format has for a missing number. Raises ValueError for an array that is no matrix.
    """
    if values.ndim != 2:
        raise ValueError(tr("a matrix has two dimensions, not {ndim}", ndim=values.ndim))
    rows = values.tolist()
    count = len(rows) if known is None else known
    words, missing = _WORDS[to]
    cells = [
        [words(value) if n < count else missing for value in line] for n, line in enumerate(rows)
    ]
    return _ASSEMBLE[to](cells)


# --- numbers -------------------------------------------------------------------------------


def _special(value: float, nan: str, infinity: str) -> str:
    if value != value:
        return nan
    return f"-{infinity}" if value < 0 else infinity


def _plain(value: float) -> str:
    return repr(value) if math.isfinite(value) else _special(value, "nan", "inf")


def _numpy(value: float) -> str:
    return repr(value) if math.isfinite(value) else _special(value, "np.nan", "np.inf")


def _octave(value: float) -> str:
    return repr(value) if math.isfinite(value) else _special(value, "NaN", "Inf")


def _latex(value: float) -> str:
    if not math.isfinite(value):
        return _special(value, r"\text{undefined}", r"\infty")
    mantissa, _, exponent = repr(value).partition("e")
    mantissa = mantissa.removesuffix(".0")
    return mantissa if not exponent else f"{mantissa} \\times 10^{{{int(exponent)}}}"


_WORDS: Final[dict[MatrixFormat, tuple[Callable[[float], str], str]]] = {
    MatrixFormat.NUMPY: (_numpy, "np.nan"),
    MatrixFormat.OCTAVE: (_octave, "NaN"),
    MatrixFormat.LATEX: (_latex, r"\text{---}"),
    MatrixFormat.CSV: (_plain, ""),
    MatrixFormat.TABS: (_plain, ""),
}

# --- rows ----------------------------------------------------------------------------------


def _as_numpy(cells: list[list[str]]) -> str:
    lines = [f"[{', '.join(line)}]" for line in cells]
    return f"np.array([{(',' + chr(10) + ' ' * 10).join(lines)}])"


def _as_octave(cells: list[list[str]]) -> str:
    return "[" + ";\n ".join(", ".join(line) for line in cells) + "]"


def _as_latex(cells: list[list[str]]) -> str:
    inner = " \\\\\n".join("  " + " & ".join(line) for line in cells)
    columns = len(cells[0]) if cells else 0
    if columns <= MOST_BMATRIX_COLUMNS:
        return f"\\begin{{bmatrix}}\n{inner}\n\\end{{bmatrix}}"
    start = rf"\left[\begin{{array}}{{*{{{columns}}}{{r}}}}"
    return f"{start}\n{inner}\n\\end{{array}}\\right]"


def _separated(by: str) -> Callable[[list[list[str]]], str]:
    return lambda cells: "".join(f"{by.join(line)}\n" for line in cells)


_ASSEMBLE: Final[dict[MatrixFormat, Callable[[list[list[str]]], str]]] = {
    MatrixFormat.NUMPY: _as_numpy,
    MatrixFormat.OCTAVE: _as_octave,
    MatrixFormat.LATEX: _as_latex,
    MatrixFormat.CSV: _separated(","),
    MatrixFormat.TABS: lambda cells: "\n".join("\t".join(line) for line in cells),
}
