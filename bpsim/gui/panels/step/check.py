"""The line that holds a δ against the central difference ∂cost/∂z."""

import math
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bpsim.base.words import tr
from bpsim.gui.kit.controls.painting import Grounded, fill_rounded, mixed
from bpsim.gui.kit.controls.spoken import Spoken
from bpsim.gui.kit.formula import FormulaView
from bpsim.gui.kit.page.page import CARD_RADIUS, GRID
from bpsim.gui.looks import icons
from bpsim.gui.looks.theme import SMALL, sized, theme_in_use
from bpsim.notation.formula import Expr, Faint, Number, Operator, Symbol, Words, row
from bpsim.notation.numerals import number_text
from bpsim.steps.apart.delta import DeltaBreakdown

AGREES = 1e-6
TINT = 0.10


def check_line(delta: DeltaBreakdown, words: str) -> Expr:
    """∂cost/∂z ≈ the number found by nudging z, and ``words`` on how that compares."""
    slope = row(
        Symbol("∂"), Symbol("cost", style="upright"), Operator("/"), Symbol("∂"), delta.nudged,
    )  # fmt: skip
    if not delta.checkable:
        return Faint(row(slope, Words(f" {words}")))
    return row(slope, Operator("≈"), Number(delta.checked.numeric), Words(f"  {words}"))


def compared(value: float, right: float) -> str:
    """What ``value`` is beside the number that it should be."""
    if value == 0 or right == 0:
        return number_text(value, 3)
    times = abs(value / right)
    if not math.isfinite(times):
        return number_text(value, 3)
    size = tr("{times} times as large", times=number_text(times, 2))
    if abs(times - 1) <= AGREES:
        return tr("of the other sign")
    return size if (value > 0) == (right > 0) else tr("{size} and of the other sign", size=size)


def agrees(delta: DeltaBreakdown) -> bool:
    """True where δ is ∂cost/∂z as far as a central difference can tell."""
    return delta.checked.relative_error <= AGREES


class Verdict(NamedTuple):
    """What is said of a δ by a picture and its colour."""

    icon: str
    colour: str


NONE = Verdict("info-circle", "muted")


def verdict(delta: DeltaBreakdown) -> Verdict:
    """Right, wrong, or nothing that can be said."""
    if not delta.checkable:
        return NONE
    return Verdict("check", "forward") if agrees(delta) else Verdict("x", "warning")


class CheckLine(Grounded, Spoken):
    """✓ or ✗, the central difference, and the same in words; neither where nothing can be said."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verdict = NONE
        self.view = FormulaView()
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.view)
        self._set_fonts()

    def show_delta(self, delta: DeltaBreakdown) -> None:
        """Show the check of ``delta``."""
        self._verdict = verdict(delta)
        self.view.set_expr(check_line(delta, self._words(delta)))
        self.view.set_backdrop(self._tint(self._verdict))
        self.set_spoken(lambda: tr("Check: {formula}", formula=self.view.accessibleName()))
        self.update()

    def prepare(self, delta: DeltaBreakdown) -> None:
        """Check ``delta`` now: most likely it is shown next."""
        self.view.prepare(check_line(delta, self._words(delta)), self._tint(verdict(delta)))

    def _tint(self, told: Verdict) -> QColor:
        """The colour behind the words."""
        return mixed(theme_in_use().colour(told.colour), theme_in_use().colour("surface"), TINT)

    def _words(self, delta: DeltaBreakdown) -> str:
        if not delta.known:
            return tr("is checked once δ is known")
        if not delta.checkable:
            return tr("cannot be checked: a nudge is lost in numbers this large")
        error = number_text(delta.checked.relative_error, 2)
        if agrees(delta):
            words = tr("agrees, relative error {error}", error=error)
            return f"{words}, {delta.checked.kink}" if delta.checked.kink else words
        found = compared(delta.result, delta.checked.numeric)
        if delta.shorthand:
            return tr("is not the shorthand, which is {found}", found=found)
        return tr("differs: δ is {found}", found=found)

    def _set_fonts(self) -> None:
        self.view.setFont(sized(self.font(), SMALL))
        self._row.setContentsMargins(GRID + self.fontMetrics().height(), 0, GRID // 2, 0)

    def changeEvent(self, event: object) -> None:
        super().changeEvent(event)  # type: ignore[arg-type]
        self._set_fonts()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_in_use()
        with QPainter(self) as painter:
            self.paint_ground(painter, event.rect())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            fill_rounded(painter, self.rect().toRectF(), CARD_RADIUS, self._tint(self._verdict))
            size = self.fontMetrics().height()
            place = QRectF(GRID // 2, (self.height() - size) / 2, size, size)
            icons.draw(painter, place, self._verdict.icon, theme.colour(self._verdict.colour))
