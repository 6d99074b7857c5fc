"""The tabs below the network: all of them at once on a small screen, in every language."""

import gettext

import pytest
from PySide6.QtWidgets import QTabBar

from bpsim.base.bundled import resource
from bpsim.base.language import LANGUAGES
from tests.gui.journeys.conftest import Open
from tests.gui.journeys.test_room import begun, settle


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tabs_need_no_arrows(open_window: Open, language: str) -> None:
    window = begun(open_window, 100, 1024, 740)
    said = gettext.translation("bpsim", resource("languages"), [language], fallback=True)
    for dock in window.docks.by_name.values():
        dock.setWindowTitle(said.gettext(dock.windowTitle()))
    settle()
    first = said.gettext("Cost")
    (bar,) = [bar for bar in window.findChildren(QTabBar) if bar.tabText(0) == first]
    assert bar.count() == 7
    assert bar.tabRect(bar.count() - 1).right() < bar.width()
