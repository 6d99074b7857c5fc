"""The tabs below the network: all of them at once on a small screen, in every language."""

import gettext

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar, QWidget
from pytestqt.qtbot import QtBot

from bpsim.base.bundled import resource
from bpsim.base.language import LANGUAGES
from bpsim.gui.window.main_window import MainWindow
from tests.gui.journeys.conftest import Open
from tests.gui.journeys.test_room import begun, settle


def test_the_tabs_need_no_arrows(open_window: Open) -> None:
    window = begun(open_window, 100, 1024, 740)
    docks = window.docks.by_name.values()
    titles = {dock: dock.windowTitle() for dock in docks}
    for language in LANGUAGES:
        said = gettext.translation("bpsim", resource("languages"), [language], fallback=True)
        for dock in docks:
            dock.setWindowTitle(said.gettext(titles[dock]))
        settle()
        first = said.gettext("Cost")
        (bar,) = [bar for bar in window.findChildren(QTabBar) if bar.tabText(0) == first]
        assert bar.count() == 7
        assert bar.tabRect(bar.count() - 1).right() < bar.width(), language


def crosses(window: MainWindow) -> dict[str, QWidget]:
    """The crosses by the words on their tabs."""
    side = QTabBar.ButtonPosition.RightSide
    return {
        bar.tabText(place): bar.tabButton(place, side)
        for bar in window.findChildren(QTabBar)
        for place in range(bar.count())
        if bar.tabButton(place, side) is not None
    }


def test_a_panel_that_was_asked_for_is_hidden_by_the_cross_on_its_tab(
    open_window: Open, qtbot: QtBot
) -> None:
    window = begun(open_window, 100, 1280, 770)
    said: list[str] = []
    window.controller.message.connect(lambda words, _kind: said.append(words))
    assert not crosses(window)
    for _ in range(2):
        for name in ("doctor", "paper", "image"):
            window.docks.bring_up(name)
        qtbot.waitUntil(lambda: len(crosses(window)) == 3)
        button = crosses(window)["Network doctor"]
        assert button.accessibleName() == "Hide the panel “Network doctor”"
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        settle()
        assert window.docks.by_name["doctor"].isHidden() and "Network doctor" in said[-1]
        assert set(crosses(window)) == {"On paper", "Image"}
    small = crosses(window)["On paper"].width()
    window.appearance.set_text_size(200)
    settle()
    assert crosses(window)["On paper"].width() > 1.5 * small
