"""bpsim render --panel: pictures of the window and its panels, without a window on a screen."""

import os
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from bpsim.formats.bundled import bundled_network

from .conftest import Run

pytestmark = pytest.mark.usefixtures("qapp")
SIZE = ("--size", "1200x800", "--scale", "1")


@pytest.mark.parametrize("panel", ["window", "cost", "matrices"])
def test_a_panel_at_a_step(run: Run, panel: str, tmp_path: Path) -> None:
    out, before = tmp_path / "panel.png", dict(os.environ)
    words = ("--panel", panel, "--step", 9, "--theme", "dark", *SIZE)
    status, said, err = run("render", bundled_network("lecture").path, "--output", out, *words)
    assert (status, err) == (0, "")
    assert said == f"panel.png: {panel}, Example 1 of 4 · backward · δ of unit 1, layer 3\n"
    image = QImage(str(out))
    assert (image.width() == 1200) == (panel == "window")
    assert image.pixelColor(image.width() // 2, image.height() - 3).lightness() < 128
    assert dict(os.environ) == before


@pytest.mark.parametrize(
    ("panel", "name", "said"),
    [
        ("cost", "panel.pdf", "--panel: a panel is written as .png only"),
        ("costs", "panel.png", "there is no panel “costs”; there are window, step, slope"),
    ],
)
def test_what_there_is_no_picture_of(
    run: Run, panel: str, name: str, said: str, tmp_path: Path
) -> None:
    words = ("--output", tmp_path / name, "--panel", panel)
    status, text, err = run("render", bundled_network("lecture").path, *words)
    assert (status, text) == (2, "")
    assert said in err
    assert list(tmp_path.iterdir()) == []
