"""How the window looks: its colours and the size of its text, applied everywhere at once."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QApplication

from bpsim.gui.looks.style import STYLE_SHEET, every_widget, take_looks
from bpsim.gui.looks.theme import THEMES, Theme, use_theme
from bpsim.gui.program.preferences import Preferences


class Appearance(QObject):
    """Follows the preferences, and the system where they say so."""

    changed = Signal(object)
    """The theme to use from now on; fonts and palette are in place already."""

    def __init__(self, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._system_font = QFont(_application().font())
        self._enlarged = 1.0
        self._styled = False
        self._borrowed: Theme | None = None
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._system_changed)

    @property
    def theme(self) -> Theme:
        """The theme in use."""
        if self._borrowed is not None:
            return self._borrowed
        name = self._preferences.theme
        return THEMES[_system_theme() if name == "system" else name]

    def set_theme(self, name: str) -> None:
        """One of the preferences' THEME_NAMES."""
        self._preferences.theme = name
        self.apply()

    def toggle(self) -> None:
        """From light to dark or back; from high contrast to light."""
        self.set_theme("dark" if self.theme.name == "light" else "light")

    def set_text_size(self, per_cent: int) -> None:
        """Text of ``per_cent`` of the system's size, in the whole window."""
        self._preferences.text_size = per_cent
        self.apply()

    def enlarge(self, times: float) -> None:
        """Text at least so many times as large as the system's, for as long as it is presented.

        Whoever prefers larger text has it larger already: times that, the panels had no room.
        """
        self._enlarged = times
        self.apply()

    @contextmanager
    def borrowed(self, theme: Theme) -> Iterator[None]:
        """Everything in another theme, for as long as a picture of it is taken."""
        if theme == self.theme:
            yield
            return
        self._borrowed = theme
        try:
            self.apply()
            yield
        finally:
            self._borrowed = None
            self.apply()

    def apply(self) -> None:
        """Hand palette, font and theme to everything."""
        application, theme = _application(), self.theme
        font = QFont(self._system_font)
        times = max(self._preferences.text_size / 100, self._enlarged)
        font.setPointSizeF(self._system_font.pointSizeF() * times)
        resized = application.font() != font
        if resized:
            application.setFont(font)
        before = application.palette()
        use_theme(theme)
        recoloured = application.palette() != before
        if self._styled and (resized or recoloured):  # every other setting is used at once too
            take_looks(application)
        if resized:
            _tell_of_font(application)
        self.changed.emit(theme)

    def style(self) -> None:
        """Use the style sheet from now on: once all widgets are there.

        In use it is worked out anew for every widget that is put into another, and for all that
        are in it: a twelfth of the time that the window takes.
        """
        self._styled = True
        if _application().styleSheet() != STYLE_SHEET:
            _application().setStyleSheet(STYLE_SHEET)

    def restore_font(self) -> None:
        """Give the application back the system's font."""
        _application().setFont(self._system_font)

    def _system_changed(self) -> None:
        if self._preferences.theme == "system":
            self.apply()


def _tell_of_font(application: QApplication) -> None:
    """Have every widget fit its parts again, parents first, once all of them have their font."""
    for widget in every_widget(application):
        application.sendEvent(widget, QEvent(QEvent.Type.FontChange))


def _application() -> QApplication:
    found = QApplication.instance()
    assert isinstance(found, QApplication)
    return found


def _system_theme() -> str:
    hints = QGuiApplication.styleHints()
    accessibility = hints.accessibility()
    if accessibility.contrastPreference() is Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() is Qt.ColorScheme.Dark else "light"
