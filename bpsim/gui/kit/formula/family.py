"""The family of the mathematical font, and its size beside the text around it."""

from functools import cache
from typing import Final

from PySide6.QtGui import QFontDatabase

from bpsim.base.bundled import resource

FONT_FILE: Final = "STIXTwoMath-Regular.ttf"
FALLBACK_FAMILY: Final = "DejaVu Serif"
SCRIPT_SCALES: Final = (1.0, 0.74, 0.62)
RELATIVE_SIZE: Final = 1.2
"""How much larger formulas are set than the text around them, whose letters are taller."""


@cache
def math_family() -> str:
    """The family to set formulas in; DejaVu Serif where the bundled font cannot be read."""
    number = QFontDatabase.addApplicationFont(str(resource("fonts", FONT_FILE)))
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return families[0] if families else FALLBACK_FAMILY
