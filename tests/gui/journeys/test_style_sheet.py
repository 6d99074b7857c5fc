"""The style sheet comes once the widgets are there, and never goes: without one Qt would crash."""

import pytest
from PySide6.QtWidgets import QApplication

from bpsim.gui.window import appearance

from .conftest import Open


def test_a_window_is_styled_once_and_no_sheet_is_ever_taken_away(
    open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    used: list[str] = []
    really = appearance._set_style_sheet

    def noted(application: QApplication, sheet: str) -> None:
        used.append(sheet)
        really(application, sheet)

    monkeypatch.setattr(appearance, "_set_style_sheet", noted)
    window = open_window()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    assert used == [application.styleSheet()]
    window.appearance.set_text_size(150)
    window.appearance.set_theme("dark")
    window.appearance.set_text_size(100)
    open_window().appearance.set_theme("light")
    assert all(used)
