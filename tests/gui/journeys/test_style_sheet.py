"""The style sheet comes once the widgets are there, and never goes: without one Qt would crash."""

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QWidget,
)

from bpsim.gui.looks.style import style_sheet
from bpsim.gui.looks.theme import LIGHT
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


class WithIcons(QProxyStyle):
    """A style as desktops have it: it sets pictures of its own on buttons of dialogs."""

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: object = None,
    ) -> int:
        if hint is QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons:
            return 1
        return super().styleHint(hint, option, widget)


def test_buttons_of_dialogs_have_no_pictures_of_another_hand(qapp: QApplication) -> None:
    style, box = WithIcons(), QDialogButtonBox()
    hint = QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons
    box.setStyle(style)
    assert box.style().styleHint(hint, None, box) == 1
    box.setStyleSheet(style_sheet(LIGHT))
    box.ensurePolished()
    assert box.style().styleHint(hint, None, box) == 0
    box.deleteLater()
