"""What the painters of the graph share: the layout with its colours, fonts and words."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from bpsim.core.network import Network
from bpsim.gui.graph.frame import Box
from bpsim.gui.graph.layout import Layout
from bpsim.gui.inks import Fonts
from bpsim.gui.theme import Theme


@dataclass(frozen=True, eq=False)
class Scene:
    """A network laid out in the pixels of the view."""

    layout: Layout
    theme: Theme
    fonts: Fonts
    network: Network
    x_names: tuple[str, ...]
    y_names: tuple[str, ...]

    def looks_like(self, other: "Scene") -> bool:
        """True if both stand at the same place, in the same colours and type."""
        return (
            self.layout.frame is other.layout.frame
            and self.theme is other.theme
            and self.fonts is other.fonts
        )


def rect(box: Box) -> QRectF:
    """A box for Qt."""
    return QRectF(box.x, box.y, box.w, box.h)
