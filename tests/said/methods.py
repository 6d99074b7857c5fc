"""What textbooks make of D in an update, by numbers of any precision: each method once more."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from mpmath import mp, mpf

Column = Any
Numbers = Mapping[str, Any]
Made = tuple[dict[str, Column], Column]
"""What is known after the update, by letters, and what α is multiplied by."""

root = np.vectorize(mp.sqrt, otypes=[object])


def _descent(p: Numbers, before: Numbers, D: Column, t: int) -> Made:
    return {}, D


def _momentum(p: Numbers, before: Numbers, D: Column, t: int) -> Made:
    v = p["beta"] * before["v"] + D
    return {"v": v}, v


def _rmsprop(p: Numbers, before: Numbers, D: Column, t: int) -> Made:
    v = p["rho"] * before["v"] + (1 - p["rho"]) * D**2
    return {"v": v}, D / (root(v) + p["epsilon"])


def _adam(p: Numbers, before: Numbers, D: Column, t: int) -> Made:
    m = p["beta1"] * before["m"] + (1 - p["beta1"]) * D
    v = p["beta2"] * before["v"] + (1 - p["beta2"]) * D**2
    first, second = m / (1 - p["beta1"] ** t), v / (1 - p["beta2"] ** t)
    known = {"m": m, "v": v, "m̂": first, "v̂": second}
    return known, first / (root(second) + p["epsilon"])


TEXTBOOK: dict[str, Callable[[Numbers, Numbers, Column, int], Made]] = {
    "descent": _descent, "momentum": _momentum, "rmsprop": _rmsprop, "adam": _adam,
}  # fmt: skip
KEPT: dict[str, tuple[str, ...]] = {
    "descent": (), "momentum": ("v",), "rmsprop": ("v",), "adam": ("m", "v"),
}  # fmt: skip
TURNED = {("momentum", "v"), ("adam", "m")}
"""What has its sign from D."""
GREEK = {("β", ""): "beta", ("β", "1"): "beta1", ("β", "2"): "beta2", ("ρ", ""): "rho",
         ("ε", ""): "epsilon"}  # fmt: skip
REMEMBERED = ("v", "m", "m̂", "v̂")


def exact(parameters: Mapping[str, float]) -> dict[str, Any]:
    """The parameters as numbers of sixty digits."""
    return {name: mpf(value) for name, value in parameters.items()}
