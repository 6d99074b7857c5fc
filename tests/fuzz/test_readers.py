"""A short run of the fuzzer, in a process of its own, so that no input can take the suite along."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("resource", reason="limits of memory are set as on Linux")

from tests.fuzz import readers


def test_no_mutated_file_breaks_a_reader(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.readers", "--count", "60", "--keep", str(tmp_path)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "opened" in done.stdout


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_an_input_that_kills_the_process_is_told_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def tried(name: str, data: bytes, folder: Path) -> str:
        if data == b"kill":
            os.kill(os.getpid(), signal.SIGKILL)
        return "refused"

    monkeypatch.setattr(readers, "tried", tried)
    samples = [("a.h5", b"good"), ("b.h5", b"kill"), ("c.h5", b"good")]
    assert readers.Run(".h5", samples, 1).whole(3, tmp_path) == 1
    told = capfd.readouterr().out
    assert ".h5: input 1: the process ended with SIGKILL" in told
    assert "'refused': 2, 'broken': 1" in told
    assert (tmp_path / "broken-1-b.h5").read_bytes() == b"kill"
