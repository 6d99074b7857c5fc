"""From nothing to the first painted network, beside a window with nothing in it."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.table import Row, seconds, times

GROUP = "Start to the first painted network, warm disk"
GOAL = 2.5
ROOT = Path(__file__).resolve().parents[2]


def one_start(which: str, home: str) -> float:
    """Seconds from starting Python to the first picture."""
    variables = {
        # A disk is warm where Python keeps what it has compiled, as it does for every user.
        "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": os.path.join(home, "compiled"),
        "HOME": home, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home,
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
    }  # fmt: skip
    result = subprocess.run(
        [sys.executable, "-m", "benchmarks.start", which, repr(time.monotonic())],
        cwd=ROOT, env=os.environ | variables, capture_output=True, text=True, check=True,
        timeout=60,
    )  # fmt: skip
    return float(result.stdout)


def rows(quick: bool = False) -> Iterator[Row]:
    """In turn, so that a slow minute hits both; the median of each."""
    taken: dict[str, list[float]] = {"empty": [], "bpsim": [], "whole": []}
    with tempfile.TemporaryDirectory() as home:
        for which in taken:
            one_start(which, home)
        for _ in range(3 if quick else 15):
            for which, found in taken.items():
                found.append(one_start(which, home))
    mine, empty = (float(np.median(taken[which])) for which in ("bpsim", "empty"))
    yield Row(
        GROUP, "the lecture's network, NumPy included", seconds(mine),
        f"an empty QMainWindow: {seconds(empty)}", times(mine / empty), f"≤ {GOAL}×",
        mine / empty <= GOAL,
    )  # fmt: skip
    whole = float(np.median(taken["whole"]))
    yield Row(
        GROUP, "until the whole window stands, every panel in it", seconds(whole),
        f"an empty QMainWindow: {seconds(empty)}", times(whole / empty),
    )  # fmt: skip
