"""Errors that nobody expected: caught here and nowhere else, logged to a file, told in a sentence.

Of what is caught nothing is lost: it is logged with its traceback, or handed to who asked.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from bpsim.base.state_folder import state_folder
from bpsim.base.words import tr
from bpsim.core.errors import BpsimError

T = TypeVar("T")

LOG_BYTES = 500_000


class UnexpectedError(BpsimError):
    """Stands for an error that nobody expected, which is in the log."""


def log_path() -> Path:
    """Where unexpected errors are written: the place that the system has for such files."""
    if sys.platform == "darwin":
        return Path(os.path.expanduser("~")) / "Library" / "Logs" / "bpsim" / "bpsim.log"
    return state_folder() / "bpsim.log"


def log(error: BaseException) -> str:
    """Write ``error`` with its traceback to the log; returns where that is, in words.

    Where no log can be written the traceback goes to stderr, the only place left.
    """
    import logging  # seldom needed
    import traceback
    from logging.handlers import RotatingFileHandler

    text, path = "".join(traceback.format_exception(error)), log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8")
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        handler.emit(logging.makeLogRecord({"msg": text, "levelname": "ERROR"}))
        handler.close()
    except OSError:
        sys.stderr.write(text)
    return str(path)


def told(error: BaseException, doing: str = "") -> UnexpectedError:
    """The sentence for ``error``, once it is logged; ``doing`` is what was being done."""
    during = tr(" while {doing}", doing=doing) if doing else ""
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return UnexpectedError(
        tr(
            "Something unexpected went wrong{during} ({what}). The details are in {log}.",
            during=during,
            what=what,
            log=log(error),
        )
    )


def attempted(work: Callable[[], T], doing: str = "") -> T:
    """What ``work`` returns. Raises BpsimError alone: one that tells of any other error."""
    result: list[T] = []
    error = caught(lambda: result.append(work()))
    if error is None:
        return result[0]
    if isinstance(error, BpsimError) or not isinstance(error, Exception):
        raise error  # a refusal, or Ctrl+C
    raise told(error, doing) from error


def caught(work: Callable[[], object]) -> BaseException | None:
    """Do ``work``; the error that ended it, for the caller to hand on."""
    try:
        work()
    except BaseException as error:
        return error
    return None
