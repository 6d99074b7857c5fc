"""New weights to start from: which method, which ε, which seed, and what comes of it."""

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QVBoxLayout,
    QWidget,
)

from bpsim.base.words import capital, tr
from bpsim.core.errors import BpsimError
from bpsim.core.initial_weights import COURSE_EPSILON, Start, StartMethod
from bpsim.core.network import Network
from bpsim.gui.dialogs.initial_weights_preview import WeightsPreview
from bpsim.gui.dialogs.mnemonics import give_keys
from bpsim.gui.dialogs.showing import accepted
from bpsim.gui.kit.controls.fits_font import FitsFont
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.kit.controls.painting import control_height
from bpsim.gui.kit.controls.row import row_of
from bpsim.gui.kit.controls.segmented import Segmented
from bpsim.gui.kit.entry.number_entry import NumberLine
from bpsim.gui.kit.entry.seed import SeedField

METHODS: tuple[tuple[StartMethod, str], ...] = (
    ("uniform", tr("Uniform ±ε")),
    ("glorot", "Glorot"),
    ("he", "He"),
    ("zeros", tr("Zeros")),
)
WORDS: dict[str, str] = {
    "uniform": (
        tr(
            "Evenly between −ε and ε, biases too, as in the course. Small "
            "different numbers break the symmetry between the units of a layer."
        )
    ),
    "glorot": (
        tr(
            "Normal with variance 2 / (units before + units after), biases 0: "
            "keeps a and δ of about the same size from layer to layer. Made "
            "for sigmoid and tanh."
        )
    ),
    "he": (
        tr(
            "Normal with variance 2 / units before, biases 0: makes up for the "
            "half that relu cuts off."
        )
    ),
    "zeros": (
        tr(
            "Every weight 0. All units of a layer then compute the same a, get "
            "the same δ and the same update: the symmetry never breaks, "
            "however long it trains. Try it and see."
        )
    ),
}
ZEROS_ALONE = tr(
    "Every weight 0. Without a hidden layer there is no symmetry to break: this works."
)


class InitialWeightsDialog(FitsFont, QDialog):
    """Chooses a Start for ``network`` and shows what it would draw."""

    def __init__(
        self,
        network: Network,
        first: Start | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Initial weights"))
        first = first or Start()
        self._network = network
        self._chosen: Start | None = None
        self.method = Segmented(
            [text for _, text in METHODS], tr("Method"), [WORDS[name] for name, _ in METHODS]
        )
        self.method.set_current([name for name, _ in METHODS].index(first.method))
        self.words = Label()
        self.words.setWordWrap(True)
        self.rule = Segmented(
            [tr("Course’s rule"), tr("Own")],
            "ε",
            [tr("√6 / √(units before + units after)"), tr("One ε for all layers")],
        )
        self.rule.set_current(0 if first.epsilon is None else 1)
        self.epsilon = NumberLine("ε")
        self.epsilon.set_value(COURSE_EPSILON if first.epsilon is None else first.epsilon)
        self.seed = SeedField(first.seed, tr("The same seed draws the same weights"))
        self.dice = self.seed.dice(tr("Draw with another seed (Alt+R)"))
        self.dice.setShortcut("Alt+R")
        self.preview = WeightsPreview()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.use = self.buttons.addButton(
            tr("Start from these"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.use.setToolTip(tr("Begin anew with the weights that are drawn here"))
        self._lay_out()
        give_keys(self)
        self.use.setDefault(True)
        self._connect()
        self.fit_font()
        self._show()

    def chosen(self) -> Start | None:
        """What the fields say, None while they say nothing sensible."""
        return self._chosen

    def accept(self) -> None:
        """Close, if the fields say something sensible."""
        if self._chosen is not None:
            super().accept()

    # --- what the fields say ---------------------------------------------------------------------

    def _connect(self) -> None:
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.method.chosen.connect(lambda _place: self._show())
        self.rule.chosen.connect(self._rule_chosen)
        self.epsilon.edited.connect(self._show)
        self.seed.valueChanged.connect(lambda _seed: self._show())

    def _rule_chosen(self, place: int) -> None:
        self._show()
        if place == 1:
            self.epsilon.setFocus()
            self.epsilon.selectAll()

    def _show(self) -> None:
        method = METHODS[self.method.current() or 0][0]
        self._epsilon_row.setVisible(method == "uniform")
        self._seed_row.setVisible(method != "zeros")
        self.epsilon.setVisible(self.rule.current() == 1)
        words, colour = WORDS[method], "text"
        if method == "zeros" and self._network.depth == 2:
            words = ZEROS_ALONE
        try:
            epsilon = None
            if method == "uniform" and self.rule.current() == 1:
                epsilon = self.epsilon.number()
            chosen = Start(method, self.seed.value(), epsilon)
            self.preview.show_weights(
                chosen.weights(self._network.layers, self._network.activations)
            )
            self._chosen = chosen
        except BpsimError as error:
            self._chosen, colour = None, "warning"
            words = capital(str(error))
        self.preview.setEnabled(self._chosen is not None)
        self.words.setText(words)
        self.words.set_colour(colour)
        self.use.setEnabled(self._chosen is not None)

    # --- how it looks ----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._labels = [Label("ε", colour="muted"), Label(tr("&Seed"), colour="muted")]
        self._labels[1].setBuddy(self.seed)
        self._epsilon_row = row_of(self._labels[0], self.rule, self.epsilon)
        self._seed_row = row_of(self._labels[1], self.seed, self.dice)
        self._column = QVBoxLayout(self)
        for widget in (
            self.method, self.words, self._epsilon_row, self._seed_row, self.preview,
        ):  # fmt: skip
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self._column.addWidget(self.buttons)

    def fit_font(self) -> None:
        metrics = self.fontMetrics()
        em, height = metrics.height(), control_height(metrics)
        self._column.setContentsMargins(em, em, em, em)
        self._column.setSpacing(round(0.7 * em))
        width = max(metrics.horizontalAdvance(label.text()) for label in self._labels)
        for label in self._labels:
            label.setFixedWidth(width)
        self.seed.fit()
        self.epsilon.setFixedSize(metrics.horizontalAdvance("0.123456") + em, height)
        self.words.setMinimumHeight(3 * metrics.lineSpacing() + 2)
        self.setMinimumWidth(32 * em)


def ask_initial_weights(
    parent: QWidget, network: Network, first: Start | None = None
) -> Start | None:
    """Let the user choose weights to start from; None if the old ones are to stay."""
    dialog = InitialWeightsDialog(network, first, parent)
    return dialog.chosen() if accepted(dialog) else None
