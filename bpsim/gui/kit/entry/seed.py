"""The seed of a draw: a number to type, or another one by chance."""

import secrets
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QDoubleSpinBox

from bpsim.base.words import tr
from bpsim.gui.kit.controls.button import Button
from bpsim.gui.kit.controls.focused_wheel import FocusedWheel
from bpsim.gui.kit.controls.painting import control_height
from bpsim.gui.kit.controls.told_aloud import ToldAloud
from bpsim.gui.kit.entry.keeps_digits import KeepsDigits
from bpsim.gui.program.tips import tip

LARGEST_SEED: Final = 2**53 - 1
"""The largest that a file keeps exactly; Qt's box of whole numbers ends far below."""
LONG_SEED: Final = 2**31 - 1
DICE_SIDES: Final = 10_000


class SeedField(FocusedWheel, ToldAloud, KeepsDigits, QDoubleSpinBox):
    """A whole number from 0 to LARGEST_SEED; ``words`` say what it draws."""

    def __init__(self, seed: int, words: str) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setDecimals(0)
        self.setRange(0, LARGEST_SEED)
        self.setValue(seed)
        self.setAccelerated(True)
        self.setAccessibleName(tr("Seed"))
        self.setToolTip(tip(words))

    def value(self) -> int:
        return int(super().value())

    def show_silently(self, seed: int) -> None:
        """Show ``seed`` without saying so."""
        with QSignalBlocker(self):
            self.setValue(seed)

    def roll(self) -> None:
        """Take another seed, never the same."""
        seed = secrets.randbelow(DICE_SIDES - 1)
        self.setValue(seed + 1 if seed >= self.value() else seed)

    def dice(self, words: str) -> Button:
        """A button that takes another seed; ``words`` say what is drawn with that."""
        button = Button("refresh", tr("Roll"), framed=True)
        button.setToolTip(tip(words))
        button.clicked.connect(lambda: self.roll())
        return button

    def fit(self, longest: int = LONG_SEED) -> None:
        """Take the room that ``longest`` needs, or the seed on show where that is longer."""
        metrics = self.fontMetrics()
        text = max(self.text(), str(longest), key=len)
        width = metrics.horizontalAdvance(text) + 2 * metrics.height()
        self.setFixedSize(width, control_height(metrics))
