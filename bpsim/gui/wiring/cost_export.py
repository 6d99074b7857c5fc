"""Exporting the costs: a long table in a thread of its own, with a word on how far it is."""

import os
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from bpsim.base.words import tr
from bpsim.core.errors import BpsimError
from bpsim.core.progress import Progress, StoppedError
from bpsim.formats.files import write_pieces
from bpsim.gui.desk.controller import Controller
from bpsim.gui.panels.cost.data import CostData
from bpsim.gui.program.background import Background

if TYPE_CHECKING:  # needed only once something is exported
    from bpsim.formats.cost_table import Column

QUICK_NUMBERS = 20_000
"""A table with fewer numbers is written within a frame or two and needs no thread."""
TELL_MS = 500


class CostExport(QObject):
    """Writes the costs into a file; one table at a time."""

    def __init__(self, controller: Controller, parent: QObject) -> None:
        super().__init__(parent)
        self._controller = controller
        self._background = Background(self)
        self._name, self._progress = "", Progress()
        self._timer = QTimer(self)
        self._timer.setInterval(TELL_MS)
        self._timer.timeout.connect(self._tell)

    @property
    def busy(self) -> bool:
        """True while a table is being written."""
        return self._background.busy

    def export(self, path: str, data: CostData, shown: tuple[float, float] | None) -> None:
        """Write ``data`` to ``path``; what goes wrong is said, and then no file has changed."""
        from bpsim.gui.panels.cost.export import (
            columns_of,
            export_costs,
            numbers_in,
            require_exportable,
        )

        if self.busy:
            self._controller.message.emit(
                tr("Still exporting to {name}; please wait.", name=self._name), "info"
            )
            return
        self._name = os.path.basename(path)
        try:
            suffix = require_exportable(path, data)
            if suffix == ".csv" and numbers_in(data) > QUICK_NUMBERS:
                self._begin(path, columns_of(data))
                return
            export_costs(path, data, shown=shown)
        except BpsimError as error:
            self._controller.message.emit(str(error), "error")
        else:
            self._said()

    def stop(self) -> None:
        """End the export under way; the file stays as it was."""
        self._progress.stopped = True

    def finish(self) -> None:
        """The window goes: what was asked for is written to its end first."""
        self._timer.stop()
        self._background.wait()

    # --- a long one -------------------------------------------------------------------------

    def _begin(self, path: str, columns: "Sequence[Column]") -> None:
        from bpsim.formats.cost_table import rows_of

        report = self._progress = Progress()
        report.total = rows_of(columns)
        self._background.run(
            partial(write_pieces, path, _pieces(columns, report)), self._said, self._failed
        )
        self._timer.start()

    def _tell(self) -> None:
        rows, done = self._progress.total, self._progress.done
        self._controller.message.emit(
            tr(
                "Exporting {rows:,} iterations to {name}: {share}\u00a0% done. Stop (Esc) ends it.",
                rows=rows,
                name=self._name,
                share=min(99, 100 * done // max(1, rows)),
            ),
            "info",
        )

    def _said(self, _result: object = None) -> None:
        self._timer.stop()
        self._controller.message.emit(tr("Exported the costs to {name}.", name=self._name), "done")

    def _failed(self, error: BpsimError) -> None:
        self._timer.stop()
        if isinstance(error, StoppedError):
            words = tr("The export was stopped; {name} was not written.", name=self._name)
            self._controller.message.emit(words, "info")
        else:
            self._controller.message.emit(str(error), "error")


def _pieces(columns: "Sequence[Column]", report: Progress) -> Iterator[bytes]:
    """In the thread: the table, until the user has enough of it."""
    from bpsim.formats.cost_table import ROWS, table_pieces

    for n, piece in enumerate(table_pieces(columns)):
        report(n * ROWS, report.total)  # the first piece is the line of names
        yield piece
