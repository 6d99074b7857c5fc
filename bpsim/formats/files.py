"""Bytes in and out of files: whole or not at all, and no more than the format allows."""

import contextlib
import os
import re
import stat
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from bpsim.base.words import tr
from bpsim.core.decoding import decoded
from bpsim.core.errors import BpsimError
from bpsim.formats.errors import FormatError, from_os

PathLike = str | os.PathLike[str]
T = TypeVar("T")

MAX_BYTES = 256 * 2**20
YOUNG_SECONDS = 10.0
"""A file beside the one to be saved may be so old before it is locked."""
_LEFT_OVER = re.compile(r"\.bpsim-[0-9a-f]{16}\.tmp")


def name_of(path: PathLike) -> str:
    """What a message calls the file: the last part of its path."""
    text = os.fspath(path)
    return Path(text).name or text or "“”"


def read_bytes(path: PathLike, limit: int = MAX_BYTES) -> bytes:
    """All of a regular file of at most ``limit`` bytes; raises FormatError."""
    size, data = _read(path, limit + 1, limit)
    if size > limit:
        raise FormatError(
            name_of(path),
            tr(
                "the file has {size:,.1f}\u00a0MB, but at most {limit:,.0f}\u00a0MB can be opened",
                size=size / 2**20,
                limit=limit / 2**20,
            ),
        )
    return data


def from_text(path: PathLike, read: Callable[[str], T], limit: int = MAX_BYTES) -> T:
    """What ``read`` makes of the text of such a file; a mark of the byte order is none of it.

    Raises FormatError: for what is no text, and with the file's name for what ``read`` raises.
    """
    found = decoded(read_bytes(path, limit))
    if found is None:
        raise FormatError(name_of(path), tr("it is no text in UTF-8"))
    try:
        return read(found[0])
    except FormatError:
        raise
    except BpsimError as error:
        raise FormatError(name_of(path), str(error)) from error


def read_start(path: PathLike, count: int = 4096) -> bytes:
    """The first ``count`` bytes of a regular file, or what there is; raises FormatError."""
    return _read(path, count, None)[1]


def _read(path: PathLike, count: int, limit: int | None) -> tuple[int, bytes]:
    """The file's size and up to ``count`` bytes of it, none if it is larger than ``limit``."""
    name = name_of(path)
    try:
        # Asked before opening, because opening a pipe waits for whoever writes to it.
        _require_regular(os.stat(path), name, tr("opened"))
        with open(path, "rb") as file:
            size = os.fstat(file.fileno()).st_size
            data = b"" if limit is not None and size > limit else file.read(count)
    except OSError as error:
        raise from_os(name, error, tr("opened")) from error
    except ValueError as error:
        raise FormatError(name, tr("no file can have such a name")) from error
    return max(size, len(data)), data


def stamp_of(path: PathLike) -> tuple[int, ...] | None:
    """What changes when a file is written or replaced; None where there is no file to be read."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def require_place(path: PathLike) -> None:
    """Raise FormatError where no file can be written: no such folder, or a folder itself.

    For work that takes long and is saved at its end.
    """
    folder = os.path.dirname(os.path.realpath(path))
    if os.path.isdir(path):
        raise FormatError(name_of(path), tr("it cannot be saved: it is a folder"))
    if not os.path.isdir(folder):
        raise FormatError(name_of(path), tr("it cannot be saved: its folder does not exist"))
    if not os.access(folder, os.W_OK):
        raise FormatError(name_of(path), tr("it cannot be saved: its folder may not be written to"))


def write_bytes(path: PathLike, data: bytes) -> None:
    """Replace the file by ``data`` in one move, so that a crash leaves the old one or the new one.

    A symbolic link stays one and its target is replaced; the mode of an existing file is kept.
    Raises FormatError, and then the old file is as it was and nothing is left beside it.
    """
    write_pieces(path, (data,))


def write_pieces(path: PathLike, pieces: Iterable[bytes]) -> None:
    """The same with what ``pieces`` yield, one after the other.

    What they raise comes through, and leaves the old file as it was too.
    """
    _write_all({path: pieces})


def write_together(files: Mapping[PathLike, bytes]) -> None:
    """Replace several files, all or none: each has found its room before the first is moved."""
    _write_all({path: (data,) for path, data in files.items()})


def _write_all(files: Mapping[PathLike, Iterable[bytes]]) -> None:
    with contextlib.ExitStack() as stack:
        moves = []
        for path, pieces in files.items():
            with _told_of(path):
                target = os.path.realpath(path)
                made = _beside(target, pieces, _mode_of(target, name_of(path)))
                moves.append((path, stack.enter_context(made), target))
        for path, beside, target in moves:
            with _told_of(path):
                os.replace(beside, target)
    for folder in dict.fromkeys(os.path.dirname(target) for _, _, target in moves):
        _sync_folder(folder)
        _clear_left_overs(folder)


@contextlib.contextmanager
def _told_of(path: PathLike) -> Iterator[None]:
    """Says what the system refuses as a FormatError about the file at ``path``."""
    try:
        yield
    except OSError as error:
        raise from_os(name_of(path), error, tr("saved")) from error
    except ValueError as error:
        raise FormatError(name_of(path), tr("no file can have such a name")) from error


def require_new_folder(path: PathLike) -> None:
    """Raise FormatError where no new folder can be made: something is there, or no place."""
    if os.path.lexists(path):
        raise FormatError(name_of(path), tr("it exists already; name a new folder"))
    require_place(path)


def write_folder(path: PathLike, files: Iterable[tuple[str, bytes]]) -> None:
    """Make a new folder of ``files``, paths below it and their bytes: all of them, or no folder.

    What they raise comes through. Raises FormatError, and then nothing is left.
    """
    require_new_folder(path)
    target = Path(path).absolute()
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".bpsim-") as beside:
            made = Path(beside) / "made"
            made.mkdir()
            for name, data in files:
                (made / name).parent.mkdir(parents=True, exist_ok=True)
                write_bytes(made / name, data)
            os.replace(made, target)
    except OSError as error:
        raise from_os(name_of(path), error, tr("saved")) from error


def _mode_of(target: str, name: str) -> int | None:
    """The mode of the file to be replaced, None where there is none yet."""
    try:
        status = os.stat(target)
    except FileNotFoundError:
        return None
    _require_regular(status, name, tr("saved"))
    # Replacing needs permission for the folder only; but a file is made read-only on purpose.
    if not os.access(target, os.W_OK):
        raise FormatError(name, tr("it cannot be saved: the file is write-protected"))
    return stat.S_IMODE(status.st_mode)


@contextlib.contextmanager
def _beside(target: str, pieces: Iterable[bytes], mode: int | None) -> Iterator[str]:
    """A whole file in the folder of ``target``, to be moved there; what is not moved goes."""
    beside = os.path.join(os.path.dirname(target), f".bpsim-{os.urandom(8).hex()}.tmp")
    # Not tempfile: its files are private, and a new document gets the mode the user's umask says.
    # One that replaces a private file is private from its first byte on.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(beside, flags, 0o666 if mode is None else mode)
    try:
        with open(handle, "wb") as file:
            _locked(handle)
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
            if mode is not None:
                os.chmod(beside, mode)
            if os.name == "posix":  # moved while the lock says that somebody is at it
                yield beside
        if os.name != "posix":
            yield beside
    finally:
        # Moved, it is no longer there; stopped by whatever it was, Ctrl+C too, nothing may remain.
        with contextlib.suppress(OSError):
            os.unlink(beside)


def _locked(handle: int) -> bool:
    """True if nobody else has locked the file, which is locked from now on until it is closed."""
    try:
        import fcntl
    except ImportError:
        return True  # Windows lets nobody remove a file that is open
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _clear_left_overs(folder: str) -> None:
    """Remove the files of saves that were killed; one that is being written is locked, or new."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _LEFT_OVER.fullmatch(entry.name):
                with contextlib.suppress(OSError):
                    _clear(entry)


def _clear(entry: os.DirEntry[str]) -> None:
    status = entry.stat(follow_symlinks=False)
    young = time.time() - status.st_mtime < YOUNG_SECONDS
    if not stat.S_ISREG(status.st_mode) or (young and not status.st_size):
        return
    handle = os.open(entry.path, os.O_RDONLY)
    try:
        free = _locked(handle)
    finally:
        os.close(handle)
    if free:
        os.unlink(entry.path)


def _sync_folder(folder: str) -> None:
    """Make the new name durable; where that cannot be asked for, the file is there all the same."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _require_regular(status: os.stat_result, name: str, doing: str) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise FormatError(name, tr("it cannot be {doing}: it is a folder", doing=doing))
    if not stat.S_ISREG(status.st_mode):
        raise FormatError(
            name, tr("it cannot be {doing}: it is a device or a pipe, not a file", doing=doing)
        )
