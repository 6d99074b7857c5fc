"""A line for each parameter of an activation, with its name before it."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bpsim.base.words import tr
from bpsim.core.activations.activation import PARAMETER_WORDS, Activation
from bpsim.core.errors import BpsimError, ModelError
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.kit.entry.number_entry import NumberLine
from bpsim.gui.program.tips import tip


class ParameterLines(QWidget):
    """``changed`` says that a person typed; ``error`` is why what stands there cannot be used.

    ``activation`` is the one with the parameters typed last that could be used.
    """

    changed = Signal()

    def __init__(self, activation: Activation, where: str) -> None:
        super().__init__()
        self.activation, self.error = activation, ""
        self.lines: dict[str, NumberLine] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for name, value in activation.parameters.items():
            words = PARAMETER_WORDS.get(name, name)
            called = tr(
                "{words} of {activation} in {where}",
                words=words,
                activation=activation.name,
                where=where,
            )
            line = NumberLine(called)
            line.setToolTip(tip(called))
            line.set_value(value)
            line.setCursorPosition(0)  # the digits that matter most are in view
            line.setMinimumWidth(line.fontMetrics().horizontalAdvance("0.016666"))
            line.edited.connect(self._typed)
            label = Label(words, colour="muted")
            label.setBuddy(line)
            row.addWidget(label)
            row.addWidget(line)
            self.lines[name] = line
        row.addStretch(1)

    def _typed(self) -> None:
        self.error = ""
        try:
            given = {name: line.number() for name, line in self.lines.items()}
            self.activation = replace(self.activation, **given)
        except ModelError as error:
            self.error = tr(
                "The {get} is wrong: {reason}.",
                get=PARAMETER_WORDS.get(error.place, error.place),
                reason=error.reason,
            )
        except BpsimError as error:
            self.error = str(error)
        self.changed.emit()
