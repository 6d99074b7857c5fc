"""What the window gives to assistive technology, in every panel and at every kind of step."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication

from bpsim.app.resources import bundled_network
from bpsim.gui.window.main_window import MainWindow
from tests.notation.unspoken import unspoken

from .conftest import Open

TEXTS = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Help)
OF_QT = {
    QAccessible.Role.MenuItem,
    QAccessible.Role.PopupMenu,
    QAccessible.Role.PageTab,
    QAccessible.Role.PageTabList,
    QAccessible.Role.ComboBox,
}
"""Entries of menus, tabs and boxes: Qt tells them as they are written, and takes no other words."""
MOST = 40
"""Parts of one thing; those that follow are of the same kind."""


@pytest.fixture
def open_window(renewed_window: Open) -> Open:
    return renewed_window


@pytest.mark.parametrize("name", ["lecture", "iris"])
def test_no_sign_is_told_as_it_is_written(open_window: Open, name: str) -> None:
    window = open_window(bundled_network(name).load())
    found: set[str] = set()
    for dock in window.docks.by_name.values():
        dock.bring_up()
        for _ in range(2):
            window.controller.next_pass()
            window.controller.forward()
            QApplication.processEvents()
            found.update(_left(window))
    window.controller.last()
    QApplication.processEvents()
    assert found | set(_left(window)) == set()


def _left(window: MainWindow) -> Iterator[str]:
    for part in _parts(QAccessible.queryAccessibleInterface(window)):
        if part.role() not in OF_QT:
            yield from (text for text in map(part.text, TEXTS) if unspoken(text))


def _parts(whole: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    if whole is not None and whole.isValid():
        yield whole
        for number in range(min(whole.childCount(), MOST)):
            yield from _parts(whole.child(number))
