"""Which example of the training set is on screen: a number each for few, a spin box for many."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QSizePolicy,
    QWidget,
)

from bpsim.base.words import tr
from bpsim.gui.kit.controls.field_keys import FieldKeys
from bpsim.gui.kit.controls.fits_font import FitsFont
from bpsim.gui.kit.controls.held_button import HeldButton
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.kit.controls.painting import control_height
from bpsim.gui.kit.controls.row import line_in
from bpsim.gui.kit.controls.segmented import Segmented
from bpsim.gui.kit.entry.keeps_digits import WholeNumber
from bpsim.gui.looks.theme import SMALL, sized
from bpsim.gui.program.tips import tip

MOST_NUMBERS = 5


class ExampleChooser(FitsFont, QWidget):
    """Emits ``chosen`` with the example's row in the training set, from 1."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._label = Label(tr("Example"), self, "muted")
        self._numbers = Segmented((), tr("Example"), parent=self)
        self._numbers.chosen.connect(lambda place: self.chosen.emit(place + 1))
        self._spin = WholeNumber(self)
        FieldKeys(self._spin)
        self._previous = HeldButton("chevron-left", parent=self)
        self._previous.setToolTip(tr("Previous example"))
        self._previous.clicked.connect(lambda: self._spin.stepBy(-1))
        self._next = HeldButton("chevron-right", parent=self)
        self._next.setToolTip(tr("Next example"))
        self._next.clicked.connect(lambda: self._spin.stepBy(1))
        for button in (self._previous, self._next):
            button.setAccessibleName(button.toolTip())
        self._spin.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self._spin.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._spin.setKeyboardTracking(False)
        self._spin.setWrapping(True)
        self._spin.setAccessibleName(tr("Example"))
        self._spin.valueChanged.connect(self.chosen)
        line_in(self, self._label, self._numbers, self._previous, self._spin, self._next)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.fit_font()
        self.set_examples(0, None)

    def set_examples(self, count: int, current: int | None) -> None:
        """Offer ``count`` examples and mark ``current`` (from 1), None for none of them."""
        if count != self._count or not count:
            self._offer(count)
        if 0 < count <= MOST_NUMBERS:
            self._numbers.set_current(None if current is None else current - 1)
        elif current is not None and current != self._spin.value():
            self._spin.blockSignals(True)
            self._spin.setValue(current)
            self._spin.blockSignals(False)

    def mark(self, current: int | None) -> None:
        """Mark another of the examples on offer."""
        if current is None or current <= self._count:
            self.set_examples(self._count, current)

    def current(self) -> int | None:
        """The example marked, from 1."""
        if self._count <= MOST_NUMBERS:
            place = self._numbers.current()
            return None if place is None else place + 1
        return self._spin.value()

    def _offer(self, count: int) -> None:
        self._count = count
        few = count <= MOST_NUMBERS
        numbers = range(1, count + 1) if few else ()
        self._numbers.set_texts(
            [str(n) for n in numbers],
            [tr("Go to example {n} of {count}", n=n, count=count) for n in numbers],
        )
        self._label.setVisible(count > 0)
        self._numbers.setVisible(few and count > 0)
        for widget in (self._previous, self._spin, self._next):
            widget.setVisible(not few)
        self._spin.blockSignals(True)
        self._spin.setRange(1, max(1, count))
        self._spin.blockSignals(False)
        self._spin.setToolTip(tip(tr("The example on screen, 1 to {count:,}", count=count)))
        self.fit_font()

    def fit_font(self) -> None:
        font = sized(self.font(), SMALL)
        if self._label.font() != font:
            self._label.setFont(font)
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(str(max(888, self._count))) + round(
            metrics.height() * 1.2
        )
        self._spin.setFixedSize(QSize(width, control_height(metrics)))
        row = self.layout()
        if row is not None:
            row.setSpacing(metrics.height() // 4)
        self.updateGeometry()
