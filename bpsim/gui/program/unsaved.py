"""Copies of unsaved documents in the state folder: one for each open window, offered if it dies.

A copy is a line of JSON that says what it is, followed by documents as .bpsim files hold them: the
one that was open, with its run and its position, then those that undo and redo lead to.
"""

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QLockFile

from bpsim.base.state_folder import state_folder
from bpsim.base.words import tr
from bpsim.core.document import Document
from bpsim.formats.errors import FormatError, from_os
from bpsim.formats.files import read_bytes, write_pieces
from bpsim.formats.native.file import dumps, loads
from bpsim.session.past import Past

SUFFIX, LOCKED = ".unsaved", ".lock"
DAMAGED = ".damaged"


def folder() -> Path:
    """Where the copies are."""
    return state_folder() / "unsaved"


@dataclass(frozen=True, slots=True)
class About:
    """What a copy is of: the file's name or the title, its path, its stamp when it was read.

    ``saved`` says that there is nothing in it that its file, or where it came from, has not.
    """

    name: str
    path: str | None = None
    stamp: tuple[int, ...] | None = None
    saved: bool = False


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A copy as it was read, with the moment it was made."""

    about: About
    past: Past
    when: datetime

    @property
    def document(self) -> Document:
        """The document that was open."""
        return self.past.document


def _lock(path: Path) -> QLockFile:
    """A lock that is free again once the process that holds it has ended, however that was."""
    lock = QLockFile(str(path.with_suffix(LOCKED)))
    lock.setStaleLockTime(0)
    return lock


class OwnCopy:
    """The copy that one window keeps of its document, if it has anything unsaved."""

    def __init__(self) -> None:
        self.path = folder() / f"{uuid4().hex}{SUFFIX}"
        self._lock = _lock(self.path)

    def lock(self) -> bool:
        """Keep other windows away from it; False where no file can be written."""
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self._lock.isLocked() or self._lock.tryLock(0)

    def write(self, past: Past, about: About) -> None:
        """Replace it; raises FormatError. May be called in any thread."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        head: dict[str, Any] = {
            "name": about.name,
            "path": about.path,
            "stamp": about.stamp,
            "when": now,
            "saved": about.saved,
        }
        open_one = dumps(past.document, about.name)
        others: list[bytes] = []
        try:
            others = [dumps(each, about.name) for each in past.others]
            head["past"] = {"edits": past.edits, "at": past.at, "sizes": [*map(len, others)]}
        except FormatError:
            others = []  # the document itself is worth more than what led to it
        head["size"] = len(open_one)
        write_pieces(self.path, (json.dumps(head).encode() + b"\n", open_one, *others))

    def remove(self) -> None:
        """There is nothing unsaved any more."""
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)
        self.let_go()

    def let_go(self) -> None:
        """Leave it to the next start, if there is one."""
        self._lock.unlock()


class LeftCopy:
    """A copy whose window is no more; nobody else is offered it while this object holds it."""

    def __init__(self, path: Path, lock: QLockFile) -> None:
        self.path, self._lock = path, lock

    def read(self) -> Unsaved:
        """What is in it; raises FormatError, and then it is set aside under another name."""
        try:
            return self._read()
        except FormatError:
            with contextlib.suppress(OSError):
                self.path.replace(self.path.with_suffix(DAMAGED))
            self.let_go()
            raise

    @classmethod
    def at(cls, path: Path) -> "LeftCopy | None":
        """The copy at ``path``; None where there is none or a window still holds it."""
        lock = _lock(path)
        return cls(path, lock) if path.exists() and lock.tryLock(0) else None

    def _read(self) -> Unsaved:
        line, _, data = read_bytes(self.path).partition(b"\n")
        try:
            head: Any = json.loads(line)
            name, path, stamp = head["name"], head["path"], head["stamp"]
            when = datetime.fromisoformat(head["when"])
            if not (isinstance(name, str) and (path is None or isinstance(path, str))):
                raise TypeError
            stamp = None if stamp is None else tuple(map(int, stamp))
            about = About(name, path, stamp, head.get("saved") is True)
            size = int(head.get("size", len(data)))
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
            raise FormatError(self.path.name, tr("it is no copy of an unsaved network")) from error
        document = loads(data[:size], name)
        return Unsaved(about, _past_of(document, head.get("past"), data[size:], name), when)

    def remove(self) -> None:
        """It has been taken over, or is not wanted. Raises FormatError where it has to stay."""
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise from_os(self.path.name, error, tr("removed")) from error
        finally:
            self.let_go()

    def let_go(self) -> None:
        """Leave it to the next start."""
        self._lock.unlock()


def _past_of(document: Document, told: Any, data: bytes, name: str) -> Past:
    """``document`` with what led to it, or alone where that cannot be read."""
    try:
        others, begin = [], 0
        for size in told["sizes"]:
            others.append(loads(data[begin : begin + size], name))
            begin += size
        at = int(told["at"])
        return Past((*others[:at], document, *others[at:]), tuple(map(str, told["edits"])), at)
    except (FormatError, ValueError, TypeError, KeyError, OverflowError):
        return Past((document,))


def left_copies() -> Iterator[LeftCopy]:
    """The copies of windows that ended without a word, the latest first."""
    try:
        found = sorted(folder().iterdir(), key=_age)
    except OSError:
        return
    for path in found:
        if path.suffix == LOCKED and not path.with_suffix(SUFFIX).exists():
            lock = _lock(path)
            if lock.tryLock(0):
                lock.unlock()  # which removes what a window left that had not written yet
        if path.suffix == SUFFIX:
            lock = _lock(path)
            if lock.tryLock(0):
                if path.exists():  # its window may have ended in order meanwhile
                    yield LeftCopy(path, lock)
                else:
                    lock.unlock()


def _age(path: Path) -> float:
    try:
        return -path.stat().st_mtime
    except OSError:
        return 0.0
