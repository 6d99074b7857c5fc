"""Settings that are more than one of a few values: how they are kept and read again."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, TypeVar, cast

from bpsim.base.language import Speech, choice_file, choose, chosen
from bpsim.base.words import tr
from bpsim.core.settings import Convention, Sign
from bpsim.formats.errors import from_os
from bpsim.gui.program.setting import Setting, Stored

if TYPE_CHECKING:
    from bpsim.core.activations.activation import Activation
    from bpsim.core.initial_weights import Start
    from bpsim.session.goal import GoalChoice
    from bpsim.session.new_network import NewNetwork

T = TypeVar("T")

LONGEST_TEXT = 20_000
"""A longer table typed for a new network is not offered again."""


def speak(speech: Speech) -> None:
    """Speak so from the next start on; raises FormatError where that cannot be kept."""
    try:
        choose(speech)
    except OSError as error:
        raise from_os(choice_file().name, error, tr("saved")) from error


def spoken(
    name: str, values: Mapping[T, str], title: str, more: str, words: str = ""
) -> Setting[T]:
    """How the program speaks, which commands know as well; it holds from the next start on."""
    return Setting(
        lambda stored: cast(T, getattr(chosen(), name)),
        lambda stored, value: speak(Speech(**{**asdict(chosen()), name: value})),
        values, title, more, words,
    )  # fmt: skip


def animated(stored: Stored) -> bool:
    if stored.file.contains("animated"):
        return stored.flag("animated", True)
    from bpsim.gui.program.motion import reduced_motion

    return not reduced_motion()


def convention(stored: Stored) -> Convention:
    sign: Sign = stored.one_of("sign", ("course", "lecture"), "course")
    return Convention(sign, stored.flag("shorthand"))


def keep_convention(stored: Stored, convention: Convention) -> None:
    stored.keep("sign", convention.sign)
    stored.keep("shorthand", convention.lecture_shorthand)


def speed(stored: Stored) -> float:
    speed = stored.number("speed", 1.0)
    return speed if speed > 0 else 1.0


def goal(stored: Stored) -> GoalChoice:
    from bpsim.session.goal import GoalChoice

    # What is not there is no number either, and takes its default.
    return GoalChoice.of(
        stored.text("goal/kind"),
        stored.number("goal/iterations", math.nan),
        stored.number("goal/below", math.nan),
    )


def keep_goal(stored: Stored, goal: GoalChoice) -> None:
    stored.keep("goal/kind", goal.kind)
    stored.keep("goal/iterations", goal.iterations)
    stored.keep("goal/below", goal.below)


def start(stored: Stored) -> Start:
    from bpsim.core.initial_weights import METHODS, Start

    epsilon = stored.number("start/epsilon", 0)
    return Start(
        stored.one_of("start/method", METHODS, "uniform"),
        stored.seed("start/seed", 1),
        epsilon if epsilon > 0 else None,
    )


def keep_start(stored: Stored, start: Start) -> None:
    stored.keep("start/method", start.method)
    stored.keep("start/seed", start.seed)
    stored.keep("start/epsilon", start.epsilon or 0)


def picture_folder(stored: Stored) -> str:
    folder = stored.text("picture_folder")
    return folder if os.path.isdir(folder) else ""


def graph_margins(stored: Stored) -> tuple[int, int, int, int] | None:
    try:
        left, top, right, bottom = map(int, stored.text("layout/graph").split(","))
    except ValueError:
        return None
    return left, top, right, bottom


@dataclass(frozen=True, slots=True)
class AtRight:
    """How the docks at the right stood apart, in pixels, which no layout of Qt's tells.

    ``low`` says that the window was too low for that. ``apart`` are the heights of the explanation
    and of what stands below it, ``lent`` those before the explanation lent some of its own, and
    its height since then; None where it has lent none.
    """

    low: bool
    apart: tuple[int, int]
    lent: tuple[tuple[int, int], int] | None = None


def docks_at_right(stored: Stored) -> AtRight | None:
    try:
        low, above, below, *lent = map(int, stored.text("layout/right").split(","))
        if not lent:
            return AtRight(low > 0, (above, below))
        before_above, before_below, since = lent
    except ValueError:
        return None
    return AtRight(low > 0, (above, below), ((before_above, before_below), since))


def keep_docks_at_right(stored: Stored, kept: AtRight | None) -> None:
    numbers: list[int] = []
    if kept is not None:
        numbers = [int(kept.low), *kept.apart]
        if kept.lent is not None:
            numbers += [*kept.lent[0], kept.lent[1]]
    stored.keep("layout/right", ",".join(map(str, numbers)))


def new_network(stored: Stored) -> NewNetwork:
    from bpsim.core.costs.table import COSTS
    from bpsim.core.errors import ModelError
    from bpsim.core.made_data import FEWEST, KINDS, MOST
    from bpsim.session.new_network import SOURCES, MadeExamples, NewNetwork, layers_in

    usual, made, drawn = NewNetwork(), MadeExamples(), start(stored)
    try:
        layers = layers_in(stored.text("new/layers"))
    except ModelError:
        return replace(usual, start=drawn)
    activations = _activations(stored.text("new/activations"))
    cost = stored.text("new/cost")
    if len(activations) != len(layers) - 1 or cost not in COSTS:
        return replace(usual, start=drawn)
    return NewNetwork(
        layers,
        activations,
        cost,
        drawn,
        stored.one_of("new/source", SOURCES, usual.source),
        MadeExamples(
            stored.one_of("new/kind", KINDS, made.kind),
            round(min(max(stored.number("new/count", made.count), FEWEST), MOST)),
            max(0.0, stored.number("new/noise", made.noise)),
            stored.seed("new/seed", made.seed),
        ),
        stored.text("new/text"),
        stored.text("new/path"),
        stored.flag("new/follows", True),
    )


def _activations(text: str) -> tuple[Activation, ...]:
    """Activations as they were kept; none where the text is of another kind."""
    from bpsim.formats.errors import PlaceError
    from bpsim.formats.native.read import activation_of

    try:
        return tuple(activation_of(each, "") for each in json.loads(text))
    except (ValueError, TypeError, PlaceError):
        return ()


def keep_new_network(stored: Stored, chosen: NewNetwork) -> None:
    from bpsim.core.sizes import sizes_text
    from bpsim.formats.native.write import activation_plain

    keep_start(stored, chosen.start)
    made = chosen.made
    for name, value in (
        ("layers", sizes_text(chosen.layers)),
        ("activations", json.dumps(list(map(activation_plain, chosen.activations)))),
        ("cost", chosen.cost), ("source", chosen.source), ("kind", made.kind),
        ("count", made.count), ("noise", made.noise), ("seed", made.seed),
        ("text", chosen.text if len(chosen.text) <= LONGEST_TEXT else ""),
        ("path", chosen.path), ("follows", chosen.follows),
    ):  # fmt: skip
        stored.keep(f"new/{name}", value)
