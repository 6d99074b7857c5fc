"""The start in two stages: the network first, then everything around it, without a jump."""

import gzip
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bpsim.formats.bundled import bundled_network
from bpsim.gui.looks.theme import DARK, LIGHT

PROBE = Path(__file__).with_name("probe.py")
ROOT = PROBE.parents[2]
EXPECTED = "This plugin does not support propagateSizeHints()"


def run(what: str, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Start bpsim in a process of its own, with the home that the test has."""
    return subprocess.run(
        [sys.executable, str(PROBE), what, *words],
        env=os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"} | variables,
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip


def pictures(what: str, *words: str) -> list[dict[str, Any]]:
    """What the window looked like at each stage, after a start that nothing was wrong with."""
    result = run(what, *words)
    complaints = [line for line in result.stderr.splitlines() if line != EXPECTED]
    assert (result.returncode, complaints) == (0, [])
    return [json.loads(line) for line in result.stdout.splitlines()]


@cache
def first_picture() -> dict[str, Any]:
    """The window's first picture where nobody has chosen anything yet."""
    (first,) = pictures("first")
    return first


def prefer(home: Path, **choices: object) -> None:
    """Settings that the user has made before."""
    file = home / ".config" / "bpsim" / "bpsim.conf"
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{key}={value}" for key, value in choices.items()]
    file.write_text("\n".join(["[General]", *lines, ""]))


def test_the_network_is_painted_before_anything_else_is_imported() -> None:
    first = first_picture()
    assert first["painted"]
    loaded = set(first["modules"])
    assert {"numpy", "PySide6.QtWidgets", "bpsim.gui.graph.view"} <= loaded
    not_yet = (
        "pyqtgraph",
        "msgspec",
        "PySide6.QtSvg",
        "bpsim.session",
        "bpsim.gui.panels",
        "bpsim.gui.desk.controller",
        "bpsim.gui.wiring.wiring",
        "bpsim.gui.window.menus",
        "bpsim.gui.graph.paint.overlay",
        "bpsim.gui.kit.formula.typesetter",
        "bpsim.formats.native.write",
    )
    found = [name for name in loaded if any(f"{name}.".startswith(f"{no}.") for no in not_yet)]
    assert found == []


def test_everything_is_there_in_the_end_and_nothing_moves_while_the_panels_come() -> None:
    new, last = pictures("whole")  # which remembers what stands around the graph
    assert {"pyqtgraph", "bpsim.gui.panels.cost.plot", "bpsim.gui.wiring.table"} <= set(
        last["modules"]
    )
    assert bundled_network().load().title in last["title"]
    assert (new["behind"], new["ground"]) == (LIGHT.window, LIGHT.surface)
    assert last["ground"] == LIGHT.surface
    assert new["font"] == last["font"]
    first, last = pictures("whole")
    for what in ("window", "graph", "frame", "ground", "font"):
        assert first[what] == last[what], what


def test_the_first_picture_has_the_colours_and_text_that_were_chosen(_own_home: Path) -> None:
    plain = first_picture()
    prefer(_own_home, theme=DARK.name, text_size=200)
    first, last = pictures("whole")
    assert (first["behind"], first["ground"]) == (DARK.window, DARK.surface)
    assert last["ground"] == DARK.surface
    assert first["font"] == last["font"] == pytest.approx(plain["font"] * 2)


SMALLEST = (
    '{"format": "bpsim", "version": 1, "cost": "cross-entropy", "start": {"kind": "glorot"},'
    ' "network": {"layers": [2, 3, 1], "activations": ["tanh", "sigmoid"]}}'
)
"""A file of which nothing can be left out: it has no example, either."""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("mine.bpsim", bundled_network("xor").path.read_bytes()),
        ("mine.bpsim.gz", gzip.compress(SMALLEST.encode())),
    ],
    ids=["plain", "packed"],
)
def test_a_file_on_the_command_line_is_opened(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    first, last = pictures("whole", str(path))
    assert first["painted"]
    assert last["title"].startswith(name)


def test_a_broken_file_is_refused_before_there_is_a_window(tmp_path: Path) -> None:
    path = tmp_path / "broken.bpsim"
    path.write_text('{"format": "bpsim", "version": 1}')
    result = run("whole", str(path))
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("bpsim: broken.bpsim: network is missing")


@pytest.mark.parametrize(("what", "stages"), [("close-first", 0), ("close-second", 1)])
def test_a_window_that_is_closed_while_it_opens_ends(what: str, stages: int) -> None:
    assert len(pictures(what)) == stages


def test_a_display_is_asked_for_before_qt_aborts() -> None:
    result = run("first", QT_QPA_PLATFORM="xcb", DISPLAY="")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("bpsim: ") and result.stderr.count("\n") == 1
