"""The box that asks before something is lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget
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


def test_a_name_without_a_blank_is_not_cut(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    name = "a_name_of_a_file_" * 14
    box = question_box(window, f"Save “{name}”?", name, QMessageBox.StandardButton.Cancel)
    with qtbot.waitExposed(box):
        box.show()
    labels = [label for label in box.findChildren(QLabel) if "file" in label.text()]
    assert len(labels) == 2
    for label in labels:
        wrapped = Qt.TextFlag.TextWordWrap
        taken = label.fontMetrics().boundingRect(label.contentsRect(), wrapped, label.text())
        assert taken.width() <= label.contentsRect().width()
