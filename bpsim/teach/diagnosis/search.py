"""Which mistakes give exactly these numbers: each alone, rounding, pairs, and with rounding.

Every algorithm is run from right to left and given up at its first matrix that differs, so that
most of them cost one small product. What has no effect in the layer at hand is not computed again.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from bpsim.teach.diagnosis.comparing import all_agree
from bpsim.teach.diagnosis.layout import Layout
from bpsim.teach.mistakes.backprop import LayerNumbers, layer_by_layer
from bpsim.teach.mistakes.kind import Made, Problem
from bpsim.teach.mistakes.rounded import rounded_to
from bpsim.teach.mistakes.table import IN_NUMBERS, why_hidden

ROUNDED_TO = (1, 2, 3, 4, 5, 6)
Explanation = tuple[Made, ...]


class StoppedError(Exception):
    """Whoever asked wants no answer any more."""


Going = Callable[[int, int], bool]
"""Told how many algorithms of how many are done; False stops the search."""


@dataclass(frozen=True, eq=False)
class Found:
    """An algorithm that gives the numbers, and the layout in which it does."""

    made: Explanation
    layout: Layout


class Search:
    """One set of numbers, ``what`` of delta, Delta and D, held against all algorithms."""

    def __init__(
        self, problem: Problem, what: str, layouts: Sequence[Layout], going: Going | None = None
    ) -> None:
        self._problem, self._what, self._layouts = problem, what, layouts
        self._going = going
        self._done = 0
        self._total = 1
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

    def _tried(self, explanations: Sequence[Explanation]) -> list[Found]:
        found: list[Found] = []
        self._total = self._done + len(explanations)
        for made in explanations:
            self._done += 1
            if self._going is not None and not self._going(self._done, self._total):
                raise StoppedError
            if any(_covers(known.made, made) for known in found):
                continue
            layout = self._fitting(layer_by_layer(self._problem, made))
            if layout is not None:
                found.append(Found(made, layout))
        return found

    def _fitting(self, layers: Iterator[LayerNumbers]) -> Layout | None:
        """The first layout in which the numbers are these; ``layers`` come from right to left."""
        left = list(self._layouts)
        for numbers in layers:
            expected = getattr(numbers, self._what)
            left = [each for each in left if all_agree(each, numbers.layer - 1, expected)]
            if not left:
                return None
        return left[0]


def _covers(known: Explanation, made: Explanation) -> bool:
    """True if ``made`` is ``known`` but for some of its layers: nothing new is said with it."""
    return [each.mistake.id for each in known] == [each.mistake.id for each in made] and all(
        one.layer is None or one.layer == other.layer
        for one, other in zip(known, made, strict=True)
    )
