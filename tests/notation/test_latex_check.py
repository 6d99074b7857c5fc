"""The reader of LaTeX finds what compilers stumble over."""

import pytest

from tests.notation.latex_check import BadLatexError, check_latex


@pytest.mark.parametrize(
    "source",
    [
        r"\delta_{2}^{(2)} = \Theta_{12}^{(2)}\delta_{1}^{(3)}",
        r"{\left(\Theta^{(2)}\right)}^{T}",
        r"\begin{aligned} a&= \frac{1}{1 + e^{-z}} \\ b&= 2 \end{aligned}",
        r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}",
        r"\text{ … and 3 more, 50\% ($\lambda$)}",
    ],
)
def test_good(source: str) -> None:
    check_latex(source)


@pytest.mark.parametrize(
    "source",
    [
        r"\delta_{2",
        r"\delta_2}",
        r"a^{1}^{2}",
        r"\left(a",
        r"a\right)",
        r"\frac{1}",
        r"\begin{bmatrix} 1 & 2 \\ 3 \end{bmatrix}",
        r"\begin{aligned} a \\ b &= 2 \end{aligned}",
        r"\begin{bmatrix} 1 \end{matrix}",
        r"a & b",
        r"\text{a_b}",
        r"\text{a",
        r"\text{$a}",
        r"z₁",
        r"a − b",
        r"\nonsense",
        "a\nb",
        r"e^z",
    ],
)
def test_bad(source: str) -> None:
    with pytest.raises(BadLatexError):
        check_latex(source)
