"""The largest text on small and on large screens: all of it is in sight, and all of it is used."""

import gettext

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QTabBar, QToolButton
from pytestqt.qtbot import QtBot

from bpsim.base.bundled import resource
from bpsim.base.language import LANGUAGES
from bpsim.gui.kit.controls.scrolled import Scrolled
from bpsim.gui.kit.controls.shrinking import Shrinking
from bpsim.gui.window.main_window import MainWindow
from bpsim.gui.wiring.docks_below import tab_bars
from bpsim.gui.wiring.table import ROWS

from .conftest import Open
from .test_low_window import open_window as open_window
from .test_room import begun, reachable, settle

SMALL_SCREENS = [(1024, 740), (1280, 770)]


def arrows(bar: QTabBar) -> list[QToolButton]:
    return [each for each in bar.findChildren(QToolButton) if each.isVisible()]


def say_titles_in(language: str, window: MainWindow, english: dict[str, str]) -> None:
    said = gettext.translation("bpsim", resource("languages"), [language], fallback=True)
    for name, dock in window.docks.by_name.items():
        dock.setWindowTitle(said.gettext(english[name]))
    settle()
    window.docks.fit()
    settle()


@pytest.mark.parametrize(("width", "height"), SMALL_SCREENS)
def test_all_tabs_are_seen_in_every_language(open_window: Open, width: int, height: int) -> None:
    window = begun(open_window, 200, width, height)
    titles = {name: dock.windowTitle() for name, dock in window.docks.by_name.items()}
    least = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF()
    for language in LANGUAGES:
        say_titles_in(language, window, titles)
        bars = [bar for bar in tab_bars(window) if bar.isVisible() and bar.count()]
        assert sorted(bar.count() for bar in bars) == [5, 7]
        for bar in bars:
            assert bar.tabRect(bar.count() - 1).right() < bar.width(), language
            assert not arrows(bar)
            assert least <= bar.font().pointSizeF() <= window.font().pointSizeF()
    say_titles_in("en", window, titles)
    window.appearance.set_text_size(100)
    settle()
    assert all(bar.font().pointSizeF() == least for bar in tab_bars(window) if bar.isVisible())


def test_the_panels_at_the_right_are_as_wide_as_the_text_asks_for(open_window: Open) -> None:
    window = begun(open_window, 100, 1920, 1040)
    step, slope = window.docks.by_name["step"], window.docks.by_name["slope"]
    narrow = step.width()
    window.appearance.set_text_size(200)
    settle()
    assert step.width() >= 1.6 * narrow
    assert slope.height() >= 13 * window.fontMetrics().height()
    window.appearance.set_text_size(100)
    settle()
    assert step.width() == narrow
    window.resizeDocks([step], [narrow + 50], Qt.Orientation.Horizontal)  # as somebody wants it
    settle()
    window.appearance.set_text_size(200)
    settle()
    assert step.width() == narrow + 50


@pytest.mark.parametrize(("width", "height"), SMALL_SCREENS)
def test_controls_need_no_scrolling_while_one_walks(
    open_window: Open, width: int, height: int
) -> None:
    window = begun(open_window, 200, width, height)
    transport = window.views.transport
    for _ in range(10):
        window.controller.forward()
    settle()
    assert all(frame.verticalScrollBar().maximum() == 0
               for frame in transport.findChildren(Shrinking))  # fmt: skip
    bars = window.menus.bar, window.menuBar()
    for bar in bars:
        ends = [bar.actionGeometry(action).right() for action in bar.actions()]
        assert max(ends) < bar.width()
        hidden = [each for each in bar.findChildren(QToolButton) if "_ext_" in each.objectName()]
        assert not any(each.isVisible() for each in hidden)
    for part in (transport.position, transport.counter):
        assert (
            part.heightForWidth(part.width()) <= part.height() <= 1.5 * part.fontMetrics().height()
        )
        assert part.tip_at(part.rect().center()) == ""  # nothing is cut


def test_the_modes_are_folded_where_the_menus_need_the_room(
    open_window: Open, qtbot: QtBot
) -> None:
    window = begun(open_window, 200, 1024, 740)
    bar, switch = window.menuBar(), window.menus.mode_switch
    for action in bar.actions():  # as long as they are in German
        action.setText(f"{action.text()}m")
    window.menus.fit()
    settle()
    assert switch.folded and reachable(window, switch)
    assert bar.actionGeometry(bar.actions()[-1]).right() < switch.x()
    switch.take_keys()
    for mode in window.modes.mode.__class__:
        qtbot.keyClick(switch.focusWidget(), Qt.Key.Key_Down)
        settle()
        assert list(type(mode)).index(window.modes.mode) == switch.current()
        switch.take_keys()
    window.appearance.set_text_size(100)
    settle()
    assert not switch.folded and switch.width() == switch.spread_width()


def test_the_plot_is_more_than_a_line_high(open_window: Open, qtbot: QtBot) -> None:
    window = begun(open_window, 200, 1024, 740)
    window.training.run(20)
    qtbot.waitUntil(lambda: not window.training.running)
    settle()
    plot, frame = window.views.cost.plot, window.docks.by_name["cost"].findChild(Shrinking)
    line = plot.fontMetrics().height()
    assert frame is not None
    for bar in (frame.verticalScrollBar(), frame.horizontalScrollBar()):
        assert bar.maximum() == 0
    assert plot.height() >= 4 * line and plot.width() >= 8 * line


def test_no_panel_has_to_be_moved_sideways(open_window: Open) -> None:
    window = begun(open_window, 200, 1024, 740)
    for _ in range(9):
        window.controller.forward()
    for row in ROWS:
        if row.in_dock and row.mode is None:
            window.docks.bring_up(row.name)
            settle()
            content = window.docks.by_name[row.name].findChild(Scrolled)
            assert content is None or content.horizontalScrollBar().maximum() == 0, row.name
