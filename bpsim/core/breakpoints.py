"""A breakpoint: one condition on which playing and training stop by themselves."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from bpsim.base.words import in_local_signs, tr
from bpsim.core.errors import ModelError

Kind = Literal["delta", "example", "iteration", "cost", "not-finite"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Breakpoint:
    """One condition.

    ``kind`` is one of KINDS, or another that a file names and this version does not know: such a
    breakpoint never stops anything. "delta": the δ of unit ``unit`` in ``layer``; "example": row
    ``number`` (from 1) is loaded; "iteration": iteration ``number`` (from 0) begins; "cost": J,
    with batches the mean J of an epoch, falls below ``below``; "not-finite": a number leaves the
    range of a float64. ``extras`` are keys of a file that this version does not know, or not for
    this kind. Raises ModelError for a cost that is not finite.
    """

    kind: Kind | str
    layer: int = 0
    unit: int = 0
    number: int = 0
    below: float = 0.0
    enabled: bool = True
    extras: Mapping[str, Any] = field(default_factory=dict, hash=False, repr=False)

    def __post_init__(self) -> None:
        if not math.isfinite(self.below):
            raise ModelError(tr("a finite number is expected"), "breakpoints.below")

    @property
    def known(self) -> bool:
        """True if this version knows what the breakpoint stops at."""
        return self.kind in KINDS

    def __str__(self) -> str:
        return {
            "delta": tr("δ of unit {unit}, layer {layer}", unit=self.unit, layer=self.layer),
            "example": tr("example {number}", number=self.number),
            "iteration": tr("iteration {number:,}", number=self.number),
            "cost": in_local_signs(f"J < {self.below:g}"),
            "not-finite": tr("a number that is not finite"),
        }.get(self.kind, f"“{self.kind}”")
