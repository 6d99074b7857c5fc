"""Shift+F5 with two screens: the picture on the other one, and the window back on its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROBE = Path(__file__).with_name("two_screens.py")


@pytest.mark.parametrize("size", [(1920, 1080), (1024, 768)])
def test_the_other_screen_is_filled_and_the_window_comes_back(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    width, height = size
    common = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    screens = [
        {"name": "desk", "x": 0, "y": 0, "width": 1280, "height": 800, **common},
        {"name": "projector", "x": 1280, "y": 0, "width": width, "height": height, **common},
    ]
    configured = tmp_path / "screens.json"
    configured.write_text(json.dumps({"screens": screens}))
    result = subprocess.run(
        [sys.executable, str(PROBE)],
        env=os.environ
        | {
            "PYTHONPATH": str(PROBE.parents[2]),
            "QT_QPA_PLATFORM": f"offscreen:configfile={configured}",
        },
        capture_output=True, text=True, timeout=600, check=True,
    )  # fmt: skip
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert [each[0] for each in told] == ["before", "presented", "still", "after"] * 2
    for before, presented, still, after in (told[:4], told[4:]):
        assert before[1:3] == ["desk", True]
        assert presented[1:5] == ["projector", True, True, True]  # with all of the graph
        assert presented[6] == [width, height]
        assert still[1:] == presented[1:]
        assert after[1:] == before[1:]
