"""What the painters of the graph share: the layout with its colours, fonts and words."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor

from bpsim.core.network import Network
from bpsim.gui.graph.layout.box import Box
from bpsim.gui.graph.layout.layout import Layout
from bpsim.gui.graph.paint.copied_shapes import CopiedShapes
from bpsim.gui.kit.controls.painting import mixed
from bpsim.gui.kit.small_text import Fonts, Type
from bpsim.gui.looks.contrast import least_part
from bpsim.gui.looks.theme import Theme


class Colours:
    """The colours of a theme, each made once."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._known: dict[str, QColor] = {}
        self._parts: dict[tuple[int, int, float], float] = {}
        self._blends: dict[tuple[int, int, float], QColor] = {}

    def __getitem__(self, name: str) -> QColor:
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self.theme.colour(name)
        return known

    def standing_out(self, ink: QColor, ratio: float) -> QColor:
        """As much of ``ink`` on the surface as stands out from it by ``ratio``."""
        ratio *= self.theme.edges
        key = (ink.rgba(), self["surface"].rgba(), ratio)
        part = self._parts.get(key)
        if part is None:
            part = self._parts[key] = least_part(ink, self["surface"], ratio)
        return self.blend(ink, part)

    def blend(self, ink: QColor, part: float, ground: str = "surface") -> QColor:
        """``part`` of ``ink`` on the colour called ``ground``."""
        below = self[ground]
        key = (ink.rgba(), below.rgba(), part)
        known = self._blends.get(key)
        if known is None:
            known = self._blends[key] = mixed(ink, below, part)
        return known


@dataclass(frozen=True, eq=False)
class Scene:
    """A network laid out in the pixels of the view.

    ``areas`` remembers what each box covers when painted; it belongs to the layout's frame, as do
    the ``stamps``, which are in its sizes.
    ``words`` is for what lies over the graph, which does not grow with it.
    ``flooded`` are the layers l whose Θ^(l) is lit as a whole, with too many edges to light each.
    """

    layout: Layout
    colours: Colours
    fonts: Fonts
    words: Type
    network: Network
    x_names: tuple[str, ...]
    y_names: tuple[str, ...]
    areas: dict[tuple[str, Box], QRect]
    stamps: CopiedShapes
    flooded: frozenset[int] = frozenset()

    def looks_like(self, other: "Scene") -> bool:
        """True if both stand at the same place, in the same colours and type."""
        return (
            self.layout.frame is other.layout.frame
            and self.colours is other.colours
            and self.fonts is other.fonts
        )


def rect(box: Box) -> QRectF:
    """A box for Qt."""
    return QRectF(box.x, box.y, box.w, box.h)
