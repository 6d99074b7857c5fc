"""What is practised with: an exercise of a chosen shape, or the network that is open."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bpsim.base.counted import counted
from bpsim.base.words import tr
from bpsim.core.activations.table import ACTIVATIONS
from bpsim.core.sizes import sizes_text
from bpsim.gui.kit.controls.button import Button
from bpsim.gui.kit.controls.combo_box import ComboBox
from bpsim.gui.kit.controls.flow import FlowLayout
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.kit.controls.room import height_by_width
from bpsim.gui.kit.controls.row import row_of
from bpsim.gui.program.tips import tip

SHAPES = ((2, 2, 1), (2, 3, 1), (2, 2, 2, 1), (2, 3, 2, 1), (3, 3, 2), (3, 4, 3, 2))


class Choices(QWidget):
    """``exercise_requested`` carries the units of each layer and the name of the hidden units.

    ``paper_changed`` carries how many digits after the point are kept on paper, None for all.
    """

    exercise_requested = Signal(tuple, str)
    own_requested = Signal()
    paper_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(height_by_width())
        self.shape, self.units = ComboBox(), ComboBox()
        self.shape.setAccessibleName(tr("Shape of a new exercise"))
        self.units.setAccessibleName(tr("Hidden units of a new exercise"))
        for shape in SHAPES:
            self.shape.addItem(sizes_text(shape), shape)
        for name, activation in ACTIVATIONS.items():
            if activation.elementwise:
                self.units.addItem(activation.label, name)
        self.paper = ComboBox()
        self.paper.setAccessibleName(tr("Digits that are kept on paper"))
        self.paper.setToolTip(
            tip(tr("Answers also count as right when every step was rounded to so many digits"))
        )
        self.paper.addItem(tr("all digits"), None)
        for digits in range(1, 5):
            self.paper.addItem(counted(digits, "digit"), digits)
        self.new = Button("refresh", tr("New exercise"), framed=True)
        self.new.setToolTip(tr("Draw another network of this shape to practise with"))
        self.own = Button("", tr("My network"), framed=True)
        self.own.setToolTip(
            tip(tr("Practise with the network that is open, instead of an exercise"))
        )
        flow = FlowLayout(self)
        for part in (
            Label(tr("Shape")), self.shape, Label(tr("Units")), self.units, self.new, self.own,
            row_of(Label(tr("On paper")), self.paper),
        ):  # fmt: skip
            flow.add(part)
        self.paper.activated.connect(
            lambda _place: self.paper_changed.emit(self.paper.currentData())
        )
        self.new.clicked.connect(lambda: self._ask())
        self.own.clicked.connect(self.own_requested)

    def _ask(self) -> None:
        shape = self.shape.currentData()
        self.exercise_requested.emit(tuple(shape), str(self.units.currentData()))
