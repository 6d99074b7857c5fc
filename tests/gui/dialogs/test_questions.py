"""The box that asks before something is lost."""

import pytest
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from bpsim.gui.dialogs.questions import question_box
from bpsim.gui.looks.theme import DARK, LIGHT, Theme, use_theme


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_its_question_mark_is_drawn_in_the_theme(qtbot: QtBot, theme: Theme) -> None:
    use_theme(theme)
    window = QWidget()
    qtbot.addWidget(window)
    box = question_box(window, "Remove it?", "Undo.", QMessageBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.icon() is QMessageBox.Icon.NoIcon
    drawing = box.iconPixmap().toImage()
    inks = {
        drawing.pixelColor(x, y).name()
        for x in range(drawing.width())
        for y in range(drawing.height())
        if drawing.pixelColor(x, y).alpha() == 255
    }
    assert inks == {theme.colour("accent").name()}
