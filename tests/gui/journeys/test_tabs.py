"""The tabs below the network: all of them at once on a small screen, in every language."""

import gettext

from PySide6.QtWidgets import QTabBar

from bpsim.base.bundled import resource
from bpsim.base.language import LANGUAGES
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
