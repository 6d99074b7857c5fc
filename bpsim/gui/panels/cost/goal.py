"""How far a run goes: so many iterations, until J is below a number, or until it is stopped."""

from typing import Protocol

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from bpsim.gui.controls.painting import control_height
from bpsim.gui.panels.cost.fields import Choice, Spin
from bpsim.gui.panels.cost.number_edit import NumberEdit
from bpsim.gui.theme import Theme
from bpsim.session.goal import Goal

MOST_ITERATIONS = 1_000_000
USUAL_ITERATIONS, USUAL_COST = 100, 0.01
ITERATIONS, COST, STOPPED = "iterations", "cost", "stopped"
KINDS = (ITERATIONS, COST, STOPPED)


class GoalMemory(Protocol):
    """What keeps a goal between two runs of the program."""

    goal: tuple[str, int, float]


class GoalChooser(QWidget):
    """A choice, and the field that belongs to it.

    ``changed`` carries what is to be remembered: the kind, the number of iterations and the cost.
    """

    changed = Signal(str, int, float)

    def __init__(self) -> None:
        super().__init__()
        self._wanted = ITERATIONS
        self.kind = Choice(
            "How far to run",
            {ITERATIONS: "iterations", COST: "until J <", STOPPED: "until stopped"},
        )
        self.kind.setToolTip(
            "So many iterations, until J of an iteration’s batch is below a number, "
            "or until you stop it"
        )
        self.many = Spin("Number of iterations to run", 1, MOST_ITERATIONS, USUAL_ITERATIONS)
        self.many.setGroupSeparatorShown(True)
        self.below = NumberEdit("Run until J is below this number", positive=True)
        self.below.set_value(USUAL_COST)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.kind, self.many, self.below):
            self._row.addWidget(widget)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.kind.currentIndexChanged.connect(lambda _place: self._show_kind())
        for signal in (self.kind.activated, self.many.valueChanged, self.below.committed):
            signal.connect(lambda _value: self._tell())
        self._show_kind()
        self._space()

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

    def show_goal(self, kind: str, iterations: int, below: float) -> None:
        """Show what is remembered."""
        self.kind.show_silently(kind)
        self.many.show_silently(iterations)
        self.below.set_value(below)
        self._show_kind()

    def remember_in(self, memory: GoalMemory) -> None:
        """Show the goal that ``memory`` holds, and let it hold every other one from now on."""
        self.show_goal(*memory.goal)
        self.changed.connect(lambda *goal: setattr(memory, "goal", goal))

    def set_sign(self, sign: float) -> None:
        """Write the cost as the course does (+1) or as the lecture does (−1): it climbs there."""
        place = self.kind.findData(COST)
        self.kind.setItemText(place, "until J <" if sign > 0 else "until J > −")
        self._space()

    def set_theme(self, theme: Theme) -> None:
        """Draw with the colours of ``theme``."""
        self.below.set_theme(theme)

    # --- inside -----------------------------------------------------------------------------

    def _tell(self) -> None:
        self.changed.emit(self.kind.value(), self.many.value(), self.below.value())

    def _show_kind(self) -> None:
        self.many.setVisible(self.kind.value() == ITERATIONS)
        self.below.setVisible(self.kind.value() == COST)
        self.updateGeometry()

    def _space(self) -> None:
        metrics = self.fontMetrics()
        em = metrics.height()
        self._row.setSpacing(em // 3)
        self.kind.setFixedHeight(control_height(metrics))
        self.kind.setMinimumWidth(self.kind.sizeHint().width())
        text = metrics.horizontalAdvance("1,000,000")
        self.many.setFixedSize(text + round(1.5 * em), control_height(metrics))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_row"):
            self.kind.setMinimumWidth(0)
            self._space()
