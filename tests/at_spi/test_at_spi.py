"""What a screen reader finds in the window and hears from it, through the accessibility bus."""

import functools
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.notation.unspoken import unspoken

PYTHONS = ("/usr/bin/python3", "python3")
BINDINGS = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
ROOT = Path(__file__).parents[2]
LIBRARIES = (
    "from launch.system import WINDOW, missing;"
    "print(*(library.name for library in missing(WINDOW, venv=False)))"
)
OF_QT = {"menu", "menu item", "check menu item", "page tab", "page tab list", "combo box"}
PATIENCE = 900


@functools.cache
def python_with_bindings() -> str:
    """A Python that speaks AT-SPI; skips where it, a bus, a display or a library is missing."""
    missing = [name for name in ("dbus-run-session", "xvfb-run") if not shutil.which(name)]
    if not any(map(os.path.exists, LAUNCHERS)):
        missing.append("at-spi2-core")
    # Qt opens a window on a display with libraries that it can do without offscreen.
    missing += subprocess.run(
        [sys.executable, "-c", LIBRARIES], cwd=ROOT / "packaging", stdout=subprocess.PIPE, text=True
    ).stdout.split()
    if missing:
        pytest.skip(f"no screen reader can be tried here without {', '.join(missing)}")
    for python in filter(None, map(shutil.which, PYTHONS)):
        if not subprocess.run([python, "-c", BINDINGS], capture_output=True).returncode:
            return python
    pytest.skip("no screen reader can be tried here without python3-gi and gir1.2-atspi-2.0")


def test_a_screen_reader_finds_and_hears_what_there_is(_own_home: Path) -> None:
    command = [
        "dbus-run-session", "--", "xvfb-run", "-a", python_with_bindings(),
        str(Path(__file__).with_name("reader.py")), sys.executable, "-m", "bpsim",
    ]  # fmt: skip
    result = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, encoding="utf-8"
    )
    assert result.returncode == 0, result.stderr[-2000:]
    said = json.loads(result.stdout.splitlines()[-1])  # the registry speaks there as well
    tree: list[tuple[str, str, bool]] = [tuple(each) for each in said["tree"]]
    shown = [(role, name) for role, name, showing in tree if showing]

    # Units and edges are items, with their values and their ends.
    assert ("list item", "Layer 1 unit 2: x 1") in shown
    assert ("list item", "Weight minus 0.2 from unit 2 of layer 1 to unit 1 of layer 2") in shown
    assert any(role == "chart" for role, _, _ in tree)
    # What stands behind a tab is not in the way; only its tab is there.
    assert ("panel", "Explanation") in shown
    names = {name for role, name in shown if role != "page tab"}
    assert not names & {
        "Predictions",
        "Runs",
        "Code",
        "Map",
        "Matrices",
        "Which matrices",
        "Decision map",
    }
    # Whatever takes a click or a choice has a name.
    controls = {"push button", "button", "combo box", "spin button", "slider", "check box"}
    assert [each for each in shown if each[0] in controls and not each[1]] == []
    assert len([each for each in shown if each[0] in controls]) > 10
    # Signs are told in words, but for what Qt tells as it is written.
    assert [each for each in shown if each[0] not in OF_QT and unspoken(each[1])] == []
    assert not any(map(unspoken, said["heard"]))
    # Each step is said, wherever the focus is.
    forward, back = said["heard"][-2:]
    assert forward.startswith("Example 1 of 4, forward, z and a of unit 1, layer 2.")
    assert forward.endswith("z of unit 1 in layer 2 equals minus 0.1. a equals 0.475.")
    assert back.startswith("Example 1 of 4")
    assert "Runs" in said["in front"]
    assert "Explanation" in said["in front"]
    assert not {"Cost", "Code"} & set(said["in front"])
