"""Which examples an iteration takes: the size of a batch, the order, and the seed of a shuffle."""

from PySide6.QtCore import QObject, QSignalBlocker, Signal
from PySide6.QtGui import QFontMetrics

from bpsim.base.words import tr
from bpsim.core.settings import TrainingSettings
from bpsim.gui.kit.controls.field_keys import FieldKeys
from bpsim.gui.kit.controls.painting import control_height
from bpsim.gui.kit.entry.seed import SeedField
from bpsim.gui.kit.entry.spins import Choice, Spin

FILE, SHUFFLED = "file", "shuffled"
USUAL_SEED = 88_888
BATCH_TIP = tr("Examples per iteration; if these are not all, their order can be chosen")
ORDER_TIP = tr("The order in which an epoch goes through the examples")
SEED_TIP = tr("The seed that each epoch’s order is drawn from")


class BatchFields(QObject):
    """Makes the three fields; where they stand is its owner's business.

    ``changed`` carries what has been changed, by the names that it has in TrainingSettings.
    """

    changed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._count = 0
        self.batch = Spin(BATCH_TIP, 0, 1, 0)
        self.batch.setSpecialValueText(tr("all"))
        self.order = Choice(
            tr("Order of the examples"), {FILE: tr("as in the file"), SHUFFLED: tr("shuffled")}
        )
        self.order.setToolTip(ORDER_TIP)
        self.seed = SeedField(0, SEED_TIP)
        self.seed.setAccessibleName(tr("Seed of the order"))
        self.seed.setKeyboardTracking(False)  # a seed half typed is not trained with
        FieldKeys(self.seed)
        self.batch.valueChanged.connect(
            lambda size: self.changed.emit({"batch_size": size or None})
        )
        self.order.activated.connect(lambda _: self.changed.emit({"order": self.order.value()}))
        self.seed.valueChanged.connect(lambda seed: self.changed.emit({"seed": int(seed)}))

    def show_settings(self, settings: TrainingSettings) -> None:
        """Show these settings."""
        self._show_size(settings.batch_size or 0)
        self.order.show_silently(settings.order)
        self.seed.show_silently(settings.seed)
        self.seed.fit(USUAL_SEED)

    def set_example_count(self, count: int) -> None:
        """Batches hold at most ``count`` examples."""
        self._count = count
        self._show_size(self.batch.value())

    def _show_size(self, size: int) -> None:
        """A size that other examples were chosen for stays, though it is not offered here."""
        with QSignalBlocker(self.batch):
            self.batch.setMaximum(max(1, self._count, size))
            self.batch.setValue(size)

    def fit(self, metrics: QFontMetrics) -> None:
        """Take the room that the text needs."""
        em, height = metrics.height(), control_height(metrics)
        texts = (str(self.batch.maximum()), "8888", f"{self.batch.specialValueText()} ")
        longest = max(map(metrics.horizontalAdvance, texts))
        self.batch.setFixedSize(longest + round(1.5 * em), height)
        self.order.setFixedHeight(height)
        self.seed.fit(USUAL_SEED)

    @property
    def order_matters(self) -> bool:
        """False where every iteration takes all examples."""
        return 0 < self.batch.value() < self._count

    @property
    def seed_matters(self) -> bool:
        """True where an order is drawn from the seed."""
        return self.order_matters and self.order.value() == SHUFFLED
