"""What the window remembers between runs: looks, layout, speed and recent files.

Each setting is declared once: how it is kept, its default, and what the dialog of settings says of
it. The dialog and what "Reset everything" forgets follow from that.
"""

from __future__ import annotations

import contextlib
import os
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

from bpsim.base.language import DIGITS, LANGUAGES, SYSTEM
from bpsim.base.words import tr
from bpsim.core.document import Document
from bpsim.core.settings import USUAL_MEMORY, Convention, Position
from bpsim.gui.program import kept
from bpsim.gui.program.setting import YES_NO, Setting, Stored, flag, one_of
from bpsim.steps.schedule import GRANULARITY_WORDS, Granularity
from bpsim.steps.shown.spoken import Verbosity

THEME_NAMES = {
    "system": tr("As the system"), "light": tr("Light"), "dark": tr("Dark"),
    "contrast": tr("High contrast"),
}  # fmt: skip
"""What the user may choose, each with its words."""
TEXT_SIZES = (100, 115, 130, 150, 175, 200)
"""In per cent of the system's."""
MEMORIES = (16, 64, USUAL_MEMORY, 1024, 4096)
"""What the past of a document may take, in units of 2^20 bytes, as it is offered."""
RECENT_FILES = 10
VERSION = 1
"""Of the file of settings; one without a version is of this one."""


class Preferences:
    """What the user prefers, and what the window finds again; each is used at once where it shows.

    Those that are offered have a row in the dialog of settings, in this order.
    """

    language = kept.spoken(
        "language",
        {SYSTEM: tr("As the system"), **LANGUAGES},
        tr("Language of the program"),
        tr("The language of all words; bpsim starts anew with the same network to speak another."),
        "language Sprache idioma langue 语言",
    )
    decimal_sign = kept.spoken(
        "decimal_sign",
        {
            SYSTEM: tr("As the language has it"),
            ".": tr("Point, as in 1.5"),
            ",": tr("Comma, as in 1,5"),
        },
        tr("Decimal sign"),
        tr("What is written between units and tenths; both are read."),
    )
    digits = kept.spoken(
        "digits",
        {count: str(count) for count in DIGITS},
        tr("Decimal places"),
        tr("How many are shown of a number; bpsim computes with all of them."),
        tr("digits precision"),
    )
    theme = one_of(
        "theme",
        "system",
        THEME_NAMES,
        tr("Colours"),
        tr("The colours of the window."),
        tr("theme appearance accessibility"),
    )
    text_size = one_of(
        "text_size",
        100,
        {size: f"{size}\u00a0%" for size in TEXT_SIZES},
        tr("Size of text"),
        tr("The size of all text, compared with that of the system."),
        tr("font large small"),
    )
    animated = Setting(
        kept.animated,
        lambda stored, on: stored.keep("animated", on),
        YES_NO,
        tr("Cause before result"),
        tr(
            "Whether values travel along the edges before the result of a step "
            "appears; without a choice, as the system asks."
        ),
        tr("animation reduced motion moving pulses"),
    )
    granularity = one_of(
        "granularity",
        Granularity.UNIT,
        GRANULARITY_WORDS,
        tr("Step size"),
        tr("How far one step goes in a network that is new."),
        "granularity",
    )
    convention = Setting(
        kept.convention,
        kept.keep_convention,
        {
            Convention("course", False): tr("As in the course: δ = a − y"),
            Convention("course", True): tr("As in the course, with the shorthand without g′"),
            Convention("lecture", False): tr("As in the lecture: δ = y − a"),
            Convention("lecture", True): tr("As in the lecture, with the shorthand without g′"),
        },
        tr("Sign and shorthand"),
        tr("How δ and the cost are written in a network that is new."),
        tr("convention delta"),
    )
    bias_delta = flag(
        "bias_delta",
        False,
        tr("δ of bias units"),
        tr("Whether the δ of bias units is computed and shown, which nothing uses."),
        "delta",
    )
    verbosity = one_of(
        "verbosity",
        Verbosity.ALL,
        {
            Verbosity.ALL: tr("Where it is, what happens and the result"),
            Verbosity.RESULT: tr("The result alone"),
            Verbosity.NOTHING: tr("Nothing"),
        },
        tr("Said at each step"),
        tr("What a screen reader is given to say when the walk comes to a step."),
        tr("screen reader accessibility speech verbosity announcement"),
    )
    autosave = flag(
        "autosave",
        True,
        tr("Copies of unsaved changes"),
        tr("Whether a copy is kept, which the next start offers after a crash."),
        tr("autosave recovery backup"),
    )
    memory = one_of(
        "memory",
        USUAL_MEMORY,
        {size: tr("{size}\u00a0MB", size=size) for size in MEMORIES},
        tr("Memory for time travel"),
        tr(
            "How much memory the iterations done so far may take. With less, "
            "fewer of them are kept and going back takes longer, because what "
            "lies between is computed again; the numbers are the same."
        ),
        tr("ram history past iterations snapshots limit back"),
    )
    speed = Setting(kept.speed, lambda stored, speed: stored.keep("speed", speed))
    """Steps a second while playing."""
    heat_map = flag("heat_map")
    """Whether matrices are shown as heat maps."""
    log_axis = flag("log_axis")
    """Whether J is drawn on a logarithmic axis."""
    welcomed = flag("welcomed")
    """Whether the first words on what one can do here have been said."""
    goal = Setting(kept.goal, kept.keep_goal)
    """How far a run goes."""
    start = Setting(kept.start, kept.keep_start)
    """How new weights are drawn: those of added units, and of a new network."""
    new_network = Setting(kept.new_network, kept.keep_new_network)
    """What was chosen the last time for a new network."""
    picture_folder = Setting(
        kept.picture_folder, lambda stored, folder: stored.keep("picture_folder", folder)
    )
    """Where a picture was written last; empty if nowhere yet, or that is gone."""
    graph_margins = Setting(
        kept.graph_margins,
        lambda stored, margins: stored.keep("layout/graph", ",".join(map(str, margins or ()))),
    )
    """What stood around the graph the last time: left, top, right and bottom, in pixels."""
    docks_at_right = Setting(kept.docks_at_right, kept.keep_docks_at_right)
    """How high they were the last time."""

    def __init__(self) -> None:
        self.stored = Stored()
        self.trouble = self._set_aside()
        """A sentence on settings of earlier runs that cannot be used; empty if they can."""

    def _set_aside(self) -> str:
        """Begin anew where the file is damaged or of another version, and keep it for the user."""
        file, version = self.stored.file, round(self.stored.number("version", VERSION))
        if file.status() is QSettings.Status.NoError and version == VERSION:
            return ""
        path = file.fileName()
        beside = f"{path}.set-aside"
        reason = (
            tr("is damaged")
            if version == VERSION
            else tr("is of another version ({version})", version=version)
        )
        with contextlib.suppress(OSError):
            os.replace(path, beside)
        file.clear()
        file.setValue("version", VERSION)
        file.sync()
        # Qt remembers of an object that it once could not read its file.
        self.stored = Stored()
        return tr(
            "The file of settings {path} {reason}; it was set aside as {beside}.",
            path=path,
            reason=reason,
            beside=beside,
        )

    def applied_to(self, document: Document) -> Document:
        """A bundled network as the user likes to see networks."""
        position = Position(granularity=self.granularity.value)
        return document.with_(convention=self.convention, position=position)

    def curve_shown(self, name: str, default: bool = False) -> bool:
        """Whether the curve called ``name`` is drawn beside J."""
        return self.stored.flag(f"curves/{name}", default)

    def set_curve_shown(self, name: str, on: bool) -> None:
        """Draw that curve from now on, or not."""
        self.stored.keep(f"curves/{name}", on)

    @property
    def recent(self) -> list[str]:
        """Paths of the files opened or saved last, the latest first."""
        value = self.stored.file.value("recent", [])
        paths = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return [path for path in paths if isinstance(path, str)][:RECENT_FILES]

    def add_recent(self, path: str) -> None:
        """Put ``path`` in front of the recent files."""
        path = os.path.abspath(path)
        rest = [each for each in self.recent if each != path]
        self.stored.file.setValue("recent", [path, *rest][:RECENT_FILES])

    def forget_recent(self, path: str | None = None) -> None:
        """Take one path, or all, from the recent files."""
        kept = [] if path is None else [each for each in self.recent if each != path]
        self.stored.file.setValue("recent", kept)

    def layout(self, name: str) -> QByteArray:
        """A saved geometry or dock layout; empty if there is none."""
        value = self.stored.file.value(f"layout/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_layout(self, name: str, value: QByteArray) -> None:
        """Save a geometry or a dock layout."""
        self.stored.file.setValue(f"layout/{name}", value)

    def write(self) -> None:
        """Write now what Qt would write later: the process may end, or another one begin."""
        self.stored.file.sync()

    def reset(self) -> None:
        """Forget everything but the recent files."""
        recent = self.recent
        self.stored.file.clear()
        self.stored.file.setValue("recent", recent)


OFFERED: dict[str, Setting[Any]] = {
    name: each
    for name, each in vars(Preferences).items()
    if isinstance(each, Setting) and each.title
}
"""The settings that the dialog has a row for."""
