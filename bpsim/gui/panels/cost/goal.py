"""How far a run goes: so many iterations, until J is below a number, or until it is stopped."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bpsim.base.words import in_local_signs, tr
from bpsim.gui.kit.controls.fits_font import FitsFont
from bpsim.gui.kit.controls.flow import FlowLayout
from bpsim.gui.kit.controls.painting import control_height
from bpsim.gui.kit.controls.room import height_by_width
from bpsim.gui.kit.entry.number_edit import NumberEdit
from bpsim.gui.kit.entry.spins import Choice, Spin
from bpsim.session.goal import MOST_ITERATIONS, Goal, GoalChoice

WORDS: Final[dict[str, str]] = {
    "iterations": tr("iterations"),
    "cost": tr("until J <"),
    "stopped": tr("until stopped"),
}


class GoalChooser(FitsFont, QWidget):
    """A choice, and the field that belongs to it.

    ``changed`` carries the GoalChoice that is to be remembered.
    """

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        usual = GoalChoice()
        self.kind = Choice(tr("How far to run"), WORDS)
        self.kind.setToolTip(
            tr(
                "So many iterations, until J of an iteration’s batch is below a "
                "number, or until you stop it"
            )
        )
        self.many = Spin(tr("Number of iterations to run"), 1, MOST_ITERATIONS, usual.iterations)
        self.many.setGroupSeparatorShown(True)
        self.below = NumberEdit(tr("Run until J is below this number"), positive=True)
        self.below.set_value(usual.below)
        self._row = FlowLayout(self)
        for part in (self.kind, self.many, self.below):
            self._row.add(part)
        self.setSizePolicy(height_by_width())
        self.kind.currentIndexChanged.connect(lambda _place: self._show_kind())
        for signal in (self.kind.activated, self.many.valueChanged, self.below.committed):
            signal.connect(lambda _value: self._tell())
        self._show_kind()
        self.fit_font()

    # --- what it shows ----------------------------------------------------------------------

    def goal(self) -> Goal | None:
        """What the fields say; None where the cost typed in is no number, which is marked."""
        match self.kind.value():
            case "iterations":
                self.many.interpretText()
                return Goal(iterations=self.many.value())
            case "cost":
                return Goal(below=self.below.value()) if self.below.enter() else None
        return Goal()

    def show_goal(self, choice: GoalChoice) -> None:
        """Show what is remembered."""
        self.kind.show_silently(choice.kind)
        self.many.show_silently(choice.iterations)
        self.below.set_value(choice.below)
        self._show_kind()

    def set_sign(self, sign: float) -> None:
        """Write the cost as the course does (+1) or as the lecture does (−1): it climbs there."""
        place = self.kind.findData("cost")
        self.kind.setItemText(place, tr("until J <") if sign > 0 else tr("until J > −"))
        self.fit_font()

    # --- inside -----------------------------------------------------------------------------

    def _tell(self) -> None:
        kind = self.kind.value()
        self.changed.emit(GoalChoice.of(kind, self.many.value(), self.below.value()))

    def _show_kind(self) -> None:
        self.many.setVisible(self.kind.value() == "iterations")
        self.below.setVisible(self.kind.value() == "cost")
        self.updateGeometry()

    def fit_font(self) -> None:
        metrics = self.fontMetrics()
        em = metrics.height()
        self._row.set_gaps(em // 3, em // 3)
        self.kind.setFixedHeight(control_height(metrics))
        self.kind.setMinimumWidth(self.kind.sizeHint().width())
        text = metrics.horizontalAdvance(in_local_signs(f"{MOST_ITERATIONS:,}"))
        self.many.setFixedSize(text + round(1.5 * em), control_height(metrics))
