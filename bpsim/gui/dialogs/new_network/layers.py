"""The layers of a new network: as text, and one row for each with − and + and its activation."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from bpsim.base.words import in_local_signs, sentence, tr
from bpsim.core.activations.activation import Activation
from bpsim.core.activations.table import ACTIVATIONS
from bpsim.core.errors import ModelError
from bpsim.core.network import layer_kind
from bpsim.core.reshape import MOST_LAYERS, MOST_UNITS
from bpsim.core.sizes import sizes_text
from bpsim.gui.kit.controls.button import Button
from bpsim.gui.kit.controls.held_button import HeldButton
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.kit.controls.row import column_in
from bpsim.gui.kit.controls.tab_order import follow_layout
from bpsim.gui.kit.entry.parameters import ParameterLines
from bpsim.gui.kit.entry.spins import Choice
from bpsim.gui.program.tips import tip
from bpsim.session.new_network import layers_in

USUAL = ACTIVATIONS["sigmoid"]


class LayersField(QWidget):
    """``changed`` says that a person changed something, ``output_chosen`` that it is the last g.

    ``error`` is why the text is no network, or a parameter none; ``asked`` are the layers as a
    person described them, whatever became of their ends since.
    """

    changed = Signal()
    output_chosen = Signal()

    def __init__(self, layers: tuple[int, ...], activations: Sequence[Activation]) -> None:
        super().__init__()
        self.asked = layers
        self._layers, self._activations = layers, list(activations)
        self._hidden = list(activations[:-1])  # kept while fewer layers stand in the text
        self._unread = ""
        self.line = QLineEdit()
        self.line.setAccessibleName(tr("Layers"))
        self.line.setToolTip(tip(tr("The units of each layer, from the inputs to the outputs")))
        self.line.setPlaceholderText("3-4-2")
        self.line.textEdited.connect(lambda _text: self._typed())
        self.line.editingFinished.connect(self._finished)
        self.more = Button("plus", tr("Add a hidden layer"), framed=True)
        self.more.setToolTip(tip(tr("One more layer before the outputs")))
        self.more.clicked.connect(lambda: self._insert())
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._counts: list[Label] = []
        self.less: list[Button] = []
        self.greater: list[Button] = []
        self.choices: list[Choice] = []
        """Of the layers from 2 on."""
        self.parameters: list[ParameterLines] = []
        """Of the same."""
        column_in(self, self.line, self._rows, self.more)
        self._show(rewrite=True)

    @property
    def layers(self) -> tuple[int, ...]:
        """s_1 … s_L."""
        return self._layers

    @property
    def activations(self) -> tuple[Activation, ...]:
        """Of each layer from 2 on."""
        return tuple(self._activations)

    @property
    def error(self) -> str:
        """Why what stands in the fields makes no layers; empty if it does."""
        return next((each.error for each in self.parameters if each.error), "") or self._unread

    def set_ends(self, inputs: int, outputs: int) -> None:
        """Take so many inputs and outputs, unless the text is being typed."""
        ends = (inputs, *self._layers[1:-1], outputs)
        if ends != self._layers:
            self._layers = ends
            self._show(rewrite=not self.line.hasFocus())

    def set_output(self, activation: Activation) -> None:
        """Give the last layer that activation."""
        self._activations[-1] = activation
        self._show(rewrite=False)

    # --- what a person does ----------------------------------------------------------------------

    def _typed(self) -> None:
        try:
            layers = layers_in(self.line.text())
        except ModelError as error:
            self._unread = sentence(str(error))
        else:
            self._take(layers, rewrite=False)
        self.changed.emit()

    def _finished(self) -> None:
        if not self._unread:
            self.line.setText(sizes_text(self._layers))

    def _take(self, layers: tuple[int, ...], rewrite: bool = True) -> None:
        """Other layers; the output keeps its activation, new ones are like the last hidden one."""
        count, output = len(layers) - 2, self._activations[-1]
        like = self._hidden[-1] if self._hidden else USUAL
        self._hidden += [like] * (count - len(self._hidden))
        self._layers, self._activations = layers, [*self._hidden[:count], output]
        self.asked = layers
        self._unread = ""
        self._show(rewrite)

    def _resize(self, layer: int, by: int) -> None:
        sizes = list(self._layers)
        sizes[layer - 1] = min(max(sizes[layer - 1] + by, 1), MOST_UNITS)
        self._take(tuple(sizes))
        self.changed.emit()

    def _insert(self) -> None:
        like = self._layers[-2] if len(self._layers) > 2 else 3
        self._take((*self._layers[:-1], min(like, 16), self._layers[-1]))
        self.changed.emit()

    def _remove(self, layer: int) -> None:
        del self._hidden[layer - 2]
        self._take((*self._layers[: layer - 1], *self._layers[layer:]))
        self.changed.emit()

    def _choose(self, layer: int) -> None:
        self._set(layer, ACTIVATIONS[self.choices[layer - 2].value()])
        self._show(rewrite=False)

    def _type_parameter(self, layer: int) -> None:
        self._set(layer, self.parameters[layer - 2].activation)

    def _set(self, layer: int, activation: Activation) -> None:
        self._activations[layer - 2] = activation
        if layer < len(self._layers):
            self._hidden[layer - 2] = activation
        else:
            self.output_chosen.emit()
        self.changed.emit()

    # --- the rows --------------------------------------------------------------------------------

    def _show(self, rewrite: bool) -> None:
        if rewrite:
            self.line.setText(sizes_text(self._layers))
        if len(self._counts) != len(self._layers):
            self._build()
        for n, size in enumerate(self._layers):
            self._counts[n].setText(in_local_signs(f"{size:,}"))
            self.less[n].setEnabled(size > 1)
            self.greater[n].setEnabled(size < MOST_UNITS)
            if n:
                self.choices[n - 1].show_silently(self._activations[n - 1].name)
                self._show_parameters(n + 1)
        self.more.setEnabled(len(self._layers) < MOST_LAYERS)

    def _build(self) -> None:
        """A row for each layer, made anew."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._counts, self.less, self.greater, self.choices = [], [], [], []
        self.parameters = []
        depth = len(self._layers)
        for layer in range(1, depth + 1):
            kind = layer_kind(layer, depth)
            name = tr("Layer {layer} · {kind}", layer=layer, kind=kind)
            self._counts.append(Label())
            self.less.append(
                self._button("minus", tr("One unit less in layer {layer}", layer=layer), layer, -1)
            )
            self.greater.append(
                self._button("plus", tr("One unit more in layer {layer}", layer=layer), layer, 1)
            )
            parts: list[QWidget] = [Label(name, colour="muted"), self.less[-1], self._counts[-1]]
            for column, part in enumerate([*parts, self.greater[-1]]):
                self._grid.addWidget(part, layer, column)
            if layer > 1:
                self._grid.addWidget(self._choice(layer, layer == depth), layer, 4)
                self.parameters.append(self._parameters(layer))
            if 1 < layer < depth:
                bin_ = Button("trash")
                bin_.setAccessibleName(tr("Remove layer {layer}", layer=layer))
                bin_.setToolTip(tip(tr("Remove layer {layer}", layer=layer)))
                bin_.clicked.connect(self._called(self._remove, layer))
                self._grid.addWidget(bin_, layer, 6)
        self._grid.setColumnStretch(7, 1)
        follow_layout(self)

    def _parameters(self, layer: int) -> ParameterLines:
        lines = ParameterLines(self._activations[layer - 2], tr("layer {layer}", layer=layer))
        lines.changed.connect(self._called(self._type_parameter, layer))
        self._grid.addWidget(lines, layer, 5)
        return lines

    def _show_parameters(self, layer: int) -> None:
        """Lines for the parameters of the layer's activation, if they are not there already."""
        shown = self.parameters[layer - 2]
        if shown.activation != self._activations[layer - 2]:
            self._grid.removeWidget(shown)
            shown.hide()
            shown.deleteLater()
            self.parameters[layer - 2] = self._parameters(layer)
            follow_layout(self)

    def _button(self, icon: str, words: str, layer: int, by: int) -> HeldButton:
        button = HeldButton(icon, framed=True)
        button.setAccessibleName(words)
        button.setToolTip(tip(words))
        button.clicked.connect(self._called(self._resize, layer, by))
        return button

    def _choice(self, layer: int, last: bool) -> Choice:
        words = {name: name for name, g in ACTIVATIONS.items() if g.elementwise or last}
        choice = Choice(tr("Activation of layer {layer}", layer=layer), words)
        choice.show_silently(self._activations[layer - 2].name)
        choice.currentIndexChanged.connect(self._called(self._choose, layer))
        self.choices.append(choice)
        return choice

    @staticmethod
    def _called(slot: Callable[..., None], *args: int) -> Callable[..., None]:
        return lambda *_signalled: slot(*args)
