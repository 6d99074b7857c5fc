"""Edit > Settings: what the user prefers, searchable, used at once, and reset in one place."""

from collections.abc import Callable

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bpsim.base.words import tr
from bpsim.gui.dialogs.mnemonics import give_keys
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.program.choices import CHOICES, Choice, forget_spoken
from bpsim.gui.program.preferences import Preferences
from bpsim.gui.program.tips import tip


class SettingsDialog(QDialog):
    """A row for each choice; ``use`` is called after each change, ``reset`` by its button."""

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
        self.boxes: dict[str, QComboBox] = {}
        for choice in CHOICES:
            self._add(choice)
        self._none = Label(tr("No setting is about that."))
        self._none.hide()
        self._form.addRow(self._none)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(rows)
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
        column.addWidget(area)
        column.addWidget(buttons)
        give_keys(self)
        self.show_values()
        unit = self.fontMetrics().height()
        room = self.screen().availableGeometry().height()
        self.resize(unit * 34, min(unit * 34, room * 4 // 5))

    def _add(self, choice: Choice) -> None:
        box = QComboBox()
        for _, words in choice.values:
            box.addItem(words)
        box.setAccessibleName(choice.title)
        box.setAccessibleDescription(choice.more)
        box.setToolTip(tip(choice.more))
        box.activated.connect(lambda at, chosen=choice: self._chosen(chosen, at))
        label = Label(choice.title)
        label.setBuddy(box)
        self._form.addRow(label, box)
        self.boxes[choice.name] = box

    def show_values(self) -> None:
        """Show what is chosen."""
        for choice in CHOICES:
            values = [value for value, _ in choice.values]
            self.boxes[choice.name].setCurrentIndex(values.index(choice.value(self._preferences)))

    def _chosen(self, choice: Choice, at: int) -> None:
        choice.choose(self._preferences, choice.values[at][0])
        self._use()

    def _find(self, searched: str) -> None:
        found = False
        for choice in CHOICES:
            matches = choice.matches(searched)
            found = found or matches
            self._form.setRowVisible(self.boxes[choice.name], matches)
        self._none.setVisible(not found)

    def _reset_all(self) -> None:
        self._reset()
        forget_spoken()
        self.show_values()


def show_settings(
    window: QWidget,
    preferences: Preferences,
    use: Callable[[], None],
    reset: Callable[[], None],
) -> None:
    """Open the dialog; it closes with Escape."""
    dialog = SettingsDialog(window, preferences, use, reset)
    dialog.exec()
    dialog.deleteLater()
