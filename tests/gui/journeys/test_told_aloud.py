"""What the window gives to assistive technology, in every panel and at every kind of step."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAction
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from bpsim.formats.bundled import bundled_network
from bpsim.gui.desk.modes import Mode
from bpsim.gui.window.main_window import MainWindow
from bpsim.steps.schedule import Phase
from tests.notation.unspoken import unspoken

from .conftest import Open, each_tab, step_of
from .test_image import digits

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
def test_no_sign_is_told_as_it_is_written(new_window: Open, name: str) -> None:
    window = new_window(bundled_network(name).load())
    found, docks, told = set[str](), window.docks, set[tuple[Phase, int | None]]()
    for dock in docks.by_name.values():
        dock.bring_up()
        for _ in range(2):
            window.controller.next_pass()
            window.controller.forward()
            QApplication.processEvents()
            found.update(_left(dock))
            step = step_of(window)
            if (step.phase, step.layer) not in told:  # else a step of its kind has been
                told.add((step.phase, step.layer))
                for part in (docks.by_name["step"], docks.middle):  # all else that tells of it
                    found.update(_left(part))
    window.controller.last()
    QApplication.processEvents()
    assert found | set(_left(window)) == set()


def test_no_sign_of_a_lesson_s_title_or_of_a_picture_is_told_as_it_is_written(
    open_window: Open,
) -> None:
    window = open_window(digits(64))
    window.modes.choose(Mode.LESSON)
    window.docks.bring_up("image")
    QApplication.processEvents()
    parts = (window.docks.by_name[name] for name in ("lesson", "image"))
    assert [text for part in parts for text in _left(part)] == []


DIALOGS = (
    "new", "go_to", "start_weights", "hold_out_share", "export", "print", "settings", "notation",
)  # fmt: skip


@pytest.mark.parametrize("name", DIALOGS)
def test_no_sign_of_a_dialog_is_told_as_it_is_written(window: MainWindow, name: str) -> None:
    window.begin()
    found: set[str] = set()

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        try:
            for _ in each_tab(dialog):
                found.update(_left(dialog))
        finally:
            dialog.reject()

    QTimer.singleShot(0, look)
    action = window.findChild(QAction, name)
    assert action is not None
    action.trigger()
    assert found == set()


def _left(window: QWidget) -> Iterator[str]:
    for part in _parts(QAccessible.queryAccessibleInterface(window)):
        if part.role() not in OF_QT:
            yield from (text for text in map(part.text, TEXTS) if unspoken(text))


def _parts(whole: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    if whole is not None and whole.isValid():
        yield whole
        for number in range(min(whole.childCount(), MOST)):
            yield from _parts(whole.child(number))
