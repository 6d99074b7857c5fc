"""A field for one number, typed as people write it: 0.25, 0,25, 1/3 or 1e-3."""

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from bpsim.base.words import named, tr
from bpsim.gui.kit.controls.field_keys import FieldKeys, give_focus_back
from bpsim.gui.kit.controls.painting import control_height
from bpsim.gui.kit.controls.told_aloud import ToldAloud
from bpsim.gui.kit.entry.number_entry import (
    NumberError,
    number_to_edit,
    parse_number,
)
from bpsim.gui.kit.entry.refused import Refusal
from bpsim.gui.program.tips import tip


class NumberEdit(ToldAloud, QLineEdit):
    """Emits ``committed`` with a number ≥ 0 once it is typed and entered; Escape takes it back.

    With ``positive`` 0 is not accepted either, with ``below`` neither it nor what is above it.

    What is not accepted stays, framed in the warning colour with the reason as its tool tip, and
    gives way to the old number when the field is left.
    """

    refusal = Signal(str)
    """Why what stands in the field is not taken, with the name of the field; "" once it is gone."""
    committed = Signal(float)

    def __init__(
        self,
        name: str,
        parent: QWidget | None = None,
        positive: bool = False,
        below: float | None = None,
    ) -> None:
        super().__init__(parent)
        self._positive, self._below = positive, below
        self._name = name
        self._value = 0.0
        self._refusal = Refusal(self)
        self.setAccessibleName(name)
        self.setToolTip(tip(name))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(lambda _text: self._mark(""))
        self._refusal.changed.connect(self.refusal)
        FieldKeys(self)
        self._fit()

    def value(self) -> float:
        """The number last entered or set."""
        return self._value

    def set_value(self, value: float) -> None:
        """Show ``value``, with the digits that tell it from its neighbours."""
        self._value = value
        self.setText(number_to_edit(value))
        self.setCursorPosition(0)
        self._fit()  # cut off at its end 1000000 would read as 100000
        self._mark("")

    def refused(self) -> bool:
        """True while what stands in the field is not accepted."""
        return self._refusal.on

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.enter():
                give_focus_back(self)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        left = event.reason() is not Qt.FocusReason.PopupFocusReason
        if left and self.isModified() and not self.enter():
            with QSignalBlocker(self):  # why the old number is back is said on
                self.set_value(self._value)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def enter(self) -> bool:
        """Take what stands in the field; False, and it is marked, where that is no number ≥ 0."""
        try:
            value = parse_number(self.text(), comma=True)
        except NumberError as reason:
            return self._refuse(str(reason))
        if self._positive and value <= 0:
            return self._refuse(tr("The number must be above 0."))
        if value < 0:
            return self._refuse(tr("The number must not be below 0."))
        if self._below is not None and value >= self._below:
            return self._refuse(tr("The number must be below {below:g}.", below=self._below))
        changed = value != self._value
        self.set_value(value)
        if changed:
            self.committed.emit(value)
        return True

    def _refuse(self, reason: str) -> bool:
        self._mark(reason)
        return False

    def _mark(self, reason: str) -> None:
        self.setToolTip(tip(reason or self._name))
        self._refusal.set(reason and named(self._name, reason))

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        longest = max("0.005", number_to_edit(self._value), key=metrics.horizontalAdvance)
        width = metrics.horizontalAdvance(longest) + metrics.height()
        self.setFixedSize(width, control_height(metrics))
