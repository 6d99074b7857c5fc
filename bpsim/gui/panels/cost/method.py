"""What makes an update of D: the method, and the parameters that it has."""

from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from bpsim.base.words import tr
from bpsim.core.methods.method import Method
from bpsim.core.methods.table import UPDATE_METHODS
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.kit.controls.painting import control_height
from bpsim.gui.kit.entry.number_edit import NumberEdit
from bpsim.gui.kit.entry.spins import Choice
from bpsim.gui.program.tips import tip
from bpsim.notation.formula import to_text
from bpsim.steps.explain.methods.table import written

METHOD_TIP = tr("What makes an update of D")


class MethodFields(QObject):
    """Makes the choice and a row with the fields of the method chosen.

    ``changed`` carries the method with its parameters, ``refusal`` why a number is not taken. The
    fields of a method are made when it is first shown.
    """

    changed = Signal(object)
    refusal = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._method: Method = next(iter(UPDATE_METHODS.values()))
        self._rows: dict[str, tuple[QWidget, dict[str, NumberEdit]]] = {}
        self.choice = Choice(
            tr("Method of updating"), {k: each.label for k, each in UPDATE_METHODS.items()}
        )
        self.choice.setToolTip(METHOD_TIP)
        for place, each in enumerate(UPDATE_METHODS.values()):
            self.choice.setItemData(place, tip(written(each).about), Qt.ItemDataRole.ToolTipRole)
        self.choice.activated.connect(
            lambda _place: self._chosen(UPDATE_METHODS[self.choice.value()])
        )
        self.parameters = QWidget()
        self._lines = QHBoxLayout(self.parameters)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self.parameters.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.parameters.hide()

    @property
    def fields(self) -> dict[str, NumberEdit]:
        """The fields of the method chosen, by the names of its parameters in files."""
        return self._rows[self._method.name][1] if self._method.name in self._rows else {}

    def show_method(self, method: Method) -> None:
        """Show this method and its parameters."""
        self._method = method
        self.choice.show_silently(method.name)
        self.choice.setToolTip(tip(f"{METHOD_TIP}. {written(method).about}"))
        if method.parameters and method.name not in self._rows:
            self._rows[method.name] = self._made(method)
        for name, (line, _) in self._rows.items():
            line.setVisible(name == method.name)
        for name, field in self.fields.items():
            value = method.parameters[name]
            if value != field.value() or field.isModified():
                field.set_value(value)
        self.parameters.setVisible(bool(method.parameters))
        self.parameters.adjustSize()

    def fit(self, height: int) -> None:
        """Leave ``height`` / 3 between fields."""
        self.choice.setFixedHeight(control_height(self.choice.fontMetrics()))
        for line, _ in self._rows.values():
            layout = line.layout()
            if layout is not None:
                layout.setSpacing(height // 3)

    def _made(self, method: Method) -> tuple[QWidget, dict[str, NumberEdit]]:
        """A line with a label and a field for each parameter."""
        how, fields = written(method), dict[str, NumberEdit]()
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.choice.fontMetrics().height() // 3)
        for name, value in method.parameters.items():
            symbol = to_text(how.parameters[name])
            share = name in method.shares
            below = 1.0 if share else None
            field = NumberEdit(f"{symbol}, {how.tells[name]}", positive=not share, below=below)
            field.set_value(value)
            field.refusal.connect(self.refusal)
            field.committed.connect(lambda number, name=name: self._typed(name, number))
            label = Label(symbol)
            label.setBuddy(field)
            label.setToolTip(field.toolTip())
            label.set_colour("muted")
            row.addWidget(label)
            row.addWidget(field)
            fields[name] = field
        self._lines.addWidget(line)
        return line, fields

    def _typed(self, name: str, value: float) -> None:
        self._chosen(replace(self._method, **{name: value}))

    def _chosen(self, method: Method) -> None:
        if method != self._method:
            self.show_method(method)
            self.changed.emit(method)
