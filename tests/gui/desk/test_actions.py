"""What a button of the tool bar says: the words of the menu, without what only a menu needs."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from bpsim.gui.desk import actions
from bpsim.gui.desk.actions import Actions, Entry


@pytest.mark.parametrize(
    ("text", "says"), [("&Open…", "Open"), ("打开(&O)…", "打开"), ("E&jemplos", "Ejemplos")]
)
def test_a_button_shows_no_access_key(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, text: str, says: str
) -> None:
    monkeypatch.setattr(actions, "TABLE", {"one": Entry(text)})
    window = QWidget()
    qtbot.addWidget(window)
    action = Actions(window)["one"]
    assert action.iconText() == says and action.text() == text
