"""Edit > Settings: what the user prefers, searchable, used at once, and reset in one place."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from bpsim.base.language import Speech
from bpsim.base.words import tr
from bpsim.gui.dialogs.mnemonics import give_keys
from bpsim.gui.dialogs.showing import accepted
from bpsim.gui.kit.controls.combo_box import ComboBox
from bpsim.gui.kit.controls.fits_font import FitsFont
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.kit.controls.on_screen import resize_on_screen
from bpsim.gui.kit.controls.scrolled import Scrolled
from bpsim.gui.program.kept import speak
from bpsim.gui.program.preferences import OFFERED, Preferences
from bpsim.gui.program.setting import Setting
from bpsim.gui.program.tips import tip


class SettingsDialog(FitsFont, QDialog):
    """A row for each setting on offer; ``use`` follows each change, ``reset`` the button for it."""

    def __init__(
        self,
        window: QWidget,
        preferences: Preferences,
        use: Callable[[], None],
        reset: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self.setWindowTitle(tr("Settings"))
        self._preferences, self._use, self._reset = preferences, use, reset
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search"))
        self.search.setAccessibleName(tr("Search the settings"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._find)
        rows = QWidget()
        self._form = QFormLayout(rows)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.boxes: dict[str, ComboBox] = {}
        for name, setting in OFFERED.items():
            self._add(name, setting)
        self._none = Label(tr("No setting is about that."))
        self._none.hide()
        self._form.addRow(self._none)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.reset_button = buttons.addButton(
            tr("Reset everything"), QDialogButtonBox.ButtonRole.ResetRole
        )
        self.reset_button.setAutoDefault(False)
        self.reset_button.setToolTip(
            tip(tr("Settings, panels and layout as in a new installation; recent files stay"))
        )
        self.reset_button.clicked.connect(self._reset_all)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.search)
        column.addWidget(Scrolled(rows))
        column.addWidget(buttons)
        give_keys(self)
        self.show_values()
        self.fit_font()

    def fit_font(self) -> None:
        """As large as the settings are in the text size that has just been chosen."""
        unit = self.fontMetrics().height()
        resize_on_screen(self, unit * 34, unit * 34)

    def _add(self, name: str, setting: Setting[Any]) -> None:
        box = ComboBox()
        box.addItems(list(setting.values.values()))
        box.setAccessibleName(setting.title)
        box.setAccessibleDescription(setting.more)
        box.setToolTip(tip(setting.more))
        box.activated.connect(lambda at: self._chosen(name, list(setting.values)[at]))
        label = Label(setting.title)
        label.setBuddy(box)
        self._form.addRow(label, box)
        self.boxes[name] = box

    def show_values(self) -> None:
        """Show what is chosen."""
        for name, setting in OFFERED.items():
            value = getattr(self._preferences, name)
            self.boxes[name].setCurrentIndex(list(setting.values).index(value))

    def _chosen(self, name: str, value: object) -> None:
        setattr(self._preferences, name, value)
        self._use()

    def _find(self, searched: str) -> None:
        found = False
        for name, setting in OFFERED.items():
            matches = setting.matches(searched)
            found = found or matches
            self._form.setRowVisible(self.boxes[name], matches)
        self._none.setVisible(not found)

    def _reset_all(self) -> None:
        self._reset()
        speak(Speech())
        self.show_values()


def show_settings(
    window: QWidget,
    preferences: Preferences,
    use: Callable[[], None],
    reset: Callable[[], None],
) -> None:
    """Open the dialog; it closes with Escape."""
    accepted(SettingsDialog(window, preferences, use, reset))
