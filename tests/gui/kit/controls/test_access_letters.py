"""A letter is underlined in each entry of a menu, and no two have the same."""

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from bpsim.gui.kit.controls.access_letters import give_letters, letter_of, lettered


@pytest.mark.parametrize(
    ("text", "taken", "after"),
    [
        ("Paths", "", "&Paths"),
        ("On paper", "o", "On &paper"),
        ("On paper", "op", "O&n paper"),
        ("δ as a slope\tAlt+3", "", "δ &as a slope\tAlt+3"),
        ("Ss", "s", "Ss"),
        ("R&&D", "r", "R&&&D"),
        ("115 %", "1", "11&5 %"),
        ("权重", "", "权重(&A)"),
        ("设置…\tF2", "ab", "设置(&C)…\tF2"),
        ("…", "", "…"),
    ],
)
def test_the_first_letter_of_a_word_comes_first(text: str, taken: str, after: str) -> None:
    assert lettered(text, set(taken)) == after
    assert letter_of(after) not in taken or after == text


def test_letters_that_are_there_stay_and_menus_within_have_their_own(qtbot: QtBot) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    for text in ("Curve", "&Copy", "Cost"):
        menu.addAction(text)
    menu.addSection("Cost")
    inner = menu.addMenu("Panels")
    inner.addAction("Cost")
    for _ in range(2):  # menus are shown again
        give_letters(menu)
        texts = [each.text() for each in menu.actions() if not each.isSeparator()]
        assert texts == ["C&urve", "&Copy", "C&ost", "&Panels"]
        assert [each.text() for each in inner.actions()] == ["&Cost"]
