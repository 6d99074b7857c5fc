"""The panel of breakpoints: where playing and training stop by themselves."""

from dataclasses import replace

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bpsim.base.words import capital, tr
from bpsim.core.breakpoints import Breakpoint
from bpsim.core.document import Document
from bpsim.gui.kit.controls.check_list import CheckList, Row
from bpsim.gui.kit.controls.fits_font import FitsFont
from bpsim.gui.panels.breakpoints.add import AddRow
from bpsim.session.breakpoints import fits

HINT = tr("Add one here, or in the menu of a unit")


class BreakpointsPanel(FitsFont, QWidget):
    """Lists breakpoints and asks for others.

    ``breakpoints_changed`` carries the tuple of Breakpoints that is wanted; nothing is shown
    before :meth:`show_breakpoints` says so. ``refusal`` carries why a number is not taken, "" once
    that is over.
    """

    breakpoints_changed = Signal(object)
    refusal = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Breakpoints"))
        self._breakpoints: tuple[Breakpoint, ...] = ()
        self._document: Document | None = None
        self._met: Breakpoint | None = None
        self.list = CheckList(tr("Breakpoints"), HINT)
        self.entry = AddRow()
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.list, 1)
        self._column.addWidget(self.entry)
        self.list.toggled.connect(self._toggle)
        self.list.remove_requested.connect(self._remove)
        self.list.current_changed.connect(lambda row: self.entry.set_can_remove(row >= 0))
        self.entry.added.connect(self._add)
        self.entry.refusal.connect(self.refusal)
        self.entry.remove_requested.connect(lambda: self._remove(self.list.current_row()))
        self.fit_font()

    # --- what it shows ---------------------------------------------------------------------------

    def show_breakpoints(self, breakpoints: tuple[Breakpoint, ...], document: Document) -> None:
        """Show ``breakpoints``; those that ``document`` has no place for are marked."""
        if document is not self._document:
            self._document = document
            self.entry.set_document(document)
        new = [n for n, each in enumerate(breakpoints) if each not in self._breakpoints]
        grown = len(breakpoints) > len(self._breakpoints)
        self._breakpoints = breakpoints
        self._show()
        if grown and len(new) == 1:
            self.list.set_current_row(new[0])
            self.list.scrollTo(self.list.currentIndex())

    def set_met(self, met: Breakpoint | None) -> None:
        """Mark the breakpoint on which the walk stands, None for none."""
        if met != self._met:
            self._met = met
            self._show()

    def _show(self) -> None:
        self.list.set_rows([self._row(each) for each in self._breakpoints])
        self.entry.set_can_remove(self.list.current_row() >= 0)

    def _row(self, each: Breakpoint) -> Row:
        lost = self._document is not None and not fits(each, self._document)
        words = capital(str(each))
        tag = tr("stopped here") if each == self._met else tr("not in this network") if lost else ""
        if lost and each.kind == "example":
            tag = tr("no such example")
        if not each.known:
            tag = tr("unknown kind")
        return Row(words, each.enabled, tag=tag, faint=lost or not each.known)

    # --- what it asks for ------------------------------------------------------------------------

    def _toggle(self, place: int, on: bool) -> None:
        changed = list(self._breakpoints)
        changed[place] = replace(changed[place], enabled=on)
        self.breakpoints_changed.emit(tuple(changed))

    def _remove(self, place: int) -> None:
        if 0 <= place < len(self._breakpoints):
            rest = self._breakpoints[:place] + self._breakpoints[place + 1 :]
            self.breakpoints_changed.emit(rest)

    def _add(self, wanted: Breakpoint) -> None:
        """Ask for ``wanted``; one that is there already is selected, and switched on again."""
        for place, each in enumerate(self._breakpoints):
            if replace(each, enabled=True, extras={}) == wanted:
                self.list.set_current_row(place)
                if not each.enabled:
                    self._toggle(place, True)
                return
        self.breakpoints_changed.emit((*self._breakpoints, wanted))

    # --- room ------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(24 * em, 14 * em)

    def fit_font(self) -> None:
        em = self.fontMetrics().height()
        self._column.setContentsMargins(em // 2, em // 3, em // 2, em // 3)
        self._column.setSpacing(em // 3)
