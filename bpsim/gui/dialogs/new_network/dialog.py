"""New…: layers, activations, cost, how weights start and the data, with the graph beside them."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QDialogButtonBox,
    QVBoxLayout,
    QWidget,
)

from bpsim.base.words import sentence, tr
from bpsim.core.costs.table import COSTS, SCALES, cost_key, usual_cost
from bpsim.core.document import Document
from bpsim.core.errors import BpsimError
from bpsim.core.initial_weights import METHODS, Start
from bpsim.gui.dialogs.initial_weights import METHODS as METHOD_WORDS
from bpsim.gui.dialogs.mnemonics import give_keys
from bpsim.gui.dialogs.new_network.data import DataField
from bpsim.gui.dialogs.new_network.layers import LayersField
from bpsim.gui.dialogs.questions import agreed
from bpsim.gui.dialogs.shows_network import ShowsNetwork
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.kit.controls.on_screen import resize_on_screen, room_on_screen
from bpsim.gui.kit.controls.row import row_of
from bpsim.gui.kit.controls.scrolled import Scrolled
from bpsim.gui.kit.controls.switch import Switch
from bpsim.gui.kit.entry.number_entry import NumberLine
from bpsim.gui.kit.entry.seed import SeedField
from bpsim.gui.kit.entry.spins import Choice
from bpsim.gui.program.tips import tip
from bpsim.session.new_network import (
    SOURCES,
    Data,
    NewNetwork,
    document_of,
    fitting_output,
    misfit,
    resized,
    with_classes,
)

ANY_OUTPUT = next(name for name, cost in COSTS.items() if not cost.outputs)
"""A cost that goes with every output layer."""


class NewNetworkDialog(QDialog):
    """Describes a NewNetwork; ``document`` is the one that it makes, None while it makes none.

    ``preview`` stands at the right, or above the fields where there is no room.
    """

    def __init__(
        self, first: NewNetwork, preview: ShowsNetwork, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("New network"))
        self._preview = preview
        self.document: Document | None = None
        self.layers = LayersField(first.layers, first.activations)
        self.data = DataField(first)
        self._offered = self.data.text.toPlainText()
        self.follows = Switch(tr("Inputs and outputs follow the data"))
        self.follows.setChecked(first.follows)
        self.follows.setToolTip(
            tip(tr("The first and the last layer get as many units as the data has columns"))
        )
        costs = {name: cost.label for name, cost in COSTS.items() if not cost.per_output}
        self.cost = Choice(tr("Cost"), costs)
        self.cost.show_silently(COSTS[first.cost].name)
        self.per_output = Switch(tr("Mean over the outputs, as Keras and PyTorch print it"))
        self.per_output.setChecked(COSTS[first.cost].per_output)
        self.per_output.setToolTip(
            tip(tr("Divide the cost by the number of outputs too, which the course does not"))
        )
        start = first.start
        self.method = Choice(tr("How weights start"), {name: text for name, text in METHOD_WORDS})
        self.method.show_silently(start.method)
        self.seed = SeedField(start.seed, tr("The same seed draws the same weights"))
        self.dice = self.seed.dice(tr("Draw the weights with another seed"))
        self.epsilon = NumberLine("ε")
        self.epsilon.setPlaceholderText(tr("ε: the course’s rule"))
        self.epsilon.setToolTip(
            tip(tr("Empty: √6 / √(units before + units after), for each layer"))
        )
        if start.epsilon is not None:
            self.epsilon.set_value(start.epsilon)
        self.wrong = {name: Label(colour="warning") for name in ("layers", "cost", "start")}
        self.followed, self.matched = Label(colour="muted"), Label(colour="muted")
        """What became of the sizes asked for, and of the cost, without being asked."""
        self._gave_way = ""
        """The cost that is wanted, while another one stands in its place."""
        for label in (*self.wrong.values(), self.followed, self.matched):
            label.setWordWrap(True)
        self._fitting = None if self.data.data is None else fitting_output(self.data.data)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.use = self.buttons.addButton(tr("Create"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self._show)
        self._lay_out(preview)
        self.use.setToolTip(tr("Open this network in place of the one that is open"))
        give_keys(self)
        self.use.setDefault(True)
        self._connect()
        self._adapt()
        self._show()
        self.layers.line.setFocus()
        self.layers.line.selectAll()

    def chosen(self) -> NewNetwork:
        """What the fields say; only sensible where there is a document."""
        return NewNetwork(
            self.layers.layers,
            self.layers.activations,
            self._cost,
            self._start(),
            SOURCES[self.data.source.current() or 0],
            self.data.made,
            self.data.text.toPlainText(),
            self.data.path.text(),
            self.follows.isChecked(),
        )

    def accept(self) -> None:
        """Close, if the fields make a network."""
        self._show()
        if self.document is not None:
            super().accept()

    def reject(self) -> None:
        """Close it; a table that was typed or pasted is lost only if that is wanted.

        One that was offered again, and is as it was, will be offered once more.
        """
        table = self.data.text.toPlainText()
        written = self.isVisible() and table != self._offered and table.strip()
        if not written or agreed(
            self,
            tr("Discard what you have written?"),
            tr("The table has not become a network."),
            tr("Discard"),
        ):
            super().reject()

    # --- what the fields say ---------------------------------------------------------------------

    def _connect(self) -> None:
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.layers.output_chosen.connect(self._match_cost)
        self.layers.changed.connect(self._soon)
        self.data.changed.connect(self._data_changed)
        self.follows.toggled.connect(lambda _on: self._data_changed())
        self.cost.currentIndexChanged.connect(lambda _place: self._cost_chosen())
        self.per_output.toggled.connect(lambda _on: self._soon())
        self.method.currentIndexChanged.connect(lambda _place: self._soon())
        self.seed.valueChanged.connect(lambda _seed: self._soon())
        self.epsilon.edited.connect(self._soon)

    def _soon(self) -> None:
        """Show the preview with the next round of events, once for all that happens until then."""
        self._wait.start(0)

    def _data_changed(self) -> None:
        """Take the output that goes with the targets, unless it went with the last ones too."""
        data = self.data.data
        if data is not None:
            fitting = fitting_output(data)
            if fitting != self._fitting:
                self._fitting = fitting
                output, cost = fitting
                self.layers.set_output(output)
                self.cost.show_silently(cost)
                self._forget_cost()
        self._soon()

    def _match_cost(self) -> None:
        """Take the cost that goes with the output chosen, if the one that stands there does not.

        With an output that it goes with, which may be half typed until then, it comes back.
        """
        output, before = self.layers.activations[-1], self._gave_way or self.cost.value()
        if not misfit(before, output):
            self.cost.show_silently(before)
            self._forget_cost()
        else:
            self._gave_way = before
            self.cost.show_silently(usual_cost(output))
            self.matched.setText(
                tr(
                    "The cost is {value} now: {before} is not made for {output} units.",
                    value=COSTS[self.cost.value()].label,
                    before=COSTS[before].label,
                    output=output.name,
                )
            )

    def _forget_cost(self) -> None:
        """The cost on show is the one that is wanted."""
        self._gave_way = ""
        self.matched.setText("")

    def _cost_chosen(self) -> None:
        self._forget_cost()
        self._soon()

    @property
    def _cost(self) -> str:
        return cost_key(self.cost.value(), SCALES[self.per_output.isChecked()])

    @property
    def _data(self) -> Data | None:
        """The data as the network takes them."""
        return with_classes(self.data.data, self.layers.asked, self.layers.activations[-1])

    def _adapt(self) -> None:
        """Take the sizes of the data, if wanted, and say so."""
        data = self._data
        follows = self.follows.isChecked()
        self.layers.set_ends(*(data.sizes if data is not None and follows else self._asked_ends()))
        words = ""
        if not self.layers.error:
            spread = data is not self.data.data
            words = resized(self.layers.asked, self.layers.layers, spread)
        self.followed.setText(words)
        self.followed.setVisible(bool(words))

    def _asked_ends(self) -> tuple[int, int]:
        return self.layers.asked[0], self.layers.asked[-1]

    def _start(self) -> Start:
        method = next(each for each in METHODS if each == self.method.value())
        epsilon = None
        if method == "uniform" and self.epsilon.text().strip():
            epsilon = self.epsilon.number()
        return Start(method, self.seed.value(), epsilon)

    def _show(self) -> None:
        self._wait.stop()
        self._adapt()
        self.epsilon.setVisible(self.method.value() == "uniform")
        self._seed_row.setVisible(self.method.value() != "zeros")
        self.follows.setEnabled(self.data.data is not None)
        wrong = {"layers": self.layers.error, "cost": "", "start": ""}
        wrong["cost"] = misfit(self.cost.value(), self.layers.activations[-1])
        self.matched.setVisible(bool(self.matched.text()))
        self.document = None
        try:
            self._start()
        except BpsimError as error:
            wrong["start"] = sentence(str(error))
        if not wrong["layers"] and not wrong["start"]:
            chosen = self.chosen()
            # The graph is on show whatever is wrong with the cost or the data.
            chosen = replace(chosen, cost=ANY_OUTPUT) if wrong["cost"] else chosen
            try:
                document = document_of(chosen, self.data.data)
            except BpsimError as error:
                wrong["start" if "ε" in str(error) else "layers"] = sentence(str(error))
            else:
                self._preview.show_document(document)
                self.document = None if wrong["cost"] or self.data.error else document
        for name, words in wrong.items():
            self.wrong[name].setText(words)
            self.wrong[name].setVisible(bool(words))
        self.use.setEnabled(self.document is not None)

    # --- how it looks ----------------------------------------------------------------------------

    def _lay_out(self, preview: ShowsNetwork) -> None:
        seed_label = Label(tr("Seed"))
        seed_label.setBuddy(self.seed)
        self._seed_row = row_of(seed_label, self.seed, self.dice)
        fields = QWidget()
        column = QVBoxLayout(fields)
        em = self.fontMetrics().height()
        column.setSpacing(em // 2)
        for title, parts in (
            (tr("Layers"), (self.layers, self.followed, self.wrong["layers"])),
            (tr("Data"), (self.data, self.follows)),
            (tr("Cost"), (self.cost, self.matched, self.wrong["cost"], self.per_output)),
            (tr("Weights"), (self.method, self.epsilon, self._seed_row, self.wrong["start"])),
        ):
            heading = Label(title)
            font = heading.font()
            font.setBold(True)
            heading.setFont(font)
            column.addWidget(heading)
            for part in parts:
                column.addWidget(part)
            column.addSpacing(em // 2)
        column.addStretch(1)
        self._fields, self._scroll = fields, Scrolled(fields)
        self._fit_fields()
        fields.installEventFilter(self)
        line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        line.addWidget(self._scroll, 2)
        line.addWidget(preview, 3)
        beside = self._scroll.minimumWidth() + preview.minimumSizeHint().width()
        if beside > room_on_screen(self).width():
            line.setDirection(QBoxLayout.Direction.BottomToTop)
            line.setStretch(0, 5)
        whole = QVBoxLayout(self)
        whole.addLayout(line, 1)
        whole.addWidget(self.buttons)
        resize_on_screen(self, 78 * em, 44 * em)

    def _fit_fields(self) -> None:
        """Cut no field off at the right: one more layer, or more units, may take more room."""
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        self._scroll.setMinimumWidth(self._fields.minimumSizeHint().width() + bar)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self._fields:
            self._fit_fields()
        return super().eventFilter(watched, event)
