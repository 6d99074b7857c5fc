"""How a field looks while what stands in it is not taken."""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from bpsim.gui.looks.theme import theme_in_use


def mark_refused(field: QWidget, refused: bool) -> None:
    """Write ``field`` in the colour of a warning, or as it usually is."""
    palette = QPalette()
    if refused:
        palette.setColor(QPalette.ColorRole.Text, theme_in_use().colour("warning"))
        palette.setColor(QPalette.ColorRole.Base, theme_in_use().colour("raised"))
        palette.setColor(QPalette.ColorRole.Highlight, theme_in_use().colour("warning"))
    field.setPalette(palette)
