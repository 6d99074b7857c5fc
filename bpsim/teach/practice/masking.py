"""A step as it is shown while values of it are blank: nothing on it gives a blank value away."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from bpsim.base.words import tr
from bpsim.core.arrays import Array, frozen
from bpsim.notation.formula import EMPTY, EQUALS, Strong, Words, row
from bpsim.notation.numerals import UNKNOWN
from bpsim.steps.apart.delta import DeltaBreakdown
from bpsim.steps.apart.weight import WeightBreakdown
from bpsim.steps.schedule import COARSE, Phase
from bpsim.steps.step import Known, Lit, Step
from bpsim.steps.terms import Terms
from bpsim.teach.practice.blanks import DELTA_KINDS, OF_A_UNIT, OF_A_WEIGHT, ValuePlace

ASKED = Strong(Words("?"))
"""What stands for the number that is asked for."""


@dataclass(frozen=True)
class Blanks:
    """The places of ``example`` (a row from 1) that are not shown."""

    example: int
    places: frozenset[ValuePlace]

    def masked(self, step: Step) -> Step:
        """``step`` without what is blank; the very same where nothing of it is."""
        mine = self.at(step)
        if not mine:
            return step
        shown = replace(step, known=masked_known(step.known, mine))
        if step.before is not None and any(map(summed, mine)):
            shown = replace(shown, network=step.before)  # the new weights are not to be seen
        asked = [each for each in mine if _computes(step, each)]
        if asked:
            names = ", ".join(dict.fromkeys(each.symbol for each in sorted(asked, key=_order)))
            return _without_numbers(
                replace(shown, formula=EMPTY, lit=_whole_layers(step.lit)),
                tr(
                    "Blank here: {names}. What is computed shows once you have answered.",
                    names=names,
                ),
                asked,
            )
        if any(_uses(step, each) for each in mine):
            words = tr("This step uses values that are still blank, so its numbers are not shown.")
            return _without_numbers(shown, words, ())
        return shown

    def hides(self, delta: DeltaBreakdown, step: Step) -> bool:
        """True if this δ, or what it is made of, is blank."""
        layer, unit = delta.layer, delta.unit
        return any(
            (each.layer, each.unit) == (layer, unit) or (each.layer == layer + 1 and each.is_delta)
            for each in self.at(step)
            if each.kind in OF_A_UNIT
        )

    def weight(self, whole: WeightBreakdown) -> WeightBreakdown:
        """One weight taken apart without what is blank; the very same where nothing of it is."""
        layer, to, frm = whole.place
        parts = {
            *(ValuePlace(kind, layer + 1, to) for kind in DELTA_KINDS),
            *(ValuePlace(kind, layer, frm) for kind in ("z", "a")),
            ValuePlace("Delta", layer, to, frm),
        }
        if not (parts & self.places or any(layer in summed(each) for each in self.places)):
            return whole
        touched = bool(parts & self.places)
        blank = [n for n, row in enumerate(whole.rows) if touched and row == self.example]
        weights, values = np.array(whole.terms.weights), np.array(whole.terms.values)
        for array in (weights, values):
            array[blank] = np.nan
        terms = Terms(frozen(weights), frozen(values), whole.terms.symbols, frozenset(blank))
        return replace(
            whole, terms=terms, Delta=None, mean=None, D=None, new=None, numbers=EMPTY,
            update_numbers=EMPTY,
            sentence=tr("Values that it follows from are still blank; the rest is what is "
                "known."),
        )  # fmt: skip

    def at(self, step: Step) -> frozenset[ValuePlace]:
        """The places that are not shown at ``step``."""
        if step.example is None or step.example == self.example:
            return self.places
        return frozenset(each for each in self.places if each.kind in ("D", "weight"))


def _order(place: ValuePlace) -> tuple[int, int, int]:
    return (place.layer, place.unit, place.frm or 0)


def _computes(step: Step, place: ValuePlace) -> bool:
    """True if ``step`` is the one that gives the value at ``place``."""
    if step.granularity in COARSE:
        return True
    if place.phase is not step.phase:
        return False
    if place.kind in OF_A_UNIT:
        return (place.layer, place.unit) in step.units
    return place.kind in ("cost", "weight") or place.layer == step.layer


def _uses(step: Step, place: ValuePlace) -> bool:
    """True if ``step`` computes something with the value at ``place``."""
    at = step.layer or 0
    match step.phase:
        case Phase.FORWARD:
            return (place.kind == "a" and place.layer == at - 1) or (
                place.kind == "z" and ((place.layer, place.unit) in step.units)
            )
        case Phase.COST:
            return place.kind in ("a", "z") and place.layer == step.network.depth
        case Phase.OUTPUT_DELTA:
            return place.kind in ("a", "z") and place.layer == at
        case Phase.HIDDEN_DELTA:
            deltas = place.is_delta and place.layer == at + 1
            return deltas or (place.kind in ("a", "z") and place.layer == at)
        case Phase.ACCUMULATE:
            deltas = place.is_delta and place.layer == at + 1
            return deltas or (place.kind == "a" and place.layer == at)
        case Phase.GRADIENT:
            return at in summed(place)
        case Phase.UPDATE:
            return bool(summed(place))
    return False


def summed(place: ValuePlace) -> tuple[int, ...]:
    """The layers whose Δ and D would give the value away: those of a bias are sums of δ."""
    if place.is_delta:
        return (place.layer - 1,)
    return (place.layer,) if place.kind in OF_A_WEIGHT else ()


def _whole_layers(lit: tuple[Lit, ...]) -> tuple[Lit, ...]:
    """All edges of the same layers, to read their weights without learning which are meant."""
    return tuple(Lit(each.layer, backward=each.backward) for each in lit)


def _without_numbers(step: Step, sentence: str, asked: object) -> Step:
    """``step`` with its name and place alone; with ``asked`` its results are blank too."""
    unknown = row(step.symbol, EQUALS, Words(UNKNOWN))
    kept = replace(
        step, sentence=sentence, numbers=unknown if asked else EMPTY,
        terms=Terms.none(), term=None, running=None, entries=(), matrices=(), note="",
        cost_J=None, weighted_sum=None, factor=None,
    )  # fmt: skip
    return replace(kept, result=None, activation=None) if asked else kept


def masked_known(known: Known, places: frozenset[ValuePlace]) -> Known:
    """``known`` as it looks while ``places`` are blank."""
    inherited = {each.name: getattr(known, each.name) for each in fields(Known)}
    cost = None if any(each.kind == "cost" for each in places) else known.cost
    return _Masked(**(inherited | {"cost": cost, "D": _D(known.D, places)}), places=places)


def _D(
    matrices: tuple[Array | None, ...], places: frozenset[ValuePlace]
) -> tuple[Array | None, ...]:
    blank = {layer for each in places for layer in summed(each)}
    return tuple(None if n in blank else each for n, each in enumerate(matrices, start=1))


@dataclass(frozen=True, eq=False)
class _Masked(Known):
    """What is known, less what is blank."""

    places: frozenset[ValuePlace] = frozenset()

    def z(self, layer: int, unit: int) -> float | None:
        return None if self._blank("z", layer, unit) else super().z(layer, unit)

    def a(self, layer: int, unit: int) -> float | None:
        return None if self._blank("a", layer, unit) else super().a(layer, unit)

    def delta(self, layer: int, unit: int) -> float | None:
        blank = any(self._blank(kind, layer, unit) for kind in DELTA_KINDS)
        return None if blank else super().delta(layer, unit)

    def bias_delta(self, layer: int) -> float | None:
        above = any(each.layer == layer + 1 and each.is_delta for each in self.places)
        return None if above else super().bias_delta(layer)

    def Delta(self, layer: int) -> Array | None:
        blank = any(layer in summed(each) for each in self.places)
        return None if blank else super().Delta(layer)

    @property
    def complete(self) -> bool:
        return not self.places

    def blank(self, kind: str, layer: int, unit: int) -> bool:
        if kind == "δ":
            return self.delta(layer, unit) is None and unit <= self.delta_units[layer - 1]
        kinds = ("z", "a", "slope") if kind == "slope" else (kind,)  # g′ follows from z and from a
        return any(self._blank(each, layer, unit) for each in kinds)

    def _blank(self, kind: str, layer: int, unit: int) -> bool:
        return ValuePlace(kind, layer, unit) in self.places
