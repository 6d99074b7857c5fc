"""Text has grey edges, also where the system, as Ubuntu's, smooths them in colours."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SHOWN = Path(__file__).with_name("edges.py")
SMOOTHED_IN = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include>/etc/fonts/fonts.conf</include>
  <match target="pattern"><edit name="rgba" mode="assign"><const>{}</const></edit></match>
</fontconfig>
"""


def shown(edges: str, home: Path) -> list[str]:
    """What stands beside the name of each panel, where the system smooths in ``edges``."""
    home.mkdir()
    fonts = home / "fonts.conf"
    fonts.write_text(SMOOTHED_IN.format(edges))
    result = subprocess.run(
        [sys.executable, str(SHOWN)],
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "FONTCONFIG_FILE": str(fonts),
            "XDG_CONFIG_HOME": str(home),
            "PYTHONPATH": str(SHOWN.parents[3]),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout.splitlines()


@pytest.mark.skipif(not Path("/etc/fonts/fonts.conf").exists(), reason="no fontconfig here")
def test_the_window_looks_the_same_wherever_edges_are_smoothed_in_colours(tmp_path: Path) -> None:
    grey, coloured = (shown(edges, tmp_path / edges) for edges in ("none", "rgb"))
    assert len(grey) > 10 and coloured == grey
