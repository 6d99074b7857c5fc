"""The convention that the explanation is written in: course or lecture, with or without g′."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bpsim.base.words import tr
from bpsim.core.settings import Convention, Sign
from bpsim.gui.kit.controls.flow import FlowLayout
from bpsim.gui.kit.controls.segmented import Segmented
from bpsim.gui.kit.controls.switch import Switch

SIGNS: tuple[Sign, Sign] = ("course", "lecture")


class Signs(QWidget):
    """``sign_chosen`` carries "course" or "lecture", ``shorthand_toggled`` whether g′ is left out.

    Setting the convention from outside emits nothing.
    """

    sign_chosen = Signal(str)
    shorthand_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sign = Segmented([], tr("Sign of δ"))
        self.sign.set_texts(
            [tr("Course"), tr("Lecture")],
            [
                tr("Course: δ = ∂cost/∂z, a − y at the output, Θ := Θ − αD"),
                tr("Lecture: cost without its minus, y − a at the output, Θ := Θ + αD"),
            ],
        )
        self.shorthand = Switch(tr("Lecture shorthand (without g′)"))
        self.shorthand.setToolTip(
            tr("As in the lecture on intuition: δ is the weighted sum, g′ is left out")
        )
        line = FlowLayout(self)
        line.add(self.sign)
        line.add(self.shorthand)
        self.sign.chosen.connect(lambda place: self.sign_chosen.emit(SIGNS[place]))
        self.shorthand.clicked.connect(self.shorthand_toggled)
        self.set_convention(Convention())

    def set_convention(self, convention: Convention) -> None:
        """Show ``convention`` in the switches."""
        self.sign.set_current(SIGNS.index(convention.sign))
        self.shorthand.setChecked(convention.lecture_shorthand)
