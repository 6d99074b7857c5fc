"""The panel that shows δ, or D, as a slope, and lets the value it belongs to be nudged."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from bpsim.base.words import named, tr
from bpsim.gui.kit.controls.button import Button
from bpsim.gui.kit.controls.fits_font import FitsFont
from bpsim.gui.kit.controls.flow import FlowLayout
from bpsim.gui.kit.controls.live_text import LiveText
from bpsim.gui.kit.controls.painting import Grounded
from bpsim.gui.kit.controls.roomy import Roomy
from bpsim.gui.kit.controls.row import line_in
from bpsim.gui.kit.entry.stepped import SlopeField
from bpsim.gui.panels.slope.plot import SlopePlot
from bpsim.gui.panels.slope.symbol import SymbolLabel
from bpsim.gui.program.tips import tip
from bpsim.notation.formula import EQUALS, row, to_text
from bpsim.notation.numerals import number_text
from bpsim.steps.apart.slope import Change, Slope
from bpsim.steps.apart.what_if import Nudged, symbol_of
from bpsim.steps.shown.slope_words import sentence

LOW_LINES = 11.0
"""In a panel lower than so many lines the plot gets the room of the words beside the field."""

WAITING = "…"


class SlopePanel(FitsFont, Grounded, Roomy):
    """Plots the cost as a function of one z or one weight, with the tangent whose slope is δ or D.

    ``nudged`` carries the value that z or Θ is to be given for a moment, None once it is let go:
    when the pointer lets the handle go, with Escape, Home or the button, or when the keyboard
    leaves the panel. ``refusal`` carries why a number is not taken, "" once that is over.
    """

    nudged = Signal(object)
    refusal = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_ground("surface")
        self._slope: Slope | None = None
        self._nudge: float | None = None
        self._called = ""
        self._build()
        self.field.stepped.connect(self._step)
        self.field.entered.connect(self._nudge_to)
        self.field.refusal.connect(self._refuse)
        self.plot.asked.connect(self._nudge_to)
        self.plot.stepped.connect(self._step)
        self.plot.let_go.connect(self.restore)
        self.plot.restore_asked.connect(self.restore)
        self.restore_button.clicked.connect(self.restore)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_changed)
        self.show_slope(None, "")

    def _build(self) -> None:
        self.symbol = SymbolLabel()
        self.field = SlopeField()
        self.field.setWhatsThis(
            tr("What if z were this: the outputs and the cost follow the number")
        )
        self.restore_button = Button("arrow-back-up")
        self.place = LiveText(tr("unit 8 of layer 8"), colour="muted")
        self.plot = SlopePlot()
        self.words = LiveText(tr("If z grew by 0.88, δ predicts"))
        self.words.setMinimumWidth(1)  # it wraps: the panel is no wider for it than its field
        self.message = LiveText(tr("not computed yet for this"), colour="muted")
        self._value = QWidget()
        line_in(self._value, self.symbol, self.field, self.restore_button, gap=4)
        self._controls = QWidget()
        self._flow = FlowLayout(self._controls)
        self._flow.add(self._value)
        self._flow.add(self.place, stretch=True)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._controls)
        self._column.addWidget(self.plot, 1)
        self._column.addWidget(self.words)
        self._column.addWidget(self.message)
        self.fit_font()

    # --- what it shows ---------------------------------------------------------------------------

    def show_slope(self, slope: Slope | None, message: str = "") -> None:
        """Show ``slope``, or ``message`` where there is none.

        A nudge goes on if the slope stands where it stood; otherwise it ends without a signal.
        """
        if slope is None or not slope.same_as(self._slope):
            self._nudge = None
        self._slope = slope
        self._show_parts(slope is not None)
        self.message.set_text(message)
        if slope is None:
            self.setAccessibleDescription(message)
            return
        self._name(slope.nudged, slope.value)
        cost, name = to_text(slope.cost_symbol), to_text(slope.symbol)
        self.plot.setAccessibleName(tr("{cost} as a function of {name}", cost=cost, name=name))
        self.plot.show_slope(slope)
        self.field.set_fixed(False)
        self._show_nudge()

    def show_waiting(self, nudged: Nudged, value: float) -> None:
        """Show what is ``nudged``, its ``value``, and that its slope is being computed.

        A nudge ends without a signal; until the slope is shown there is none.
        """
        self._nudge = self._slope = None
        self._show_parts(True)
        self._name(nudged, value)
        self.field.set_value(value)
        self.field.set_fixed(True)
        self.restore_button.setEnabled(False)
        self.plot.setAccessibleName(WAITING)
        self.plot.show_waiting()
        self.words.set_text(WAITING)
        for part in (self.plot, self):
            part.setAccessibleDescription(tr("The slope is being computed."))

    def _refuse(self, reason: str) -> None:
        self.refusal.emit(reason and named(self._called, reason))

    def _show_parts(self, shown: bool) -> None:
        for part in (self._controls, self.plot, self.words):
            part.setVisible(shown)
        self.message.setVisible(not shown)

    def _name(self, nudged: Nudged, value: float) -> None:
        symbol = symbol_of(nudged)
        self._called = to_text(symbol)
        self.symbol.set_expr(row(symbol, EQUALS))
        self.place.set_text(str(nudged))
        self.field.setAccessibleName(f"{self._called}, {nudged}")
        self.restore_button.setToolTip(tip(tr("Back to {value} (Esc)", value=number_text(value))))
        self.restore_button.setAccessibleName(tr("Back to {value}", value=number_text(value)))

    def set_nudge(self, value: float | None) -> None:
        """Show ``value`` as nudged, None for none; no signal."""
        if self._slope is not None and value != self._nudge:
            self._nudge = value
            self._show_nudge()

    def nudge(self) -> float | None:
        """The nudged value, None for none."""
        return self._nudge

    def _show_nudge(self) -> None:
        slope = self._slope
        assert slope is not None
        change: Change | None = None if self._nudge is None else slope.change(self._nudge)
        self.plot.set_change(change)
        self.field.set_value(slope.value if self._nudge is None else self._nudge)
        self.restore_button.setEnabled(change is not None)
        text = sentence(slope, change)
        self.words.set_text(text)
        self.plot.setAccessibleDescription(text)
        self.setAccessibleDescription(text)

    # --- gestures --------------------------------------------------------------------------------

    def restore(self) -> None:
        """Let the value go."""
        if self._nudge is not None:
            self.set_nudge(None)
            self.nudged.emit(None)

    def _nudge_to(self, value: float) -> None:
        if self._slope is None or value == self._nudge:
            return
        if self._nudge is None and value == self._slope.value:
            return
        self.set_nudge(value)
        self.nudged.emit(value)

    def _step(self, steps: int) -> None:
        """Move by round steps, counted from where the value stands without a nudge."""
        slope = self._slope
        if slope is None:
            return
        size = self.plot.step_size()
        by = 0.0 if self._nudge is None else self._nudge - slope.value
        self._nudge_to(slope.value + (round(by / size) + steps) * size)

    def _focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        """The keyboard left for another place in the window: the nudge it made ends."""
        if self._nudge is None or old is None or new is None or self.plot.dragging():
            return
        if self.isAncestorOf(old) and not self.isAncestorOf(new):
            self.restore()

    def event(self, event: QEvent) -> bool:
        # Ours only while something is nudged; then the window's own Escape has to wait.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self._nudge is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._nudge is not None:
            self.restore()
        else:
            super().keyPressEvent(event)

    # --- Qt --------------------------------------------------------------------------------------

    def fit_font(self) -> None:
        em = self.fontMetrics().height()
        self._column.setContentsMargins(em // 2, em // 3, em // 2, em // 3)
        self._column.setSpacing(em // 5)
        self._flow.set_gaps(round(0.5 * em), em // 4)

    def fit_room(self) -> None:
        self.place.setVisible(self.lines() >= LOW_LINES)
