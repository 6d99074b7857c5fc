"""The colours of the terms as people see them who lack one of the three kinds of cones.

Source of the matrices, for linear RGB and the whole lack of a cone: G. M. Machado, M. M. Oliveira,
L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE
Transactions on Visualization and Computer Graphics 15 (2009). The distance is that of CIE 1976
L*a*b* under D65; about 2.3 is what one just notices (M. Mahy et al., 1994).
"""

from itertools import combinations, pairwise

import numpy as np
import pytest

from bpsim.core.arrays import Array
from bpsim.gui.looks.theme import THEMES
from bpsim.notation.underlines import underline

SEEN = {
    "all cones": np.eye(3),
    "protanopia": np.array([
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ]),
    "deuteranopia": np.array([
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ]),
    "tritanopia": np.array([
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ]),
}  # fmt: skip
XYZ = np.array([
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.0721750],
    [0.0193339, 0.1191920, 0.9503041],
])  # fmt: skip
JUST_NOTICED = 2.3


def linear(colour: str) -> Array:
    """The linear RGB of an sRGB #rrggbb."""
    c = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def lab(rgb: Array) -> Array:
    """L*, a*, b* of a linear RGB."""
    part = (XYZ @ np.clip(rgb, 0, 1)) / (XYZ @ np.ones(3))
    f = np.where(part > (6 / 29) ** 3, np.cbrt(part), part / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_the_distance_is_that_of_known_colours() -> None:
    # White, black and pure sRGB red, as any table of L*a*b* under D65 has them.
    assert lab(linear("#ffffff")) == pytest.approx([100, 0, 0], abs=1e-6)
    assert lab(linear("#000000")) == pytest.approx([0, 0, 0], abs=1e-6)
    assert lab(linear("#ff0000")) == pytest.approx([53.24, 80.09, 67.20], abs=0.02)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("cones", SEEN)
def test_terms_beside_each_other_differ_in_every_form(theme: str, cones: str) -> None:
    seen = [lab(SEEN[cones] @ linear(colour)) for colour in THEMES[theme].terms]
    assert len(seen) == 12
    apart = [float(np.linalg.norm(a - b)) for a, b in pairwise([*seen, seen[0]])]
    assert min(apart) > 4 * JUST_NOTICED, apart


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("cones", SEEN)
def test_any_two_terms_differ_in_colour_or_in_the_line_under_them(theme: str, cones: str) -> None:
    seen = [lab(SEEN[cones] @ linear(colour)) for colour in THEMES[theme].terms]
    alike = [
        (m, n)
        for m, n in combinations(range(len(seen)), 2)
        if np.linalg.norm(seen[m] - seen[n]) <= 3 * JUST_NOTICED and underline(m) == underline(n)
    ]
    assert alike == []
