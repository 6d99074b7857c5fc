"""A font of known size, and a way to find the pieces of a laid-out formula."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont

from bpsim.gui.kit.formula.box import Box


@pytest.fixture
def font(qapp: object) -> QFont:
    font = QFont("DejaVu Sans")
    font.setPixelSize(20)
    return font


@pytest.fixture
def where() -> Callable[[Box, str], QRectF]:
    """The rectangle of the only run of glyphs with that text."""

    def find(box: Box, text: str) -> QRectF:
        found = [rect for run, rect, _ in box.texts() if run == text]
        assert len(found) == 1, f"{len(found)} × {text!r} in {[t for t, _, _ in box.texts()]}"
        return found[0]

    return find
