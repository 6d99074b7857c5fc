"""A share of the training set, drawn by chance, to be held out of training."""

from dataclasses import dataclass

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QVBoxLayout,
    QWidget,
)

from bpsim.base.words import tr
from bpsim.core.held_out import count_of
from bpsim.gui.dialogs.mnemonics import give_keys
from bpsim.gui.dialogs.showing import accepted
from bpsim.gui.kit.controls.fits_font import FitsFont
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.kit.entry.keeps_digits import WholeNumber
from bpsim.gui.kit.entry.seed import SeedField

WHY = tr(
    "Held-out examples are not trained with. Their cost beside J shows "
    "whether the network learns what the examples have in common or "
    "just these examples."
)


@dataclass(frozen=True, slots=True)
class Share:
    """So many per cent of the training set, and the seed of the draw."""

    percent: int = 30
    seed: int = 1


class HoldOutDialog(FitsFont, QDialog):
    """Chooses a Share of ``count`` training examples, at least two."""

    def __init__(
        self,
        count: int,
        first: Share | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Hold out a share"))
        first = first or Share()
        self._count = count
        self.why = Label(WHY)
        self.why.setWordWrap(True)
        self.percent = WholeNumber()
        self.percent.setRange(1, 99)
        self.percent.setValue(first.percent)
        self.percent.setAccessibleName(tr("Share of the training set"))
        self.percent.setSuffix("\u00a0%")
        self.seed = SeedField(first.seed, tr("The same seed draws the same examples"))
        self.dice = self.seed.dice(tr("Draw with another seed (Alt+R)"))
        self.dice.setShortcut("Alt+R")
        self.words = Label()
        self.words.setWordWrap(True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.use = self.buttons.addButton(tr("Hold out"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.use.setToolTip(tr("Train without these examples from now on"))
        self._lay_out()
        give_keys(self)
        self.use.setDefault(True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.percent.valueChanged.connect(lambda _percent: self._show())
        self.fit_font()
        self._show()

    def chosen(self) -> Share:
        """What the fields say."""
        return Share(self.percent.value(), self.seed.value())

    def _show(self) -> None:
        taken = count_of(self._count, self.percent.value() / 100)
        self.words.setText(
            tr(
                "{count:,} training examples: {taken:,} held out, {rest:,} to train with.",
                count=self._count,
                taken=taken,
                rest=self._count - taken,
            )
        )

    def _lay_out(self) -> None:
        self._labels = [Label(tr("S&hare"), colour="muted"), Label(tr("&Seed"), colour="muted")]
        self._fields = QGridLayout()
        for row, (label, field) in enumerate(
            zip(self._labels, (self.percent, self.seed), strict=True)
        ):
            label.setBuddy(field)
            self._fields.addWidget(label, row, 0)
            self._fields.addWidget(field, row, 1)
        self._fields.addWidget(self.dice, 1, 2)
        self._fields.setColumnStretch(3, 1)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.why)
        self._column.addLayout(self._fields)
        self._column.addWidget(self.words)
        self._column.addStretch(1)
        self._column.addWidget(self.buttons)

    def fit_font(self) -> None:
        metrics = self.fontMetrics()
        em = metrics.height()
        self._column.setContentsMargins(em, em, em, em)
        self._column.setSpacing(round(0.7 * em))
        self._fields.setHorizontalSpacing(round(0.7 * em))
        self._fields.setVerticalSpacing(em // 2)
        self.seed.fit()
        self.percent.setFixedSize(self.seed.size())
        self.setMinimumWidth(28 * em)
        self.why.setMinimumHeight(self.why.heightForWidth(26 * em))

    def showEvent(self, event: QShowEvent) -> None:
        """No higher than its words need: what a layout guesses of lines that wrap is too much."""
        super().showEvent(event)
        self.resize(self.width(), self._column.totalHeightForWidth(self.width()))


def ask_share(parent: QWidget, count: int, first: Share | None = None) -> Share | None:
    """Let the user choose a share of ``count`` examples; None if nothing is to be held out."""
    dialog = HoldOutDialog(count, first, parent)
    return dialog.chosen() if accepted(dialog) else None
