"""Whose Undo it is: a field's own while something is being typed in it, the window's otherwise."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QLineEdit, QSpinBox


class UndoToWindow(QObject):
    """Lets Undo and Redo pass a field by as long as nothing has been typed in it to take back.

    A field of Qt's keeps both keys for itself even where it has nothing to undo, so that what was
    just entered could not be taken back without leaving the field first.
    """

    def __init__(self, field: QLineEdit | QAbstractSpinBox) -> None:
        super().__init__(field)
        line = field.lineEdit() if isinstance(field, QAbstractSpinBox) else field
        self._line: QLineEdit = line
        self._entered = line.text()
        if isinstance(field, QSpinBox | QDoubleSpinBox):
            field.valueChanged.connect(self._remember)
        field.installEventFilter(self)

    def _remember(self) -> None:
        self._entered = self._line.text()

    def _typing(self) -> bool:
        """True while the field holds something that is not entered yet."""
        line = self._line
        reachable = line.isUndoAvailable() or line.isRedoAvailable()
        return reachable and line.text() != self._entered

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._remember()
        elif (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and _undoes(event)
            and not self._typing()
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def _undoes(event: QKeyEvent) -> bool:
    keys = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
    return any(event.matches(key) for key in keys)
