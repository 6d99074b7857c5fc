"""The parameters of one layer's activation: the slope of a leaky relu, how steep a sigmoid is."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from bpsim.base.words import tr
from bpsim.core.activations.activation import Activation
from bpsim.gui.dialogs.mnemonics import give_keys
from bpsim.gui.dialogs.showing import accepted
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.kit.entry.parameters import ParameterLines


class ParametersDialog(QDialog):
    """Asks for the parameters of ``activation``; ``where`` is the layer that has it."""

    def __init__(self, activation: Activation, where: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("{activation} in {where}", activation=activation.name, where=where))
        self.lines = ParameterLines(activation, where)
        self.wrong = Label(colour="warning")
        self.wrong.setWordWrap(True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.use = self.buttons.addButton(tr("Change"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.lines.changed.connect(self._show)
        self._column = QVBoxLayout(self)
        for part in (self.lines, self.wrong, self.buttons):
            self._column.addWidget(part)
        give_keys(self)
        self.use.setDefault(True)
        self.setMinimumWidth(24 * self.fontMetrics().height())
        first = next(iter(self.lines.lines.values()))
        first.setFocus()
        first.selectAll()
        self._show()

    def accept(self) -> None:
        """Close, if what stands there can be used."""
        if not self.lines.error:
            super().accept()

    def _show(self) -> None:
        self.wrong.setText(self.lines.error)
        self.use.setEnabled(not self.lines.error)
        # A dialog does not grow by itself for words that wrap into a second line.
        needed = self._column.totalHeightForWidth(self.width())
        self.resize(self.width(), max(self.height(), needed))


def ask_parameters(parent: QWidget, activation: Activation, where: str) -> Activation | None:
    """The activation with the parameters that the user typed; None if they changed their mind."""
    dialog = ParametersDialog(activation, where, parent)
    return dialog.lines.activation if accepted(dialog) else None
