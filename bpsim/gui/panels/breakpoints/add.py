"""The row that adds a breakpoint: what to stop at, and the numbers that this needs."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from bpsim.base.words import in_local_signs, named, tr
from bpsim.core.breakpoints import Breakpoint, Kind
from bpsim.core.document import Document
from bpsim.gui.kit.controls.button import Button
from bpsim.gui.kit.controls.combo_box import ComboBox
from bpsim.gui.kit.controls.field_keys import FieldKeys
from bpsim.gui.kit.controls.fits_font import FitsFont
from bpsim.gui.kit.controls.flow import FlowLayout
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.kit.controls.painting import control_height
from bpsim.gui.kit.controls.room import height_by_width
from bpsim.gui.kit.controls.row import group_of
from bpsim.gui.kit.entry.keeps_digits import WholeNumber
from bpsim.gui.kit.entry.number_entry import NumberError, NumberLine
from bpsim.gui.kit.entry.refused import Refusal
from bpsim.gui.program.tips import tip

KINDS: Final[tuple[tuple[Kind, str], ...]] = (
    ("delta", tr("δ of a unit")),
    ("example", tr("Example")),
    ("iteration", tr("Iteration")),
    ("cost", tr("J below")),
    ("not-finite", tr("Not finite")),
)
MOST_ITERATIONS: Final = 999_999_999
USUAL_COST: Final = 0.01
STOP_BELOW: Final = tr("Stop once J falls below this number; with batches, the mean J of an epoch")


class AddRow(FitsFont, QWidget):
    """Emits ``added`` with a new Breakpoint, ``remove_requested`` for the one selected.

    ``refusal`` carries why a number is not taken, "" once that is over.
    """

    added = Signal(object)
    refusal = Signal(str)
    remove_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layers: tuple[int, ...] = ()
        self.kind = ComboBox()
        self.kind.setAccessibleName(tr("Stop at"))
        self.kind.setToolTip(tr("What playing and training stop at"))
        for kind, words in KINDS:
            self.kind.addItem(words, kind)
        self.layer, self.unit = _spin(tr("Layer")), _spin(tr("Unit"))
        self.example, self.iteration = _spin(tr("Example")), _spin(tr("Iteration"))
        self.iteration.setRange(0, MOST_ITERATIONS)
        self.iteration.setGroupSeparatorShown(True)
        self.below = NumberLine(tr("J below"))
        FieldKeys(self.below)
        self.below.set_value(USUAL_COST)
        self.add = Button("plus", tr("Add"), framed=True)
        self.add.setToolTip(tr("Stop there from now on"))
        self.remove = Button("trash")
        self.remove.setAccessibleName(tr("Remove"))
        self.remove.setToolTip(tr("Remove the selected breakpoint (Delete)"))
        unit, layer = (Label(words, colour="muted") for words in (tr("unit"), tr("layer")))
        self._groups = {
            "delta": group_of(unit, self.unit, layer, self.layer),
            "example": group_of(self.example),
            "iteration": group_of(self.iteration),
            "cost": group_of(self.below),
        }
        self._flow = FlowLayout(self)
        for widget in (self.kind, *self._groups.values(), self.add, self.remove):
            self._flow.add(widget)
        self.setSizePolicy(height_by_width())
        self.kind.currentIndexChanged.connect(lambda _place: self._show_kind())
        self.layer.valueChanged.connect(lambda _layer: self._limit_units())
        self._refusal = Refusal(self.below)
        self._refusal.changed.connect(self.refusal)
        self.below.textChanged.connect(lambda _text: self._refuse(""))
        self.add.clicked.connect(lambda: self._add())
        self.remove.clicked.connect(self.remove_requested)
        self.set_can_remove(False)
        self._show_kind()
        self.fit_font()

    # --- what it shows ---------------------------------------------------------------------------

    def set_document(self, document: Document) -> None:
        """Offer the units and the examples of ``document``."""
        self._layers = document.network.layers
        self.layer.setRange(2, len(self._layers))
        self._limit_units()
        self.example.setRange(1, max(1, len(document.examples)))
        self.fit_font()
        self._show_kind()

    def set_can_remove(self, on: bool) -> None:
        """Whether there is a breakpoint to remove."""
        self.remove.setEnabled(on)

    def breakpoint_(self) -> Breakpoint:
        """The breakpoint that the fields describe; raises NumberError where J is no number."""
        match self.kind.currentData():
            case "delta":
                return Breakpoint("delta", layer=self.layer.value(), unit=self.unit.value())
            case "example":
                return Breakpoint("example", number=self.example.value())
            case "iteration":
                return Breakpoint("iteration", number=self.iteration.value())
            case "cost":
                return Breakpoint("cost", below=self.below.number())
        return Breakpoint("not-finite")

    # --- what it does ----------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._add()
        else:
            super().keyPressEvent(event)

    def _add(self) -> None:
        for spin in (self.layer, self.unit, self.example, self.iteration):
            spin.interpretText()
        try:
            self.added.emit(self.breakpoint_())
        except NumberError as error:
            self._refuse(str(error))
            self.below.setFocus()

    def _refuse(self, reason: str) -> None:
        """Say why what stands in the field of J is no number."""
        self.below.setToolTip(tip(reason or STOP_BELOW))
        self._refusal.set(reason and named(self.below.accessibleName(), reason))

    def _show_kind(self) -> None:
        for kind, group in self._groups.items():
            group.setVisible(kind == self.kind.currentData())
        self.updateGeometry()

    def _limit_units(self) -> None:
        if self._layers:
            self.unit.setRange(1, self._layers[self.layer.value() - 1])

    # --- how it is laid out ----------------------------------------------------------------------

    def fit_font(self) -> None:
        metrics = self.fontMetrics()
        em, height = metrics.height(), control_height(metrics)
        self._flow.set_gaps(em // 2, em // 3)
        self.kind.setFixedHeight(height)
        for spin, longest in (
            (self.layer, self.layer.maximum()), (self.unit, max(self._layers, default=1)),
            (self.example, self.example.maximum()), (self.iteration, 888_888),
        ):  # fmt: skip
            text = max(
                metrics.horizontalAdvance(in_local_signs(f"{longest:,}")),
                metrics.horizontalAdvance("88"),
            )
            spin.setFixedSize(text + round(1.8 * em), height)
        self.below.setFixedSize(metrics.horizontalAdvance("0.0123456") + em, height)
        for group in self._groups.values():
            row = group.layout()
            if row is not None:
                row.setSpacing(em // 3)


def _spin(name: str) -> WholeNumber:
    spin = WholeNumber()
    FieldKeys(spin)
    spin.setMinimum(1)
    spin.setAccelerated(True)
    spin.setAccessibleName(name)
    spin.setToolTip(tip(name))
    return spin
