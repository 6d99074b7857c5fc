"""The one door for unexpected errors: logged to a file, shown once, the document kept safe."""

import logging
import sys
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QStandardPaths

from bpsim.core.errors import BpsimError

Show = Callable[[str, str], None]
"""Shows a message of a kind ("info" or "error") in the window."""


def log_path() -> Path:
    """Where unexpected errors are written."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    return Path(folder) / "bpsim.log"


class Door:
    """Stands at ``sys.excepthook``: a BpsimError is shown as it is, anything else is logged too."""

    def __init__(self, show: Show) -> None:
        self._show = show
        self._seen: set[str] = set()
        self._before = sys.excepthook

    def open(self) -> None:
        """Take over sys.excepthook, where errors from Qt's slots arrive."""
        sys.excepthook = self.receive

    def close(self) -> None:
        """Give sys.excepthook back."""
        sys.excepthook = self._before

    def receive(
        self, kind: type[BaseException], error: BaseException, trail: TracebackType | None
    ) -> None:
        """Show ``error`` once; one that nobody expected is logged with its traceback."""
        if isinstance(error, KeyboardInterrupt):
            self._before(kind, error, trail)
            return
        if isinstance(error, BpsimError):
            self._show(str(error), "error")
            return
        text = "".join(traceback.format_exception(kind, error, trail))
        path = log_path()
        self._log(path, text)
        if text not in self._seen:
            self._seen.add(text)
            self._show(
                f"Something unexpected went wrong ({kind.__name__}: {error}). Your document is "
                f"kept as it is; the details are in {path}.",
                "error",
            )

    @staticmethod
    def _log(path: Path, text: str) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handler = RotatingFileHandler(path, maxBytes=500_000, backupCount=1, encoding="utf-8")
            record = logging.makeLogRecord({"msg": text, "levelname": "ERROR"})
            handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
            handler.emit(record)
            handler.close()
        except OSError:
            sys.stderr.write(text)  # there is no other place left
