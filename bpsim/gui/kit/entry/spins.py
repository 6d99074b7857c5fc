"""Fields that are turned or opened: whole numbers and choices."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QAbstractSpinBox

from bpsim.gui.kit.controls.combo_box import ComboBox
from bpsim.gui.kit.controls.field_keys import FieldKeys
from bpsim.gui.kit.controls.focused_wheel import FocusedWheel
from bpsim.gui.kit.controls.told_aloud import ToldAloud
from bpsim.gui.kit.entry.keeps_digits import WholeNumber
from bpsim.gui.program.tips import tip


class Spin(FocusedWheel, ToldAloud, WholeNumber):
    """A spin box that the wheel turns only while it has the keyboard."""

    def __init__(self, name: str, low: int, high: int, value: int) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)
        self.setAccelerated(True)
        self.setAccessibleName(name)
        self.setToolTip(tip(name))
        FieldKeys(self)
        self.setRange(low, high)
        self.setValue(value)
        self.setStepType(QAbstractSpinBox.StepType.AdaptiveDecimalStepType)

    def show_silently(self, value: int) -> None:
        """Show ``value`` without saying so."""
        with QSignalBlocker(self):
            self.setValue(value)


class Choice(FocusedWheel, ComboBox):
    """A few words to choose from, each standing for a value; the wheel needs the keyboard too."""

    def __init__(self, name: str, words: dict[str, str]) -> None:
        super().__init__()
        # By Qt's own rule the width would hang on which text was there first.
        self.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setToolTip(tip(name))
        for value, text in words.items():
            self.addItem(text, value)

    def value(self) -> str:
        """The value chosen."""
        return str(self.currentData())

    def show_silently(self, value: str) -> None:
        """Show ``value`` without saying so."""
        with QSignalBlocker(self):
            self.setCurrentIndex(max(0, self.findData(value)))
