"""What is shown while work takes longer than half a second: what is being done, and Cancel."""

from time import monotonic
from typing import Self

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QVBoxLayout, QWidget

from bpsim.gui.dialogs.mnemonics import give_keys
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.program.background import Background

PATIENCE_MS = 500


class Waiting(QDialog):
    """Shows itself over ``window`` while ``background`` is busy, and goes by itself.

    Cancel stops and forgets the work: nothing comes of it. The window goes on living behind it.
    Where the work tells how far it is, the bar shows it.
    """

    def __init__(
        self,
        window: QWidget,
        background: Background,
        words: str,
        can_cancel: bool = True,
    ) -> None:
        super().__init__(window)
        self.setWindowTitle("bpsim")
        self._background, self._can_cancel = background, can_cancel
        self.words = Label(words)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(words)
        column = QVBoxLayout(self)
        column.addWidget(self.words)
        column.addWidget(self.bar)
        if can_cancel:
            self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
            self.buttons.rejected.connect(self.reject)
            column.addWidget(self.buttons)
            give_keys(self)
        self.setMinimumWidth(24 * self.fontMetrics().height())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.show)
        background.progressed.connect(self._show_progress)
        background.busy_changed.connect(self._over)
        if background.busy:
            self._timer.start(PATIENCE_MS)
        else:
            self._over(False)

    def reject(self) -> None:
        """Cancel, or Escape: forget the work, if it is of that kind."""
        if self._can_cancel:
            self._background.forget()

    def _show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _over(self, busy: bool) -> None:
        if not busy:
            self._timer.stop()
            self._background.busy_changed.disconnect(self._over)
            self.hide()
            self.deleteLater()


class DrawingProgress(QDialog):
    """How far drawing is that must be done in the window's own thread; nothing else can be clicked.

    ``cancelled`` becomes true with Cancel; whoever draws looks at it now and then.
    """

    def __init__(self, window: QWidget, words: str) -> None:
        super().__init__(window)
        self.setWindowTitle("bpsim")
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.cancelled = False
        self._begun = monotonic()
        self.bar = QProgressBar()
        self.bar.setAccessibleName(words)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (Label(words), self.bar, self.buttons):
            column.addWidget(widget)
        give_keys(self)
        self.setMinimumWidth(24 * self.fontMetrics().height())

    def show_progress(self, done: int, total: int) -> None:
        """``done`` of ``total`` parts are drawn; shown once that has taken half a second."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if self.isHidden() and 1000 * (monotonic() - self._begun) > PATIENCE_MS:
            self.show()

    def reject(self) -> None:
        """Cancel, or Escape."""
        self.cancelled = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.hide()
        self.deleteLater()
