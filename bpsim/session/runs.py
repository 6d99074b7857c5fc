"""Named runs: the costs of finished or broken-off training, kept to be laid beside another."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from bpsim.core.arrays import Array, frozen, same_bits
from bpsim.core.network import Network
from bpsim.core.settings import TrainingSettings
from bpsim.steps.notation import number_text

COLOURS: Final = 6
"""So many colours are used for runs before one comes again; what lies beside J has the others."""
LONGEST_NAME: Final = 60


@dataclass(frozen=True, eq=False)
class Run:
    """One run under its name.

    ``costs`` is J of its iterations from 0 on, read-only; ``start`` the network that it started
    from; ``settings`` those of its last iteration. ``colour`` is its number among the colours of
    terms and dashes, which stays its own. ``shown`` says whether it is to be drawn.
    """

    name: str
    settings: TrainingSettings
    costs: Array
    start: Network
    colour: int = 0
    shown: bool = True

    @property
    def summary(self) -> str:
        """ "α 0.5 · λ 0 · batch all · 2,000 iterations · J 0.031"."""
        return " · ".join([settings_words(self.settings), *result_words(self.costs)])

    def same_start(self, network: Network) -> bool:
        """True if the run started from the very weights of ``network``."""
        return self.start == network

    def same_as(self, other: "Run") -> bool:
        """True if both did the same: equal start, settings and costs, whatever their names."""
        return (
            self.settings == other.settings
            and same_bits(self.costs, other.costs)
            and self.start == other.start
        )


def settings_words(settings: TrainingSettings) -> str:
    """ "α 0.5 · λ 0 · batch all", and what else is unusual."""
    parts = [f"α {settings.learning_rate:g}", f"λ {settings.lam:g}"]
    parts.append(f"batch {settings.batch_size or 'all'}")
    if settings.batch_size is not None and settings.order == "shuffled":
        parts.append(f"shuffled, seed {settings.seed}")
    if not settings.train_biases:
        parts.append("biases fixed")
    return " · ".join(parts)


def result_words(costs: Array) -> list[str]:
    """How many iterations there are, and the last J or where the numbers ended."""
    count = len(costs)
    words = [f"{count:,} iteration" + ("" if count == 1 else "s")]
    bad = np.flatnonzero(~np.isfinite(costs))
    if bad.size:
        words.append(f"diverged at {int(bad[0]):,}")
    elif count:
        words.append(f"J {number_text(float(costs[-1]))}")
    return words


@dataclass(frozen=True)
class Runs:
    """The runs that were kept, an immutable list; every change makes a new one."""

    items: tuple[Run, ...] = ()

    def __len__(self) -> int:
        return len(self.items)

    def kept(
        self,
        settings: TrainingSettings,
        costs: npt.ArrayLike,
        start: Network,
        name: str = "",
    ) -> "Runs":
        """These and one more, under ``name`` or one that its settings give it.

        A run that is there already is only shown again.
        """
        taken = frozen(np.array(costs, dtype=np.float64))
        run = Run("", settings, taken, start, self._free_colour())
        for n, each in enumerate(self.items):
            if each.same_as(run):
                return self.with_shown(n, True)
        wanted = _tidy(name) or self._name_for(settings)
        return Runs((*self.items, replace(run, name=self._unused(wanted))))

    def renamed(self, place: int, name: str) -> "Runs":
        """The run at ``place`` (from 0) under another name; an empty one changes nothing."""
        wanted = _tidy(name)
        if not wanted or wanted == self.items[place].name:
            return self
        rest = Runs(self.items[:place] + self.items[place + 1 :])
        return self._with(place, replace(self.items[place], name=rest._unused(wanted)))

    def removed(self, place: int) -> "Runs":
        """All but the run at ``place``."""
        return Runs(self.items[:place] + self.items[place + 1 :])

    def with_shown(self, place: int, on: bool) -> "Runs":
        """The run at ``place`` drawn or not."""
        return self._with(place, replace(self.items[place], shown=on))

    def overlays(self, start: Network) -> tuple[Run, ...]:
        """The runs to be drawn beside one that starts from ``start``: shown, from the same start.

        Costs of runs that began elsewhere cannot be compared iteration by iteration.
        """
        return tuple(each for each in self.items if each.shown and each.same_start(start))

    def _with(self, place: int, run: Run) -> "Runs":
        return Runs((*self.items[:place], run, *self.items[place + 1 :]))

    def _free_colour(self) -> int:
        """The colour that the fewest runs have, the first of these."""
        used = [each.colour for each in self.items]
        return min(range(COLOURS), key=used.count)

    def _name_for(self, settings: TrainingSettings) -> str:
        """What tells the settings from those of the other runs: α alone if that is enough."""
        name = f"α = {settings.learning_rate:g}"
        others = [each.settings for each in self.items]
        if settings.lam or any(each.lam != settings.lam for each in others):
            name += f", λ = {settings.lam:g}"
        if settings.batch_size or any(each.batch_size for each in others):
            name += f", batch {settings.batch_size or 'all'}"
        return name

    def _unused(self, name: str) -> str:
        names: Sequence[str] = [each.name for each in self.items]
        if name not in names:
            return name
        return next(
            f"{name} ({n})" for n in range(2, len(names) + 3) if f"{name} ({n})" not in names
        )


def _tidy(name: str) -> str:
    return " ".join(name.split())[:LONGEST_NAME].strip()
