"""What is wrong with a file, as one sentence that names the file, the place and the reason."""

import errno
import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from bpsim.base.words import named, tr
from bpsim.core.errors import BpsimError, ModelError

LONGEST_QUOTE = 40
LONGEST_PLACE = 120


class Cell(NamedTuple):
    """Where in a table: its row and its column as it stands in the file, from 1; 0 for all."""

    row: int = 0
    column: int = 0


WHOLE = Cell()


class FormatError(BpsimError):
    """A file that cannot be opened or saved; its text is one line of plain words.

    ``place`` is where in the file, in the file's own words (``network.weights[1][0]``, ``line 3,
    column 5``), empty where the whole file is meant. ``reason`` continues it as a sentence.
    ``cell`` is that place in a table.
    """

    def __init__(self, file: str, reason: str, place: str = "", cell: Cell = WHOLE) -> None:
        self.cell = cell
        self.file = one_line(file)
        self.place = one_line(_cut(place, LONGEST_PLACE))
        self.reason = one_line(reason)
        subject = f"{self.place} " if place else ""
        super().__init__(named(self.file, f"{subject}{self.reason}"))


class PlaceError(Exception):
    """Raised while a file's content is checked, before it is known which file that is.

    ``reason`` is a predicate: what stands at ``place`` is its subject, empty for the whole file.
    ``cell`` is that place in a table.
    """

    def __init__(self, reason: str, place: str = "", cell: Cell = WHOLE) -> None:
        super().__init__(reason, place)
        self.place = place
        self.reason = reason
        self.cell = cell

    def __str__(self) -> str:
        return f"{self.place} {self.reason}".strip()

    def of_file(self, file: str) -> FormatError:
        """The same as a sentence about ``file``."""
        return FormatError(file, self.reason, self.place, self.cell)


@contextmanager
def said_of(file: str) -> Iterator[None]:
    """Within this, what is wrong with the content of ``file`` is raised as a FormatError."""
    try:
        yield
    except PlaceError as error:
        raise error.of_file(file) from error
    except ModelError as error:  # a contradiction found by the core
        place = f"{error.place}:" if error.place else ""
        raise FormatError(file, error.reason, place) from error


def from_os(file: str, error: OSError, doing: str) -> FormatError:
    """A refusal by the operating system while ``doing`` ("opened", "saved")."""
    reason = os_reason(error)
    return FormatError(file, tr("it cannot be {doing}: {reason}", doing=doing, reason=reason))


def os_reason(error: OSError) -> str:
    """Why the operating system refused, in words that continue a sentence."""
    known = OS_REASONS.get(error.errno or 0)
    return known or (error.strerror or tr("the system gives no reason")).lower()


OS_REASONS = {
    errno.ENOENT: tr("there is no such file or folder"),
    errno.EISDIR: tr("it is a folder"),
    errno.ENOTDIR: tr("a part of its path is not a folder"),
    errno.EACCES: tr("permission is missing"),
    errno.EPERM: tr("permission is missing"),
    errno.EROFS: tr("the disk can only be read"),
    errno.ENOSPC: tr("the disk is full"),
    errno.EDQUOT: tr("the quota of the disk is used up"),
    errno.EFBIG: tr("it is too large for the disk"),
    errno.ENAMETOOLONG: tr("its name is too long"),
    errno.ELOOP: tr("its links lead in a circle"),
    errno.EIO: tr("the disk reports an error"),
}


def shown(value: Any) -> str:
    """A value found in a file, in a few plain words."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return tr("the text {value}", value=quoted(value))
        case list():
            return tr("a list")
        case dict():
            return tr("an object")
        case float() if math.isnan(value):
            return tr("not a number (NaN)")
        case float() if math.isinf(value):
            return tr("infinite or too large for a float64")
        case float():
            return repr(value)
        case int() if value.bit_length() > 120:
            return tr("a number of more than 36 digits")
    return str(value)


def quoted(text: str) -> str:
    """``text`` between quotation marks on one line, cut where it is long."""
    return f"“{one_line(_cut(text, LONGEST_QUOTE))}”"


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[:longest] + "…"


def one_line(text: str) -> str:
    """``text`` with everything that could break the line or the terminal written as an escape."""
    return "".join(c if _is_shown(c) else c.encode("unicode_escape").decode() for c in text)


def _is_shown(sign: str) -> bool:
    """True for what can be seen, and for spaces that keep words and units on one line."""
    return sign.isprintable() or sign in "\u00a0\u202f"
