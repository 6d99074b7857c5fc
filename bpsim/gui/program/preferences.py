"""What the window remembers between runs: looks, layout, speed and recent files."""

from __future__ import annotations

import contextlib
import json
import math
import os
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QByteArray, QSettings

from bpsim.base.words import tr
from bpsim.core.document import Document
from bpsim.core.settings import USUAL_MEMORY, Convention, GranularityName, Position, Sign
from bpsim.formats.native.layout import GRANULARITIES

if TYPE_CHECKING:
    from bpsim.core.activations.activation import Activation
    from bpsim.core.initial_weights import Start
    from bpsim.session.goal import GoalChoice
    from bpsim.session.new_network import NewNetwork
    from bpsim.steps.schedule import Granularity
    from bpsim.steps.shown.spoken import Verbosity

THEME_NAMES = (
    ("system", tr("As the system")), ("light", tr("Light")), ("dark", tr("Dark")),
    ("contrast", tr("High contrast")),
)  # fmt: skip
"""What the user may choose, each with its words."""
TEXT_SIZES = (100, 115, 130, 150, 175, 200)
MEMORIES = (16, 64, USUAL_MEMORY, 1024, 4096)
"""What the past of a document may take, in units of 2^20 bytes, as it is offered."""
RECENT_FILES = 10
VERSION = 1
"""Of the file of settings; one without a version is of this one."""
MOST_SEED = 2**53 - 1
LONGEST_TEXT = 20_000
"""A longer table typed for a new network is not offered again."""


class Preferences:
    """A typed front for QSettings; every value has a default and survives nonsense in the store."""

    def __init__(self) -> None:
        self._store = QSettings("bpsim", "bpsim")
        self.trouble = self._set_aside()
        """A sentence on settings of earlier runs that cannot be used; empty if they can."""

    def _set_aside(self) -> str:
        """Begin anew where the file is damaged or of another version, and keep it for the user."""
        version = round(self._number("version", VERSION))
        if self._store.status() is QSettings.Status.NoError and version == VERSION:
            return ""
        path = self._store.fileName()
        beside = f"{path}.set-aside"
        reason = (
            tr("is damaged")
            if version == VERSION
            else tr("is of another version ({version})", version=version)
        )
        with contextlib.suppress(OSError):
            os.replace(path, beside)
        self._store.clear()
        self._store.setValue("version", VERSION)
        self._store.sync()
        # Qt remembers of this object that it once could not read its file.
        self._store = QSettings("bpsim", "bpsim")
        return tr(
            "The file of settings {path} {reason}; it was set aside as {beside}.",
            path=path,
            reason=reason,
            beside=beside,
        )

    def _text(self, key: str, default: str) -> str:
        value = self._store.value(key, default)
        return value if isinstance(value, str) else default

    def _number(self, key: str, default: float) -> float:
        try:
            value = float(cast(str, self._store.value(key, default)))
        except (TypeError, ValueError):
            return default
        return value if math.isfinite(value) else default

    def _flag(self, key: str, default: bool) -> bool:
        return self._text(key, "true" if default else "false") == "true"

    def _set_flag(self, key: str, value: bool) -> None:
        self._store.setValue(key, "true" if value else "false")

    @property
    def theme(self) -> str:
        """One of THEME_NAMES."""
        name = self._text("theme", "system")
        return name if name in dict(THEME_NAMES) else "system"

    @theme.setter
    def theme(self, name: str) -> None:
        self._store.setValue("theme", name)

    @property
    def text_size(self) -> int:
        """The text size in per cent of the system's."""
        size = round(self._number("text_size", 100))
        return min(TEXT_SIZES, key=lambda each: abs(each - size))

    @text_size.setter
    def text_size(self, size: int) -> None:
        self._store.setValue("text_size", size)

    @property
    def speed(self) -> float:
        """Steps a second while playing."""
        speed = self._number("speed", 1.0)
        return speed if speed > 0 else 1.0

    @speed.setter
    def speed(self, speed: float) -> None:
        self._store.setValue("speed", speed)

    @property
    def granularity(self) -> Granularity:
        """How far one step goes in a network that has no file yet."""
        from bpsim.steps.schedule import Granularity

        return Granularity(self._granularity)

    @granularity.setter
    def granularity(self, granularity: Granularity) -> None:
        self._store.setValue("granularity", granularity.value)

    @property
    def _granularity(self) -> GranularityName:
        name = self._text("granularity", "unit")
        return next((each for each in GRANULARITIES if each == name), "unit")

    @property
    def verbosity(self) -> Verbosity:
        """How much a screen reader is given to say at each step."""
        from bpsim.steps.shown.spoken import Verbosity

        name = self._text("verbosity", Verbosity.ALL.value)
        return next((each for each in Verbosity if each.value == name), Verbosity.ALL)

    @verbosity.setter
    def verbosity(self, verbosity: Verbosity) -> None:
        self._store.setValue("verbosity", verbosity.value)

    def applied_to(self, document: Document) -> Document:
        """A bundled network as the user likes to see networks."""
        position = Position(granularity=self._granularity)
        return document.with_(convention=self.convention, position=position)

    @property
    def convention(self) -> Convention:
        """How δ and the cost are written in a network that has no file yet."""
        sign: Sign = "lecture" if self._text("sign", "course") == "lecture" else "course"
        return Convention(sign, self._flag("shorthand", False))

    @convention.setter
    def convention(self, convention: Convention) -> None:
        self._store.setValue("sign", convention.sign)
        self._set_flag("shorthand", convention.lecture_shorthand)

    @property
    def bias_delta(self) -> bool:
        """Whether the δ of bias units is shown."""
        return self._flag("bias_delta", False)

    @bias_delta.setter
    def bias_delta(self, on: bool) -> None:
        self._set_flag("bias_delta", on)

    @property
    def heat_map(self) -> bool:
        """Whether matrices are shown as heat maps."""
        return self._flag("heat_map", False)

    @heat_map.setter
    def heat_map(self, on: bool) -> None:
        self._set_flag("heat_map", on)

    def curve_shown(self, name: str, default: bool = False) -> bool:
        """Whether the curve called ``name`` is drawn beside J."""
        return self._flag(f"curves/{name}", default)

    def set_curve_shown(self, name: str, on: bool) -> None:
        """Draw that curve from now on, or not."""
        self._set_flag(f"curves/{name}", on)

    @property
    def log_axis(self) -> bool:
        """Whether J is drawn on a logarithmic axis."""
        return self._flag("log_axis", False)

    @log_axis.setter
    def log_axis(self, on: bool) -> None:
        self._set_flag("log_axis", on)

    @property
    def goal(self) -> GoalChoice:
        """How far a run goes."""
        from bpsim.session.goal import GoalChoice

        # What is not there is no number either, and takes its default.
        return GoalChoice.of(
            self._text("goal/kind", ""),
            self._number("goal/iterations", math.nan),
            self._number("goal/below", math.nan),
        )

    @goal.setter
    def goal(self, goal: GoalChoice) -> None:
        self._store.setValue("goal/kind", goal.kind)
        self._store.setValue("goal/iterations", goal.iterations)
        self._store.setValue("goal/below", goal.below)

    @property
    def start(self) -> Start:
        """How new weights are drawn: those of added units, and of a new network."""
        from bpsim.core.initial_weights import METHODS, Start

        method, seed = self._text("start/method", "uniform"), self._number("start/seed", 1)
        epsilon = self._number("start/epsilon", 0)
        return Start(
            next((each for each in METHODS if each == method), "uniform"),
            max(0, min(MOST_SEED, round(seed))),
            epsilon if epsilon > 0 else None,
        )

    @start.setter
    def start(self, start: Start) -> None:
        self._store.setValue("start/method", start.method)
        self._store.setValue("start/seed", start.seed)
        self._store.setValue("start/epsilon", start.epsilon or 0)

    @property
    def new_network(self) -> NewNetwork:
        """What was chosen the last time for a new network."""
        from bpsim.core.costs.table import COSTS
        from bpsim.core.errors import ModelError
        from bpsim.core.made_data import FEWEST, KINDS, MOST
        from bpsim.session.new_network import SOURCES, Made, NewNetwork, layers_in

        usual, made = NewNetwork(), Made()
        try:
            layers = layers_in(self._text("new/layers", ""))
        except ModelError:
            return replace(usual, start=self.start)
        activations = _activations(self._text("new/activations", ""))
        cost = self._text("new/cost", "")
        if len(activations) != len(layers) - 1 or cost not in COSTS:
            return replace(usual, start=self.start)
        source = self._text("new/source", "")
        kind = self._text("new/kind", "")
        return NewNetwork(
            layers,
            activations,
            cost,
            self.start,
            next((each for each in SOURCES if each == source), usual.source),
            Made(
                kind if kind in KINDS else made.kind,
                round(min(max(self._number("new/count", made.count), FEWEST), MOST)),
                max(0.0, self._number("new/noise", made.noise)),
                max(0, min(MOST_SEED, round(self._number("new/seed", made.seed)))),
            ),
            self._text("new/text", ""),
            self._text("new/path", ""),
            self._flag("new/follows", True),
        )

    @new_network.setter
    def new_network(self, chosen: NewNetwork) -> None:
        from bpsim.formats.native.write import activation_plain
        from bpsim.session.new_network import layers_text

        activations = json.dumps(list(map(activation_plain, chosen.activations)))
        self.start, made = chosen.start, chosen.made
        text = chosen.text if len(chosen.text) <= LONGEST_TEXT else ""
        for name, value in (
            ("layers", layers_text(chosen.layers)), ("activations", activations),
            ("cost", chosen.cost), ("source", chosen.source), ("kind", made.kind),
            ("count", made.count), ("noise", made.noise), ("seed", made.seed),
            ("text", text), ("path", chosen.path),
        ):  # fmt: skip
            self._store.setValue(f"new/{name}", value)
        self._set_flag("new/follows", chosen.follows)

    @property
    def welcomed(self) -> bool:
        """Whether the first words on what one can do here have been said."""
        return self._flag("welcomed", False)

    @welcomed.setter
    def welcomed(self, on: bool) -> None:
        self._set_flag("welcomed", on)

    @property
    def animated(self) -> bool:
        """Whether values travel along the edges before the result of a step appears."""
        if self._store.contains("animated"):
            return self._flag("animated", True)
        from bpsim.gui.program.motion import reduced_motion

        return not reduced_motion()

    @animated.setter
    def animated(self, on: bool) -> None:
        self._set_flag("animated", on)

    @property
    def autosave(self) -> bool:
        """Whether a copy of what is not saved is kept for the case of a crash."""
        return self._flag("autosave", True)

    @autosave.setter
    def autosave(self, on: bool) -> None:
        self._set_flag("autosave", on)

    @property
    def memory(self) -> int:
        """One of MEMORIES: the memory for going back to earlier iterations."""
        size = round(self._number("memory", USUAL_MEMORY))
        return min(MEMORIES, key=lambda each: abs(each - size))

    @memory.setter
    def memory(self, size: int) -> None:
        self._store.setValue("memory", size)

    @property
    def recent(self) -> list[str]:
        """Paths of the files opened or saved last, the latest first."""
        value = self._store.value("recent", [])
        paths = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return [path for path in paths if isinstance(path, str)][:RECENT_FILES]

    def add_recent(self, path: str) -> None:
        """Put ``path`` in front of the recent files."""
        path = os.path.abspath(path)
        rest = [each for each in self.recent if each != path]
        self._store.setValue("recent", [path, *rest][:RECENT_FILES])

    def forget_recent(self, path: str | None = None) -> None:
        """Take one path, or all, from the recent files."""
        kept = [] if path is None else [each for each in self.recent if each != path]
        self._store.setValue("recent", kept)

    @property
    def picture_folder(self) -> str:
        """Where a picture was written last; empty if nowhere yet, or that is gone."""
        folder = self._text("picture_folder", "")
        return folder if os.path.isdir(folder) else ""

    @picture_folder.setter
    def picture_folder(self, folder: str) -> None:
        self._store.setValue("picture_folder", folder)

    def layout(self, name: str) -> QByteArray:
        """A saved geometry or dock layout; empty if there is none."""
        value = self._store.value(f"layout/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_layout(self, name: str, value: QByteArray) -> None:
        """Save a geometry or a dock layout."""
        self._store.setValue(f"layout/{name}", value)

    @property
    def graph_margins(self) -> tuple[int, int, int, int] | None:
        """What stood around the graph the last time: left, top, right and bottom, in pixels."""
        try:
            left, top, right, bottom = map(int, self._text("layout/graph", "").split(","))
        except ValueError:
            return None
        return left, top, right, bottom

    @graph_margins.setter
    def graph_margins(self, margins: tuple[int, int, int, int]) -> None:
        self._store.setValue("layout/graph", ",".join(map(str, margins)))

    def reset(self) -> None:
        """Forget everything but the recent files."""
        recent = self.recent
        self._store.clear()
        self._store.setValue("recent", recent)


def _activations(text: str) -> tuple[Activation, ...]:
    """Activations as they were kept; none where the text is of another kind."""
    from bpsim.formats.errors import PlaceError
    from bpsim.formats.native.read import activation_of

    try:
        found = json.loads(text)
        return tuple(activation_of(each, "") for each in found)
    except (ValueError, TypeError, PlaceError):
        return ()
