"""The style sheet comes once the widgets are there and stays: another one takes half a second."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QWidget,
)

from bpsim.formats.bundled import bundled_network
from bpsim.gui.looks.style import STYLE_SHEET
from bpsim.gui.program.preferences import Preferences
from bpsim.gui.window.main_window import MainWindow

from .conftest import Open
from .shared_window import end


class Told(QObject):
    """Counts how often the widgets of ``window`` have been told of ``kind``."""

    def __init__(self, window: MainWindow, kind: QEvent.Type) -> None:
        super().__init__()
        self.times, self._kind = 0, kind
        window.views.step.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.times += event.type() == self._kind
        return super().eventFilter(watched, event)


def begun(theme: str, text_size: int) -> MainWindow:
    """A new window as the program opens it: the network first, then the rest."""
    preferences = Preferences()
    preferences.stored.file.clear()  # no window before has been arranged
    preferences.theme, preferences.text_size = theme, text_size
    window = MainWindow(bundled_network().load(), furnish=False, preferences=preferences)
    window.resize(1280, 800)
    window.show()
    QApplication.processEvents()
    window.furnish()
    window.begin()
    return window


def looks(window: MainWindow) -> Iterator[tuple[str, QImage]]:
    """The window with each panel in front."""
    window.resize(1280, 800)
    for name in dict.fromkeys(("step", *window.docks.by_name)):
        window.docks.bring_up(name)
        for _ in range(5):
            QApplication.processEvents()
        yield name, window.grab().toImage()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("theme", "text_size"), [("dark", 100), ("contrast", 100), ("light", 150)])
def test_a_window_looks_the_same_whether_it_began_so_or_was_changed(
    theme: str, text_size: int
) -> None:
    """Palette and font reach every widget, although the style sheet stays as it is."""
    window = begun(theme, text_size)
    expected = dict(looks(window))
    end(window)
    window = begun("light", 100)
    QApplication.processEvents()
    again = Told(window, QEvent.Type.StyleChange)
    for other in ("dark", "contrast", theme):
        window.appearance.set_theme(other)
    window.appearance.set_text_size(text_size)
    assert not again.times
    differing = [name for name, seen in looks(window) if seen != expected[name]]
    end(window)
    assert not differing


def test_other_settings_leave_the_looks_alone(renewed_window: Open) -> None:
    window = renewed_window()
    again = Told(window, QEvent.Type.ApplicationPaletteChange)
    window.use_preferences()
    assert not again.times
    window.appearance.set_theme("dark")
    assert again.times


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
    box.setStyleSheet(STYLE_SHEET)
    box.ensurePolished()
    assert box.style().styleHint(hint, None, box) == 0
    box.deleteLater()
