"""A short run of the killing; the script makes 200 kills."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="a process is forked to be killed")
def test_a_killed_save_leaves_the_old_or_the_new_file() -> None:
    command = [sys.executable, "-m", "tests.killing.kill_saving", "25", "7"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "25 kills" in result.stdout
    assert "left: []" in result.stdout
