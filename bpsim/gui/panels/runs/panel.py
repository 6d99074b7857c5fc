"""The panel of named runs: keep the one on screen, and choose which are drawn beside it."""

from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bpsim.base.words import tr
from bpsim.core.kept_runs import KeptRun
from bpsim.core.network import Network
from bpsim.gui.kit.controls.button import Button
from bpsim.gui.kit.controls.check_list import CheckList, Row
from bpsim.gui.kit.controls.fits_font import FitsFont
from bpsim.gui.kit.controls.flow import FlowLayout
from bpsim.gui.kit.controls.room import height_by_width
from bpsim.gui.looks.run_lines import run_dashes
from bpsim.session.runs import Runs, summary_of

HINT: Final = tr("Keep a run, rewind, and train again with other settings to compare the two")
OTHER_START: Final = tr("other start")


class RunsPanel(FitsFont, QWidget):
    """Lists runs and asks for changes; nothing is shown before :meth:`show_runs` says so.

    ``removed``, ``renamed`` and ``shown_changed`` carry the place of a run, from 0, and what is
    wanted of it.
    """

    keep_requested = Signal()
    rewind_requested = Signal()
    removed = Signal(int)
    renamed = Signal(int, str)
    shown_changed = Signal(int, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Runs"))
        self._count = 0
        self.list = CheckList(tr("Runs"), HINT)
        self.keep = Button("flag", tr("Keep this run"), framed=True)
        self.keep.setToolTip(tr("Give the run on screen a name, to be drawn beside the next one"))
        self.rewind = Button("player-skip-back", tr("Rewind to start"), framed=True)
        self.rewind.setToolTip(tr("Go back to the weights that training started from"))
        self.rename = Button("typography")
        self.rename.setToolTip(tr("Name the selected run anew (F2)"))
        self.rename.setAccessibleName(tr("Rename"))
        self.remove = Button("trash")
        self.remove.setToolTip(tr("Remove the selected run (Delete)"))
        self.remove.setAccessibleName(tr("Remove"))
        self._lay_out()
        self._connect()
        self.set_can_keep(False)
        self._offer()
        self.fit_font()

    def _lay_out(self) -> None:
        self._bar = QWidget()
        self._bar.setSizePolicy(height_by_width())
        self._flow = FlowLayout(self._bar)
        for button in (self.keep, self.rewind, self.rename, self.remove):
            self._flow.add(button)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.list, 1)
        self._column.addWidget(self._bar)

    def _connect(self) -> None:
        self.keep.clicked.connect(self.keep_requested)
        self.rewind.clicked.connect(self.rewind_requested)
        self.rename.clicked.connect(lambda: self._rename())
        self.remove.clicked.connect(lambda: self.removed.emit(self.list.current_row()))
        self.list.toggled.connect(self.shown_changed)
        self.list.renamed.connect(self.renamed)
        self.list.remove_requested.connect(self.removed)
        self.list.current_changed.connect(lambda _row: self._offer())

    # --- what it shows ---------------------------------------------------------------------------

    def show_runs(self, runs: Runs, start: Network) -> None:
        """Show ``runs``; those that did not start from ``start`` are marked and not drawn."""
        grown = len(runs) == self._count + 1
        self._count = len(runs)
        self.list.set_rows([self._row(run, start) for run in runs.items])
        if grown:
            self.list.set_current_row(len(runs) - 1)
            self.list.scrollTo(self.list.currentIndex())
        self._offer()

    def set_can_keep(self, on: bool) -> None:
        """Whether the run on screen has iterations, to be kept or to be rewound."""
        self.keep.setEnabled(on)
        self.rewind.setEnabled(on)

    @staticmethod
    def _row(run: KeptRun, start: Network) -> Row:
        other = run.start != start
        return Row(
            run.name,
            run.shown,
            detail=summary_of(run),
            tag=OTHER_START if other else "",
            faint=other,
            editable=True,
            swatch=(run.colour, run_dashes(run.colour)),
        )

    def _offer(self) -> None:
        chosen = self.list.current_row() >= 0
        self.rename.setEnabled(chosen)
        self.remove.setEnabled(chosen)

    def _rename(self) -> None:
        self.list.setFocus()
        self.list.rename_current()

    # --- room ------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(26 * em, 14 * em)

    def fit_font(self) -> None:
        em = self.fontMetrics().height()
        self._flow.set_gaps(em // 2, em // 3)
        self._column.setContentsMargins(em // 2, em // 3, em // 2, em // 3)
        self._column.setSpacing(em // 3)
