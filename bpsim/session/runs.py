"""Named runs: the costs of finished or broken-off training, kept to be laid beside another."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from bpsim.base.counted import counted
from bpsim.base.words import tr
from bpsim.core.arrays import frozen
from bpsim.core.kept_runs import (
    COLOURS,
    LONGEST_NAME,
    MOST_NUMBERS,
    MOST_RUNS,
    KeptRun,
    numbers_in,
)
from bpsim.core.methods.descent import PLAIN
from bpsim.core.network import Network
from bpsim.core.settings import TrainingSettings
from bpsim.notation.numerals import number_text, setting_text
from bpsim.steps.explain.methods.table import written


def summary_of(run: KeptRun) -> str:
    """ "α 0.5 · λ 0 · batch all · 2,000 iterations · J 0.031"."""
    return " · ".join([settings_words(run.settings), *result_words(run)])


def settings_words(settings: TrainingSettings) -> str:
    """ "α 0.5 · λ 0 · batch all", and what else is unusual."""
    parts = [f"α {setting_text(settings.learning_rate)}", f"λ {setting_text(settings.lam)}"]
    parts.append(_batch_words(settings))
    if settings.batch_size is not None and settings.order == "shuffled":
        parts.append(tr("shuffled, seed {seed}", seed=settings.seed))
    if not settings.train_biases:
        parts.append(tr("biases fixed"))
    if settings.method != PLAIN:
        parts.append(written(settings.method).label)
    return " · ".join(parts)


def result_words(run: KeptRun) -> list[str]:
    """How many iterations there are, and the last J or where the numbers ended."""
    count = len(run.costs)
    words = [counted(count, "iteration")]
    if run.diverged:
        words.append(tr("diverged at {count:,}", count=count))
    elif count:
        words.append(f"J {number_text(float(run.costs[-1]))}")
    return words


@dataclass(frozen=True)
class Runs:
    """The runs that were kept, an immutable list; every change makes a new one."""

    items: tuple[KeptRun, ...] = ()

    def __len__(self) -> int:
        return len(self.items)

    def kept(
        self,
        settings: TrainingSettings,
        costs: npt.ArrayLike,
        start: Network,
        name: str = "",
        diverged: bool = False,
    ) -> "Runs":
        """These and one more, under ``name`` or one that its settings give it.

        Costs from the first one on that is not finite are left out, and then the run ``diverged``
        there. A run that is there already is only shown again.
        """
        taken = np.array(costs, dtype=np.float64)
        bad = np.flatnonzero(~np.isfinite(taken))
        if bad.size:
            taken, diverged = taken[: bad[0]].copy(), True
        run = KeptRun("", settings, frozen(taken), start, self._free_colour(), diverged=diverged)
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

    @property
    def fit(self) -> bool:
        """True if a file can hold them all."""
        return len(self) <= MOST_RUNS and numbers_in(self.items) <= MOST_NUMBERS

    def overlays(self, start: Network) -> tuple[KeptRun, ...]:
        """The runs to be drawn beside one that starts from ``start``: shown, from the same start.

        Costs of runs that began elsewhere cannot be compared iteration by iteration.
        """
        return tuple(each for each in self.items if each.shown and each.start == start)

    def _with(self, place: int, run: KeptRun) -> "Runs":
        return Runs((*self.items[:place], run, *self.items[place + 1 :]))

    def _free_colour(self) -> int:
        """The colour that the fewest runs have, the first of these."""
        used = [each.colour for each in self.items]
        return min(range(COLOURS), key=used.count)

    def _name_for(self, settings: TrainingSettings) -> str:
        """What tells the settings from those of the other runs: α alone if that is enough."""
        parts = [f"α = {setting_text(settings.learning_rate)}"]
        others = [each.settings for each in self.items]
        if settings.lam or any(each.lam != settings.lam for each in others):
            parts.append(f"λ = {setting_text(settings.lam)}")
        if settings.batch_size or any(each.batch_size for each in others):
            parts.append(_batch_words(settings))
        if settings.method != PLAIN or any(each.method != PLAIN for each in others):
            parts.append(written(settings.method).label)
        return ", ".join(parts)

    def _unused(self, name: str) -> str:
        names: Sequence[str] = [each.name for each in self.items]
        if name not in names:
            return name
        return next(
            f"{name} ({n})" for n in range(2, len(names) + 3) if f"{name} ({n})" not in names
        )


def _batch_words(settings: TrainingSettings) -> str:
    if not settings.batch_size:
        return tr("batch all")
    return tr("batch {batch_size}", batch_size=settings.batch_size)


def _tidy(name: str) -> str:
    return " ".join(name.split())[:LONGEST_NAME].strip()
