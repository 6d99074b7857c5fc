"""Text stands out by 4.5 : 1 from every ground that it stands on, edges at rest by 3 : 1.

With high contrast text stands out by 7 : 1, edges by 6 : 1.
"""

import re

import numpy as np
import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QMainWindow, QToolBar, QToolButton
from pytestqt.qtbot import QtBot

from bpsim.gui.graph.paint.edges import CONTRASTS, FLOODED
from bpsim.gui.graph.paint.scene import Colours
from bpsim.gui.graph.paint.units import NEW
from bpsim.gui.kit.controls.painting import mixed
from bpsim.gui.kit.page.heading import PILL_TINT
from bpsim.gui.kit.page.words import MarkdownWords
from bpsim.gui.kit.table.base import SELECTED
from bpsim.gui.kit.table.texts import TextTable
from bpsim.gui.kit.table.view import CURRENT
from bpsim.gui.looks.contrast import contrast
from bpsim.gui.looks.style import STYLE_SHEET
from bpsim.gui.looks.theme import HIGH_CONTRAST, LIGHT, Theme, use_theme
from bpsim.gui.looks.theme import THEMES as BY_NAME
from bpsim.gui.panels.map.field import unit_pixels
from bpsim.gui.panels.map.view import Scale
from bpsim.gui.panels.transport.paint import BEHIND

THEMES = pytest.mark.parametrize("theme", BY_NAME.values(), ids=BY_NAME.keys())
GROUNDS = ("window", "surface", "raised", "unit_fill", "bias_fill")
TEXTS = ("text", "muted", "accent", "positive", "negative", "forward", "backward", "update",
         "warning")  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#0000ff", "#ffffff", 8.59),
     ("#123456", "#123456", 1.0)],
)  # fmt: skip
def test_the_ratio_is_that_of_the_guidelines(one: str, other: str, ratio: float) -> None:
    assert contrast(QColor(one), QColor(other)) == pytest.approx(ratio, abs=0.01)
    assert contrast(QColor(other), QColor(one)) == contrast(QColor(one), QColor(other))


def test_text_stands_out_further_with_high_contrast() -> None:
    assert [theme.legible for theme in BY_NAME.values()] == [4.5, 4.5, 7.0]


@THEMES
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_can_be_read(theme: Theme, ground: str) -> None:
    below, least = theme.colour(ground), theme.legible
    for name in TEXTS:
        assert contrast(theme.colour(name), below) >= least, name
    for number in range(len(theme.terms)):
        assert contrast(theme.term(number), below) >= least, number


@THEMES
def test_the_marks_of_what_a_bar_has_no_room_for_can_be_seen(theme: Theme) -> None:
    assert re.search(r"#qt_menubar_ext_button \{ background: palette\(link-visited\);", STYLE_SHEET)
    ground = theme.palette().color(QPalette.ColorRole.LinkVisited)
    assert contrast(QColor("black"), ground) >= theme.legible


def test_the_mark_of_what_a_tool_bar_has_no_room_for_is_there(qtbot: QtBot) -> None:
    window, bar = QMainWindow(), QToolBar()
    qtbot.addWidget(window)
    window.setStyleSheet(STYLE_SHEET)
    window.setPalette(LIGHT.palette())
    window.addToolBar(bar)
    for n in range(20):
        bar.addAction(f"A tool with the number {n}")
    window.resize(300, 200)
    window.show()
    qtbot.waitExposed(window)
    (mark,) = bar.findChildren(QToolButton, "qt_toolbar_ext_button")
    assert mark.isVisible()
    image = mark.grab().toImage()
    places = [(x, y) for x in range(image.width()) for y in range(image.height())]
    ground = mark.palette().color(QPalette.ColorRole.LinkVisited).lightness()
    assert min(image.pixelColor(x, y).lightness() for x, y in places) < 0.6 * ground


@THEMES
def test_text_on_the_accent_can_be_read(theme: Theme) -> None:
    assert contrast(theme.colour("on_accent"), theme.colour("accent")) >= theme.legible


@THEMES
def test_text_on_tinted_grounds_can_be_read(theme: Theme) -> None:
    surface, accent, delta = map(theme.colour, ("surface", "accent", "backward"))

    def tinted(colour: QColor, part: float) -> QColor:
        return mixed(colour, surface, part)

    for pass_name in ("forward", "backward", "update"):
        ink = theme.phase(pass_name)
        assert contrast(ink, tinted(ink, PILL_TINT)) >= theme.legible, pass_name
        assert contrast(theme.colour("text"), tinted(ink, BEHIND)) >= theme.legible, pass_name
    for number in range(len(theme.terms)):
        for part in (CURRENT, SELECTED):
            assert contrast(theme.term(number), tinted(accent, part)) >= theme.legible, number
    for name in ("text", "muted", "backward"):
        assert contrast(theme.colour(name), tinted(delta, NEW)) >= theme.legible, name


@THEMES
def test_edges_at_rest_can_be_seen(theme: Theme) -> None:
    colours = Colours(theme)
    for name in ("positive", "negative"):
        seen = [
            contrast(colours.standing_out(colours[name], ratio), colours["surface"])
            for ratio in (*CONTRASTS, FLOODED)
        ]
        assert seen[0] >= (6.0 if theme is HIGH_CONTRAST else 3.0)
        assert seen == sorted(seen)
        assert seen[-1] > seen[0] + 0.5
    assert contrast(theme.colour("unit_line"), theme.colour("surface")) >= 3.0


@THEMES
def test_numbers_can_be_read_on_the_map_of_a_unit(theme: Theme) -> None:
    scale = Scale(-1.0, 1.0, 0.0, 0.0)
    found = unit_pixels(np.linspace(-1.0, 1.0, 50), scale, theme)
    seen = [contrast(QColor.fromRgb(int(each)), theme.colour("text")) for each in found]
    assert min(seen) >= theme.legible
    assert max(seen) > 1.5 * min(seen)  # and what is high stands out from what is low


def test_what_is_only_read_stands_on_the_ground_of_panels(qtbot: QtBot) -> None:
    """With high contrast fields have a ground of their own, which says that they can be filled."""
    words, table = MarkdownWords(), TextTable("Values", ("Value", "on paper"))
    use_theme(HIGH_CONTRAST)
    try:
        for widget in (words, table):
            qtbot.addWidget(widget)
            widget.resize(200, 100)
            shown = widget.viewport().grab().toImage()
            assert shown.pixelColor(100, shown.height() - 1).name() == HIGH_CONTRAST.surface
    finally:
        use_theme(LIGHT)
