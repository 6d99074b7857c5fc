"""A file is saved whole or not at all, whatever fails and whenever."""

import errno
import os
import signal
import stat
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bpsim.formats import files
from bpsim.formats.errors import FormatError
from bpsim.formats.files import read_bytes, read_start, write_bytes, write_together

posix = pytest.mark.skipif(os.name != "posix", reason="only where files have modes and links")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file that is already there."""
    path = tmp_path / "lecture.bpsim"
    path.write_bytes(b"old")
    return path


def only(path: Path) -> bool:
    """True if nothing else lies beside ``path``."""
    return [each.name for each in path.parent.iterdir()] == [path.name]


def refuse(number: int) -> Callable[..., Any]:
    def fail(*args: Any, **kwargs: Any) -> Any:
        raise OSError(number, os.strerror(number))

    return fail


# --- saving --------------------------------------------------------------------------------------


def test_a_new_file_is_written(tmp_path: Path) -> None:
    path = tmp_path / "new.bpsim"
    write_bytes(path, b"new")
    assert path.read_bytes() == b"new"
    assert only(path)


def test_an_old_file_is_replaced(old: Path) -> None:
    write_bytes(str(old), b"new")
    assert old.read_bytes() == b"new"
    assert only(old)


def test_a_file_is_found_from_the_folder_one_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_bytes("near.bpsim", b"new")
    assert (tmp_path / "near.bpsim").read_bytes() == b"new"


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_the_mode_of_an_old_file_is_kept(old: Path, mode: int) -> None:
    old.chmod(mode)
    write_bytes(old, b"new")
    assert stat.S_IMODE(old.stat().st_mode) == mode


@posix
def test_a_new_file_gets_the_mode_that_the_user_chose(tmp_path: Path) -> None:
    path = tmp_path / "new.bpsim"
    before = os.umask(0o027)
    try:
        write_bytes(path, b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@posix
@pytest.mark.parametrize("exists", [True, False])
def test_a_link_stays_one_and_its_target_is_written(tmp_path: Path, exists: bool) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    target = folder / "target.bpsim"
    if exists:
        target.write_bytes(b"old")
    link = tmp_path / "link.bpsim"
    link.symlink_to(Path("elsewhere") / "target.bpsim")
    write_bytes(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert only(target)


@pytest.mark.parametrize("function", ["fsync", "replace", "chmod"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    old: Path, function: str, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, function, refuse(number))
    with pytest.raises(FormatError, match=r"^lecture\.bpsim: it cannot be saved: ") as caught:
        write_bytes(old, b"new" * 1000)
    assert "Errno" not in str(caught.value)
    assert old.read_bytes() == b"old"
    assert only(old)


def test_a_failure_before_the_first_save_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "replace", refuse(errno.ENOSPC))
    with pytest.raises(FormatError, match="the disk is full"):
        write_bytes(tmp_path / "new.bpsim", b"new")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("full_at", [1, 2])
def test_files_that_belong_together_are_written_all_or_none(
    old: Path, full_at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced, beside = [], old.with_name("key.csv")
    sync = os.fsync

    def full(handle: int) -> None:
        synced.append(handle)
        if len(synced) == full_at:
            raise OSError(errno.ENOSPC, "full")
        sync(handle)

    monkeypatch.setattr(os, "fsync", full)
    named = (old, beside)[full_at - 1].name
    with pytest.raises(FormatError, match=rf"^{named}: .*the disk is full"):
        write_together({old: b"new", beside: b"key"})
    assert old.read_bytes() == b"old"
    assert only(old)
    monkeypatch.undo()
    write_together({old: b"new", beside: b"key"})
    assert (old.read_bytes(), beside.read_bytes()) == (b"new", b"key")
    assert sorted(old.parent.iterdir()) == sorted([old, beside])


def test_an_interruption_leaves_the_old_file_and_nothing_else(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*args: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_bytes(old, b"new")
    assert old.read_bytes() == b"old"
    assert only(old)


@posix
def test_running_out_of_room_half_way_leaves_the_old_file_and_nothing_else(old: Path) -> None:
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, limits[1]))
    try:
        with pytest.raises(FormatError, match="too large for the disk"):
            write_bytes(old, b"new" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert old.read_bytes() == b"old"
    assert only(old)


@posix
@pytest.mark.parametrize("moment", ["fsync", "replace"])
def test_a_crash_leaves_the_old_file_whole(old: Path, moment: str) -> None:
    program = f"""
        import os, signal
        from bpsim.formats import files
        files.os.{moment} = lambda *args: os.kill(os.getpid(), signal.SIGKILL)
        files.write_bytes({str(old)!r}, b"new" * 1000)
    """
    root = Path(__file__).parents[2]
    ended = subprocess.run([sys.executable, "-c", textwrap.dedent(program)], cwd=root, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert old.read_bytes() == b"old"


@posix
def test_what_a_killed_save_left_goes_with_the_next(old: Path) -> None:
    for content in (b"half", b""):
        left = old.parent / f".bpsim-{os.urandom(8).hex()}.tmp"
        left.write_bytes(content)
        os.utime(left, (1e9, 1e9))
    (old.parent / ".bpsim-mine.tmp").write_bytes(b"not one of these")
    write_bytes(old, b"new")
    left = {each.name for each in old.parent.iterdir()}
    assert left == {old.name, ".bpsim-mine.tmp"}


@posix
def test_a_save_under_way_elsewhere_is_left_alone(old: Path) -> None:
    within = threading.Event()
    go_on = threading.Event()

    def pieces() -> Iterator[bytes]:
        yield b"the first half, "
        within.set()
        assert go_on.wait(600)
        yield b"the second"

    other = old.parent / "other.bpsim"
    saving = threading.Thread(target=files.write_pieces, args=(other, pieces()))
    saving.start()
    assert within.wait(600)
    write_bytes(old, b"new")
    go_on.set()
    saving.join()
    assert other.read_bytes() == b"the first half, the second"
    assert len(list(old.parent.iterdir())) == 2


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640])
def test_nobody_else_can_read_it_while_it_is_written(old: Path, mode: int) -> None:
    old.chmod(mode)
    seen = []

    def pieces() -> Iterator[bytes]:
        (beside,) = (each for each in old.parent.iterdir() if each != old)
        seen.append(stat.S_IMODE(beside.stat().st_mode))
        yield b"new"

    files.write_pieces(old, pieces())
    assert seen == [mode & ~_umask()]
    assert stat.S_IMODE(old.stat().st_mode) == mode


def _umask() -> int:
    before = os.umask(0o077)
    os.umask(before)
    return before


def test_where_a_folder_cannot_be_synced_the_file_is_saved_all_the_same(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def only_files(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        sync(handle)

    monkeypatch.setattr(os, "fsync", only_files)
    write_bytes(old, b"new")
    assert old.read_bytes() == b"new"


def test_a_write_protected_file_is_left_alone(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # For the superuser every file is writable, so the system's answer is given here.
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(FormatError, match="write-protected"):
        write_bytes(old, b"new")
    assert old.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        (("missing", "new.bpsim"), "there is no such file or folder"),
        (("n" * 300 + ".bpsim",), "its name is too long"),
        (("folder.bpsim",), "it is a folder"),
        (("file.txt", "new.bpsim"), "a part of its path is not a folder"),
        (("a\0b.bpsim",), "no file can have such a name"),
    ],
)
def test_places_where_no_file_can_be(tmp_path: Path, parts: tuple[str, ...], reason: str) -> None:
    (tmp_path / "folder.bpsim").mkdir()
    (tmp_path / "file.txt").write_text("kept")
    with pytest.raises(FormatError, match=reason):
        write_bytes(tmp_path.joinpath(*parts), b"new")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file.txt", "folder.bpsim"]


@posix
def test_a_device_is_not_replaced() -> None:
    with pytest.raises(FormatError, match="a device or a pipe, not a file"):
        write_bytes(os.devnull, b"new")
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


# --- reading -------------------------------------------------------------------------------------


def test_a_file_is_read(old: Path) -> None:
    assert read_bytes(old) == b"old"
    assert read_bytes(old, limit=3) == b"old"
    assert read_start(old, 2) == b"ol"


def test_a_folder_cannot_be_opened(tmp_path: Path) -> None:
    folder = tmp_path / "folder.bpsim"
    folder.mkdir()
    with pytest.raises(FormatError) as caught:
        read_bytes(f"{folder}{os.sep}")
    assert str(caught.value) == "folder.bpsim: it cannot be opened: it is a folder"


@pytest.mark.parametrize("name", ["missing.bpsim", "missing/file.bpsim"])
def test_a_missing_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(FormatError, match="there is no such file or folder"):
        read_bytes(tmp_path / name)


@pytest.mark.parametrize("name", ["", "\0", "a\0.bpsim"])
def test_what_is_no_name_of_a_file(name: str) -> None:
    with pytest.raises(FormatError) as caught:
        read_bytes(name)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("call", ["open", "stat"])
def test_a_file_that_may_not_be_read(old: Path, call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # For the superuser every file is readable, so the system's answer is given here.
    where = files if call == "open" else os
    monkeypatch.setattr(where, call, refuse(errno.EACCES), raising=False)
    with pytest.raises(FormatError) as caught:
        read_bytes(old)
    assert str(caught.value) == "lecture.bpsim: it cannot be opened: permission is missing"


def test_an_error_without_words_of_ours_is_told_in_those_of_the_system(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "open", refuse(errno.ETXTBSY), raising=False)
    with pytest.raises(FormatError, match=f"opened: {os.strerror(errno.ETXTBSY).lower()}$"):
        read_bytes(old)


@posix
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.bpsim"
    os.mkfifo(pipe)
    with pytest.raises(FormatError, match="a device or a pipe, not a file"):
        read_bytes(pipe)


def test_a_huge_file_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    huge = tmp_path / "huge.bpsim"
    with huge.open("wb") as file:
        file.truncate(300 * 2**20)  # a hole: it takes no room on the disk
    with pytest.raises(FormatError) as caught:
        read_bytes(huge)
    assert str(caught.value) == (
        "huge.bpsim: the file has 300.0\u00a0MB, but at most 256\u00a0MB can be opened"
    )


def test_a_file_that_grows_while_it_is_read_is_refused_as_well(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fstat

    def smaller(handle: int) -> os.stat_result:
        found = list(real(handle))
        found[stat.ST_SIZE] = 1
        return os.stat_result(found)

    monkeypatch.setattr(os, "fstat", smaller)
    with pytest.raises(FormatError, match="at most"):
        read_bytes(old, limit=2)
