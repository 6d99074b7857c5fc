"""The field for the nudged value: typed as people write numbers, or stepped with the arrow keys."""

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QValidator
from PySide6.QtWidgets import QAbstractSpinBox, QSizePolicy, QWidget

from bpsim.base.words import tr
from bpsim.gui.kit.controls.field_keys import FieldKeys
from bpsim.gui.kit.controls.focused_wheel import FocusedWheel
from bpsim.gui.kit.controls.painting import control_height
from bpsim.gui.kit.controls.told_aloud import ToldAloud
from bpsim.gui.kit.entry.number_entry import NumberError, parse_number
from bpsim.gui.kit.entry.refused import Refusal
from bpsim.gui.program.tips import tip
from bpsim.notation.numerals import full_number, number_text

LARGEST = 1e15


def parsed(text: str) -> float:
    """The number written in ``text``; raises NumberError if it is none or too large to be drawn."""
    value = parse_number(text, comma=True)
    if abs(value) > LARGEST:
        raise NumberError(tr("The curve is drawn for numbers from −1e15 to 1e15."))
    return value


class SlopeField(FocusedWheel, ToldAloud, QAbstractSpinBox):
    """Shows one number, and says what it should become.

    ``stepped`` carries a number of steps up or down, ``entered`` a value that was typed in,
    ``refusal`` why what was typed is not taken, "" once that is over: it stays, and gives way to
    the value when the field is left. The value itself keeps every digit, however few are shown.
    """

    stepped = Signal(int)
    entered = Signal(float)
    refusal = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = 0.0
        self._shown = ""
        self._refusal = Refusal(self)
        self._refusal.changed.connect(self.refusal)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccelerated(True)
        self.editingFinished.connect(self._leave)
        self.lineEdit().textChanged.connect(lambda _text: self._refusal.set(""))
        FieldKeys(self)

    def set_value(self, value: float) -> None:
        """Show ``value``; what is being typed gives way."""
        self._value = value
        self._shown = number_text(value)  # as wherever else it stands
        if self.lineEdit().text() != self._shown:
            self.lineEdit().setText(self._shown)
            self.lineEdit().setCursorPosition(0)
        self.setToolTip(tip(full_number(value)))

    def set_fixed(self, fixed: bool) -> None:
        """Show the value and let nobody change it."""
        if fixed != self.isReadOnly():
            self.setReadOnly(fixed)
            self.update()

    def value(self) -> float:
        """The number on show, with all its digits."""
        return self._value

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        try:
            if text != self._shown:
                parsed(text)
        except NumberError:
            return QValidator.State.Intermediate, text, position
        return QValidator.State.Acceptable, text, position

    def stepBy(self, steps: int) -> None:
        self._commit()
        self.stepped.emit(steps)
        self.selectAll()

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        flag = QAbstractSpinBox.StepEnabledFlag
        if self.isReadOnly():
            return flag.StepNone
        return flag.StepUpEnabled | flag.StepDownEnabled

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # Qt's own way would have the text made from a value that it does not know.
            self._commit()
            self.selectAll()
        else:
            super().keyPressEvent(event)

    def _commit(self) -> bool:
        """Take what stands in the field; False, and it is marked, where that is no such number."""
        text = self.lineEdit().text()
        if text == self._shown:
            return True
        try:
            value = parsed(text)
        except NumberError as reason:
            self._refusal.set(str(reason))
            return False
        self.set_value(value)
        self.entered.emit(value)
        return True

    def _leave(self) -> None:
        if not self._commit():
            with QSignalBlocker(self):  # why the old number is back is said on
                self.set_value(self._value)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance("−0.0888888") + round(1.9 * metrics.height())
        return QSize(width, control_height(metrics))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
