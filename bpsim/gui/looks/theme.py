"""Colours and type sizes of the window, light, dark and high contrast, in one place.

Signs are blue and orange, which the common forms of colour blindness keep apart, and are never
told by colour alone. Phases are teal, magenta and ochre. Terms have none of these hues; their first
ones, green, violet and cyan, are kept apart by the common forms of colour blindness too, and the
further ones are underlined in formulas.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QToolTip


@cache
def _made(name: str) -> QColor:
    return QColor(name)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Theme:
    """All colours, as #rrggbb. ``terms`` colours the terms of a sum by their number, cyclically.

    ``edges`` multiplies how far the graph's edges at rest stand out from their ground; text stands
    out from its ground by ``legible`` : 1 at least.
    """

    name: str
    window: str  # behind everything
    surface: str  # panels and cards
    raised: str  # buttons, table headings
    line: str  # hairlines and frames
    text: str
    muted: str  # secondary text; still ≥ 4.5 : 1 on surface
    accent: str  # the unit being computed, focus, the primary button
    on_accent: str
    positive: str  # weights and values > 0
    negative: str  # weights and values < 0
    forward: str  # phases
    backward: str
    update: str
    warning: str
    unit_fill: str
    unit_line: str
    bias_fill: str
    terms: tuple[str, ...]
    edges: float = 1.0
    legible: float = 4.5
    field: str = ""  # what is typed into; the surface where nothing is said

    def colour(self, name: str) -> QColor:
        """The colour called ``name`` as a QColor, which is shared: change a copy of it only."""
        return _made(getattr(self, name))

    def term(self, number: int | None) -> QColor:
        """The colour of the n-th term; muted for a term that is not written out."""
        return _made(self.muted if number is None else self.terms[number % len(self.terms)])

    def sign(self, value: float) -> QColor:
        """Blue for ≥ 0, orange for < 0."""
        return _made(self.negative if value < 0 else self.positive)

    def phase(self, pass_name: str) -> QColor:
        """The colour of "forward", "backward" or "update"."""
        return _made(getattr(self, pass_name))

    def palette(self) -> QPalette:
        """The widget palette made of these colours."""
        role, group = QPalette.ColorRole, QPalette.ColorGroup
        out = QPalette()
        for to, name in (
            (role.Window, "window"), (role.WindowText, "text"), (role.Base, "surface"),
            (role.AlternateBase, "window"), (role.Text, "text"), (role.Button, "raised"),
            (role.ButtonText, "text"), (role.BrightText, "on_accent"), (role.Highlight, "accent"),
            (role.HighlightedText, "on_accent"), (role.ToolTipBase, "raised"),
            (role.ToolTipText, "text"), (role.PlaceholderText, "muted"), (role.Link, "accent"),
            (role.Light, "surface"), (role.Midlight, "raised"), (role.Mid, "line"),
            (role.Dark, "line"), (role.Shadow, "line"), (role.Accent, "accent"),
        ):  # fmt: skip
            out.setColor(to, self.colour(name))
        # Qt's marks for what a bar has no room for are black in every theme: their ground has a
        # role that nothing else needs.
        light = max((self.colour("line"), self.colour("muted")), key=QColor.lightness)
        out.setColor(role.LinkVisited, light)
        if self.field:
            out.setColor(role.Base, QColor(self.field))
        for to in (role.WindowText, role.Text, role.ButtonText):
            out.setColor(group.Disabled, to, self.colour("muted"))
        return out


LIGHT: Final = Theme(
    name="light",
    window="#f3f5f8", surface="#ffffff", raised="#e9edf3", line="#cfd6e0",
    text="#1b2330", muted="#5a6577", accent="#4338ca", on_accent="#ffffff",
    positive="#1e6db1", negative="#b14c09",
    forward="#187765", backward="#9c3587", update="#8a6100", warning="#b3261e",
    unit_fill="#ffffff", unit_line="#57637a", bias_fill="#eef1f6",
    terms=(
        "#2b7a1e", "#6a45b8", "#0b7483", "#b3263e", "#666f0f", "#a02c6b",
        "#3d6f57", "#7d5230", "#5a5f8f", "#96403a", "#4c7013", "#5b6470",
    ),
)  # fmt: skip

DARK: Final = Theme(
    name="dark",
    window="#12161d", surface="#1a202a", raised="#262e3b", line="#3a4455",
    text="#e7ebf2", muted="#9da9bb", accent="#a5a0ff", on_accent="#14122e",
    positive="#6cb6f5", negative="#f59a55",
    forward="#4cc9ae", backward="#e08fd0", update="#e2b84d", warning="#ff8a80",
    unit_fill="#222a37", unit_line="#93a0b5", bias_fill="#1c232e",
    terms=(
        "#6fd35f", "#b7a2ff", "#4fd1dc", "#ff8593", "#c3d054", "#ff93c4",
        "#8ccfb0", "#d9a57c", "#aeb4ee", "#f0a199", "#a5d66a", "#b4bfcc",
    ),
)  # fmt: skip

HIGH_CONTRAST: Final = Theme(
    name="contrast",
    window="#000000", surface="#000000", raised="#1c1c1c", line="#9a9a9a",
    text="#ffffff", muted="#dedede", accent="#ffe84d", on_accent="#000000",
    positive="#66c7ff", negative="#ffab5e",
    forward="#4df0cd", backward="#ffa3ee", update="#ffd24d", warning="#ff9d94",
    unit_fill="#000000", unit_line="#ffffff", bias_fill="#000000",
    terms=(
        "#86ee78", "#cdbfff", "#66eef8", "#ffa0ab", "#dcea66", "#ffb0d6",
        "#a5e8ca", "#f0c09a", "#c6cbff", "#ffb9b2", "#c0ee86", "#d5dee8",
    ),
    edges=2.0, legible=7.0, field="#262626",
)  # fmt: skip

THEMES: Final = {"light": LIGHT, "dark": DARK, "contrast": HIGH_CONTRAST}
_in_use = LIGHT


def theme_in_use() -> Theme:
    """The theme that widgets draw with; Qt's PaletteChange tells them of another one."""
    return _in_use


def use_theme(theme: Theme) -> None:
    """Draw with ``theme`` from now on, in every widget there is."""
    global _in_use
    _in_use = theme
    palette = theme.palette()
    QApplication.setPalette(palette)
    QToolTip.setPalette(palette)
    # Qt tells widgets with the next round of events; what was laid out in colours is wrong now.
    QApplication.sendPostedEvents(None, QEvent.Type.ApplicationPaletteChange.value)


SMALL, BODY, HEADING, TITLE = 0.88, 1.0, 1.12, 1.35
"""The type scale, relative to the application's font."""


def sized(font: QFont, scale: float, bold: bool = False) -> QFont:
    """``font`` at a step of the type scale."""
    out = QFont(font)
    if font.pointSizeF() > 0:
        out.setPointSizeF(font.pointSizeF() * scale)
    else:
        out.setPixelSize(max(1, round(font.pixelSize() * scale)))
    out.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return out


def grey_edged(font: QFont) -> QFont:
    """``font`` with its edges smoothed in grey, also where the system smooths them in colours.

    Qt paints what is kept as a picture in grey everywhere: a formula painted beforehand would look
    different from others, and colours that mean a term or a sign would have edges of other colours.
    """
    out = QFont(font)
    out.setStyleStrategy(QFont.StyleStrategy.NoSubpixelAntialias)
    return out
