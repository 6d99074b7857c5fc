"""What the painters of the graph share: the layout with its colours, fonts and words."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from bpsim.core.network import Network
from bpsim.gui.graph.layout.box import Box
from bpsim.gui.graph.layout.layout import Layout
from bpsim.gui.kit.controls.painting import mixed
from bpsim.gui.kit.small_text import Fonts, Type
from bpsim.gui.looks.contrast import least_part
from bpsim.gui.looks.theme import Theme


class Colours:
    """The colours of a theme, and what is mixed from them."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._parts: dict[tuple[int, float], float] = {}
        """Found by trying one after the other, which takes a third of a millisecond."""

    def __getitem__(self, name: str) -> QColor:
        return self.theme.colour(name)

    def standing_out(self, ink: QColor, ratio: float) -> QColor:
        """As much of ``ink`` on the surface as stands out from it by ``ratio``."""
        key = (ink.rgba(), ratio)
        if key not in self._parts:
            self._parts[key] = least_part(ink, self["surface"], ratio * self.theme.edges)
        return self.blend(ink, self._parts[key])

    def blend(self, ink: QColor, part: float, ground: str = "surface") -> QColor:
        """``part`` of ``ink`` on the colour called ``ground``."""
        return mixed(ink, self[ground], part)


@dataclass(frozen=True, eq=False)
class Scene:
    """A network laid out in the pixels of the view.

    ``words`` is for what lies over the graph, which does not grow with it.
    ``flooded`` are the layers l whose Θ^(l) is lit as a whole, with too many edges to light each;
    the value is True where the values travel backward.
    """

    layout: Layout
    colours: Colours
    fonts: Fonts
    words: Type
    network: Network
    x_names: tuple[str, ...]
    y_names: tuple[str, ...]
    flooded: Mapping[int, bool]

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
