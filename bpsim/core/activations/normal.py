"""The standard normal distribution: its Φ to full precision, by arrays, and its density φ."""

import numpy as np

from bpsim.core.arrays import Array

# W. J. Cody, Rational Chebyshev Approximations for the Error Function, Math. Comp. 23 (1969):
# erf for |x| ≤ 15/32, e^(x²) erfc for x ≤ 4 and beyond. Coefficients from the highest power on.
_ERF = (
    (1.85777706184603153e-1, 3.16112374387056560e0, 1.13864154151050156e2, 3.77485237685302021e2,
     3.20937758913846947e3),
    (1.0, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3,
     2.84423683343917062e3),
)  # fmt: skip
_MIDDLE = (
    (2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594e0, 6.61191906371416295e1,
     2.98635138197400131e2, 8.81952221241769090e2, 1.71204761263407058e3, 2.05107837782607147e3,
     1.23033935479799725e3),
    (1.0, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2,
     1.62138957456669019e3, 3.29079923573345963e3, 4.36261909014324716e3, 3.43936767414372164e3,
     1.23033935480374942e3),
)  # fmt: skip
_FAR = (
    (1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1,
     1.25781726111229246e-1, 1.60837851487422766e-2, 6.58749161529837803e-4),
    (1.0, 2.56852019228982242e0, 1.87295284992346725e0, 5.27905102951428412e-1,
     6.05183413124413191e-2, 2.33520497626869185e-3),
)  # fmt: skip
NEAR, MIDDLE, FARTHEST = 0.46875, 4.0, 27.3
ROOT_PI, ROOT_TWO, ROOT_TWO_PI = np.sqrt(np.pi), np.sqrt(2.0), np.sqrt(2.0 * np.pi)


def erfc(x: Array) -> Array:
    """1 − erf(x), with all digits where it is small."""
    size = np.abs(x)
    out = np.where(x > 0, 0.0, 2.0)
    near = size <= NEAR
    out[near] = 1.0 - _erf_near(x[near])
    tail = (size > NEAR) & (size < FARTHEST)
    found = _tail(size[tail])
    out[tail] = np.where(x[tail] > 0, found, 2.0 - found)
    out[np.isnan(x)] = np.nan
    return out


def _erf_near(x: Array) -> Array:
    square = x * x
    return x * _ratio(_ERF, square)


def _tail(x: Array) -> Array:
    """erfc for x > NEAR, with e^−x² from two factors so that x² is not rounded."""
    coarse = np.floor(x * 16.0) / 16.0
    e = np.exp(-coarse * coarse) * np.exp(-(x - coarse) * (x + coarse))
    inverse = 1.0 / (x * x)
    far = (1.0 / ROOT_PI - inverse * _ratio(_FAR, inverse)) / x
    return e * np.where(x <= MIDDLE, _ratio(_MIDDLE, x), far)


def _ratio(of: tuple[tuple[float, ...], tuple[float, ...]], x: Array) -> Array:
    above, below = (np.polyval(np.array(each), x) for each in of)
    out: Array = above / below
    return out


def Phi(z: Array) -> Array:
    """The share of a standard normal distribution below ``z``."""
    return 0.5 * erfc(-z / ROOT_TWO)


def phi(z: Array) -> Array:
    """Its density e^(−z²/2) / √(2π)."""
    far = np.minimum(np.abs(z), 40.0)
    out: Array = np.exp(-0.5 * far * far) / ROOT_TWO_PI
    return out
