"""The log of practice and the score per topic, written to where the user wants them."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from bpsim.base.words import tr
from bpsim.core.errors import BpsimError
from bpsim.formats.files import read_bytes, write_bytes
from bpsim.gui.desk.controller import Controller
from bpsim.gui.dialogs.questions import ask_where
from bpsim.gui.panels.practise.panel import PractisePanel
from bpsim.teach.practice.progress import Log, score_table


class PractiseExport(QObject):
    """Asks where, writes, and says so."""

    def __init__(self, controller: Controller, panel: PractisePanel, log: Log) -> None:
        super().__init__(controller)
        self._controller, self._panel, self._log = controller, panel, log
        panel.export_requested.connect(self._export)
        panel.score_requested.connect(self._export_score)

    def _export(self) -> None:
        path = self._where(tr("Export the log of practice"), "practice.csv")
        if path:
            done = tr("Exported the log of practice to {path}.", path=path)
            self._write(path, lambda: read_bytes(self._log.path), done)

    def _export_score(self) -> None:
        path = self._where(tr("Export the score per topic"), "score.csv")
        if path:
            done = tr("Exported the score per topic to {path}.", path=path)
            self._write(path, lambda: score_table(self._log.read()).encode(), done)

    def _where(self, title: str, start: str) -> str:
        kinds = {".csv": tr("Comma-separated values (*.csv)")}
        return ask_where(self._panel, title, start, kinds)

    def _write(self, path: str, made: Callable[[], bytes], done: str) -> None:
        """Write what is made, and say ``done``."""
        try:
            write_bytes(path, made())
        except (BpsimError, OSError) as error:
            self._controller.message.emit(str(error), "error")
        else:
            self._controller.message.emit(done, "done")
