"""The seed of a draw, as dialogs ask for it: a number to type, or another one by chance."""

import secrets

from PySide6.QtWidgets import QSpinBox

from bpsim.gui.kit.controls.painting import control_height
from bpsim.gui.program.tips import tip

MOST_SEED = 2**31 - 1
DICE_SIDES = 10_000


class SeedField(QSpinBox):
    """A whole number from 0 to MOST_SEED; ``words`` say what it draws."""

    def __init__(self, seed: int, words: str) -> None:
        super().__init__()
        self.setRange(0, MOST_SEED)
        self.setValue(min(seed, MOST_SEED))
        self.setAccessibleName("Seed")
        self.setToolTip(tip(words))

    def roll(self) -> None:
        """Take another seed, never the same."""
        seed = secrets.randbelow(DICE_SIDES - 1)
        self.setValue(seed + 1 if seed >= self.value() else seed)

    def fit(self) -> None:
        """Take the room that the largest seed needs."""
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(str(MOST_SEED)) + 2 * metrics.height()
        self.setFixedSize(width, control_height(metrics))
