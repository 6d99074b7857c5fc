"""The panel that draws what a step does with a number: g, its slope, softmax, or the cost."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bpsim.base.words import tr
from bpsim.gui.kit.controls.button import Button
from bpsim.gui.kit.controls.fits_font import FitsFont
from bpsim.gui.kit.controls.live_text import LiveText
from bpsim.gui.kit.controls.painting import Grounded
from bpsim.gui.kit.controls.roomy import Roomy
from bpsim.gui.kit.controls.row import line_in
from bpsim.gui.panels.curve.view import CurveView
from bpsim.gui.program.tips import tip
from bpsim.steps.shown.cost_curves import CostCurves
from bpsim.steps.shown.curve import ActivationCurve, Bars, Content, NoCurve, content_of
from bpsim.steps.step import Step

LOW_LINES = 11.0
"""In a panel lower than so many lines the picture gets the room of the words."""
NARROWEST_WORDS = 8
"""In heights of a line: with less than its usual width the sentence takes more lines."""


class CurvePanel(FitsFont, Grounded, Roomy):
    """Draws the curve that fits a step; of several outputs' costs one at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_ground("surface")
        self._chosen: int | None = None
        self._outputs = 0
        self.view = CurveView()
        self.words = LiveText(tr("Where g is flat, little of the"), colour="muted")
        self.previous = Button("chevron-left")
        self.next = Button("chevron-right")
        for button, words, by in (
            (self.previous, tr("Previous output"), -1),
            (self.next, tr("Next output"), 1),
        ):
            button.setToolTip(tip(words))
            button.setAccessibleName(words)
            button.clicked.connect(lambda _checked=False, by=by: self._choose_next(by))
        self.which = LiveText(tr("output 10 of 10"))
        self._chooser = QWidget()
        line = line_in(self._chooser, self.previous, self.next, self.which, gap=2)
        line.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._chooser)
        self._column.addWidget(self.view, 1)
        self._column.addWidget(self.words)
        self.fit_font()
        self.clear("")

    # --- what it shows ---------------------------------------------------------------------------

    def show_step(self, step: Step) -> None:
        """Draw what fits ``step``."""
        self._show(content_of(step))

    def clear(self, message: str) -> None:
        """Show nothing but ``message``."""
        self._show(NoCurve(message))

    def output(self) -> int:
        """The output whose cost is drawn, from 1."""
        content = self.view.content()
        if not isinstance(content, CostCurves):
            return 1
        return (content.worst() if self._chosen is None else self._chosen) + 1

    def _show(self, content: Content) -> None:
        outputs = len(content) if isinstance(content, CostCurves) else 0
        if outputs and outputs != self._outputs:
            self._outputs, self._chosen = outputs, None
        self._chooser.setVisible(outputs > 1)
        self.view.show_content(content)
        self._show_output()

    def _show_output(self) -> None:
        content, k = self.view.content(), self.output() - 1
        words = ""
        match content:
            case ActivationCurve() | Bars():
                words = content.words
            case CostCurves():
                self.view.show_content(content, k)
                self.which.set_text(tr("output {k} of {content}", k=k + 1, content=len(content)))
                words = content.words(k)
        self.words.set_text(words)
        self.fit_room()
        self.setAccessibleDescription(self.view.accessibleDescription())

    # --- gestures --------------------------------------------------------------------------------

    def _choose_next(self, by: int) -> None:
        content = self.view.content()
        if isinstance(content, CostCurves):
            self._chosen = (self.output() - 1 + by) % len(content)
            self._show_output()

    # --- Qt --------------------------------------------------------------------------------------

    def fit_font(self) -> None:
        em = self.fontMetrics().height()
        self._column.setContentsMargins(em // 2, em // 3, em // 2, em // 3)
        self._column.setSpacing(em // 5)
        self.words.setMinimumWidth(NARROWEST_WORDS * em)

    def fit_room(self) -> None:
        low = self.lines() < LOW_LINES
        self.words.setVisible(bool(self.words.text()) and not low)
