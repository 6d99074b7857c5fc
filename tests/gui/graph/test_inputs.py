"""What an input unit says of itself, however much room there is."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from bpsim.gui.graph.paint import units
from bpsim.gui.graph.paint.scene import Scene
from bpsim.steps.schedule import Phase
from tests.gui.graph.walks import lecture


@pytest.mark.parametrize("width", [300, 420, 600, 900])
def test_an_input_has_its_symbol_and_no_bare_number(
    scene_of: Callable[..., Scene], width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its number above its value would be read as one."""
    drawn: list[tuple[str, str]] = []
    bare: list[str] = []

    def symbol(_painter: object, _at: object, _fonts: object, name: str, sub: str, *_: str) -> None:
        drawn.append((name, sub))

    monkeypatch.setattr(units, "draw_symbol", symbol)
    monkeypatch.setattr(units, "draw_centred", lambda _painter, text, *_: bare.append(text))
    scene, image = (
        scene_of(lecture(Phase.LOAD), width=width),
        QImage(900, 700, QImage.Format.Format_RGB32),
    )
    painter = QPainter(image)
    colour = QColor("white")
    units.paint_unit(painter, scene, 1, 2, colour, colour)
    painter.end()
    assert (drawn, bare) == ([("a", "2")], [])
