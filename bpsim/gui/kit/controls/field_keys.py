"""Whose the keys are in a number field: undo, Escape, and arrows once a number is entered."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QDialog,
    QDoubleSpinBox,
    QLineEdit,
    QMainWindow,
    QSpinBox,
    QWidget,
)

from bpsim.gui.program.soon import Soon

ENTERING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
POPUP = Qt.FocusReason.PopupFocusReason


class FieldKeys(QObject):
    """Lets Undo and Redo pass a field by as long as nothing has been typed in it to take back.

    A field of Qt's keeps both keys for itself even where it has nothing to undo, so that what was
    just entered could not be taken back without leaving the field first. Escape takes back what has
    been typed and not entered; with nothing of that it is the window's, and in a dialog it always
    is. Enter in a field of the window's also gives the focus back to what stands in the middle,
    whose arrows it would keep, and the key of a button, Alt and a letter, finds what was typed
    entered.
    """

    def __init__(self, field: QLineEdit | QAbstractSpinBox) -> None:
        super().__init__(field)
        line = field.lineEdit() if isinstance(field, QAbstractSpinBox) else field
        self._field, self._line = field, line
        self._entered = line.text()
        if isinstance(field, QSpinBox | QDoubleSpinBox):
            field.valueChanged.connect(self._remember)
        self._left = Soon(self, self._leave_once_taken)
        field.installEventFilter(self)

    def _remember(self) -> None:
        self._entered = self._line.text()

    def _touched(self) -> bool:
        """True if something has been typed since the text was last set."""
        return self._line.isUndoAvailable() or self._line.isRedoAvailable()

    def _typing(self) -> bool:
        """True while the field holds something that is not entered yet."""
        return self._touched() and self._line.text() != self._entered

    def _take_back(self) -> None:
        field = self._field
        if isinstance(field, QSpinBox | QDoubleSpinBox):
            # It may be another one than when the field got the focus.
            field.setValue(field.value())  # type: ignore[arg-type]
        else:
            self._line.setText(self._entered)
        self._line.selectAll()

    def _escapes(self, event: QKeyEvent) -> bool:
        in_dialog = isinstance(self._field.window(), QDialog)
        return event.key() == Qt.Key.Key_Escape and self._typing() and not in_dialog

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            # The menu of the field itself takes the focus away and brings it back.
            if isinstance(event, QFocusEvent) and event.reason() is not POPUP:
                self._remember()
        elif isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                return self._claims(event)
            if event.type() == QEvent.Type.KeyPress:
                return self._pressed(event)
        return False

    def _claims(self, event: QKeyEvent) -> bool:
        """Say whose a key is; False where Qt is to say it."""
        field = self._field
        if not self._touched():
            self._remember()  # the text may have been set since the focus came
        if self._escapes(event):
            event.accept()
            return True
        if _undoes(event) and not self._typing():
            event.ignore()
            return True
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and isinstance(field, QAbstractSpinBox):
            field.interpretText()  # the key of a button does not take the focus away
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        field = self._field
        if self._escapes(event):
            self._take_back()
            return True
        if event.key() in ENTERING and isinstance(field, QSpinBox | QDoubleSpinBox):
            self._left.start()
        return False

    def _leave_once_taken(self) -> None:
        """Leave the field if it has taken in what was entered; what it refuses is to be mended."""
        if self._field.hasAcceptableInput():
            give_focus_back(self._field)


def give_focus_back(field: QWidget) -> None:
    """Leave ``field`` for the middle of the main window that it stands in, if it does."""
    window = field.window()
    if field.hasFocus() and isinstance(window, QMainWindow):
        middle = window.centralWidget()
        if middle is not None:
            middle.setFocus(Qt.FocusReason.OtherFocusReason)


def _undoes(event: QKeyEvent) -> bool:
    keys = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
    return any(event.matches(key) for key in keys)
