"""Which mistakes give exactly these numbers: each alone, rounding, pairs, and with rounding.

Every algorithm is run from right to left and given up at its first matrix that differs, so that
most of them cost one small product. What does the same up to a matrix that differs is left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from bpsim.core.progress import Report, silent
from bpsim.teach.diagnosis.comparing import all_agree
from bpsim.teach.diagnosis.layout import Layout
from bpsim.teach.mistakes.backprop import LayerNumbers, layer_by_layer
from bpsim.teach.mistakes.kind import Made, Problem
from bpsim.teach.mistakes.rounded import rounded_to
from bpsim.teach.mistakes.table import IN_NUMBERS, why_hidden

ROUNDED_TO = (1, 2, 3, 4, 5, 6)
Together = tuple[Made, ...]

"""Mistakes made at once."""


@dataclass(frozen=True, eq=False)
class Found:
    """An algorithm that gives the numbers, and the layout in which it does."""

    made: Together
    layout: Layout


class Search:
    """One set of numbers, ``what`` of delta, Delta and D, held against all algorithms."""

    def __init__(
        self, problem: Problem, what: str, layouts: Sequence[Layout], report: Report = silent
    ) -> None:
        self._problem, self._what, self._layouts = problem, what, layouts
        self._report = report
        self._done = 0
        self._total = 1
        self._failed: set[tuple[tuple[str, int | None], ...]] = set()
        self.right = list(layer_by_layer(problem))

    def is_right(self) -> Layout | None:
        """The layout in which the numbers are the right ones."""
        return self._fitting(iter(self.right))

    def single(self) -> list[Found]:
        """Every single mistake, made everywhere or in one layer alone."""
        return self._tried([(each,) for each in self._each()])

    def pairs(self) -> list[Found]:
        """Every pair of mistakes made everywhere; if none fits, those of single layers as well."""
        everywhere = [each for each in self._each() if each.layer is None]
        found = self._tried(list(combinations(everywhere, 2)))
        if found:
            return found
        return self._tried(
            [
                (one, other)
                for one, other in combinations(self._each(), 2)
                if one.mistake.id != other.mistake.id and (one.layer or other.layer)
            ]
        )

    def rounding(self) -> list[Found]:
        """Rounding on the way alone: the finest that fits."""
        return self._tried([(Made(rounded_to(digits)),) for digits in ROUNDED_TO])[-1:]

    def rounding_and(self) -> list[Found]:
        """Rounding on the way to a few digits, and a single mistake."""
        everywhere = [each for each in self._each() if each.layer is None]
        rounded = [Made(rounded_to(digits)) for digits in ROUNDED_TO[1:4]]
        return self._tried([(one, each) for one in rounded for each in everywhere])[:1]

    def unseen(self) -> list[Found]:
        """The mistakes that would show with more digits, but give the same numbers to these."""
        found = self._tried([(each,) for each in self._each() if each.layer is None])
        return [each for each in found if not why_hidden(each.made[0].mistake, self._problem)]

    def _each(self) -> list[Made]:
        """Every mistake that can be made here, everywhere and, with several layers, in each."""
        network = self._problem.network
        found = []
        for mistake in IN_NUMBERS:
            if self._what != "D" and mistake.part == "D":
                continue
            if self._what == "delta" and mistake.part == "input":
                continue
            layers = mistake.layers(network)
            if layers:
                found.append(Made(mistake))
            if len(layers) > 1:
                found += [Made(mistake, layer) for layer in layers]
        return found

    def _tried(self, explanations: Sequence[Together]) -> list[Found]:
        found: list[Found] = []
        self._total = self._done + len(explanations)
        for made in explanations:
            self._done += 1
            self._report(self._done, self._total)
            if any(_covers(known.made, made) for known in found):
                continue
            key = self._on_last(made)
            if key in self._failed:
                continue
            layout = self._fitting(layer_by_layer(self._problem, made), key)
            if layout is not None:
                found.append(Found(made, layout))
        return found

    def _on_last(self, made: Together) -> tuple[tuple[str, int | None], ...]:
        """Those of the mistakes that change anything in the matrices of Θ^(L−1)."""
        last = self._problem.network.depth - 1
        return tuple(
            (each.mistake.id, each.mistake.digits)
            for each in made
            if each.mistake.part in ("output-delta", "value")
            or (each.mistake.part in ("input", "D") and each.at(last))
        )

    def _fitting(
        self, layers: Iterator[LayerNumbers], key: tuple[tuple[str, int | None], ...] = ()
    ) -> Layout | None:
        """The first layout in which the numbers are these; ``layers`` come from right to left."""
        last = self._problem.network.depth - 1
        left = list(self._layouts)
        for numbers in layers:
            expected = getattr(numbers, self._what)
            left = [each for each in left if all_agree(each, numbers.layer - 1, expected)]
            if not left:
                if numbers.layer == last:
                    self._failed.add(key)
                return None
        return left[0]


def _covers(known: Together, made: Together) -> bool:
    """True if ``made`` is ``known`` but for some of its layers: nothing new is said with it."""
    return [each.mistake.id for each in known] == [each.mistake.id for each in made] and all(
        one.layer is None or one.layer == other.layer
        for one, other in zip(known, made, strict=True)
    )
