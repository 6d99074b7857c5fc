"""The icons: all there, drawn in the theme's colour, made once, with their licence beside them."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from pytestqt.qtbot import QtBot

from bpsim.base.bundled import resource
from bpsim.gui.looks import icons
from bpsim.gui.looks.theme import DARK, LIGHT, Theme

NEEDED = [
    "player-skip-back",
    "player-track-prev",
    "player-play",
    "player-pause",
    "player-track-next",
    "player-skip-forward",
    "player-stop",
    "folder-open",
    "device-floppy",
    "file-plus",
    "zoom-in",
    "zoom-out",
    "arrows-maximize",
    "settings",
    "sun",
    "moon",
    "arrow-back-up",
    "arrow-forward-up",
    "chart-line",
    "refresh",
    "repeat",
    "grid-dots",
    "math-function",
    "help",
    "download",
    "copy",
    "adjustments",
    "flag",
    "target",
    "trash",
    "plus",
    "minus",
    "keyboard",
    "info-circle",
    "alert-triangle",
    "x",
    "check",
    "typography",
    "photo",
    "table",
    "chevron-left",
    "chevron-right",
]


def most_opaque(image: QImage) -> int:
    """The alpha of the most opaque pixel."""
    return max(
        image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height())
    )


def strongest(image: QImage) -> QColor:
    """The colour of the most opaque pixel."""
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(pixels, key=QColor.alpha)


@pytest.mark.parametrize("name", NEEDED)
def test_every_icon_is_there_and_draws_something(qtbot: QtBot, name: str) -> None:
    image = icons.pixmap(name, QColor("#204060"), 24).toImage()
    assert image.size() == QSize(24, 24)
    assert strongest(image).alpha() > 200, "an empty picture"
    corner = image.pixelColor(0, 0)
    assert corner.alpha() == 0, "a filled background"


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_an_icon_has_the_colour_of_the_theme(qtbot: QtBot, theme: Theme) -> None:
    drawn = strongest(icons.icon("player-play", theme).pixmap(QSize(24, 24)).toImage())
    assert drawn.name() == theme.text
    accent = strongest(icons.icon("player-play", theme, "accent").pixmap(QSize(24, 24)).toImage())
    assert accent.name() == theme.accent


def test_a_disabled_icon_is_paler(qtbot: QtBot) -> None:
    icon = icons.icon("trash", LIGHT)
    normal = icon.pixmap(QSize(24, 24), QIcon.Mode.Normal).toImage()
    disabled = icon.pixmap(QSize(24, 24), QIcon.Mode.Disabled).toImage()
    assert most_opaque(disabled) < 0.6 * most_opaque(normal)


def test_a_fine_screen_gets_more_pixels(qtbot: QtBot) -> None:
    fine = icons.pixmap("sun", QColor("black"), 20, ratio=2.0)
    assert fine.size() == QSize(40, 40)
    assert fine.devicePixelRatio() == 2.0


def test_an_icon_is_made_once(qtbot: QtBot) -> None:
    assert icons.icon("sun", LIGHT) is icons.icon("sun", LIGHT)
    assert icons.icon("sun", LIGHT) is not icons.icon("sun", DARK)


def test_an_unknown_name_says_so(qtbot: QtBot) -> None:
    with pytest.raises(FileNotFoundError, match="no-such-icon"):
        icons.icon("no-such-icon", LIGHT)


def test_the_licence_is_beside_the_drawings() -> None:
    assert "MIT License" in resource("icons", "LICENSE").read_text(encoding="utf-8")
    assert set(NEEDED) <= set(icons.names())
