"""The picture of one step laid out: the graph above, the explanation below."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QGuiApplication, QPainter

from bpsim.core.examples import Examples
from bpsim.gui.graph.paint.drawing import Drawing
from bpsim.gui.kit.small_text import Fonts
from bpsim.gui.looks.theme import LIGHT, Theme, grey_edged
from bpsim.gui.picture.explanation import LaidOutExplanation
from bpsim.steps.step import Step

WIDTH, HEIGHT = 1280, 720
"""The extent for which the sizes of text are meant: a slide's, as pixels of 1/96 inch."""
NARROWEST, LOWEST = 800, 600
"""Pictures of other shapes have the same area, in such pixels, but are no less than that."""
TEXT_PIXELS = 18
GRAPH_PIXELS, GRAPH_LENS = 15, 1.4
"""The graph's text, and how much larger than on screen the smallest of it stays."""
MARGIN, SIDE, TOP, BETWEEN = 36.0, 18.0, 10.0, 8.0
GRAPH_SHARE, LEAST_SHARE = 0.56, 0.45
"""Of the height that the graph should have, and that it has whatever there is to explain."""
SHRINK, SMALLEST = 0.92, 0.2
GATHERED = 0.42
"""The part of the room to spare by which the explanation comes nearer; half would be all."""


@dataclass(frozen=True)
class PictureLook:
    """How a picture looks: ``width`` and ``height`` in pixels of 1/96 inch, ``scale`` for PNG.

    Without ``captions`` it is the graph alone.
    Text grows with the picture: two of the same shape differ in their size only.
    """

    theme: Theme = LIGHT
    width: int = WIDTH
    height: int = HEIGHT
    scale: float = 2.0
    bias_deltas: bool = False
    captions: bool = True


@dataclass(frozen=True, eq=False)
class PicturePage:
    """A step ready to be painted in ``look``.

    ``zoom`` is what all its parts are multiplied by, and ``shrink`` the explanation besides, which
    begins at ``top``.
    """

    look: PictureLook
    zoom: float
    graph: Drawing
    explanation: LaidOutExplanation | None
    top: float
    shrink: float

    @classmethod
    def of(
        cls, step: Step, examples: Examples, look: PictureLook, outlined: bool = False
    ) -> PicturePage:
        """Lay out ``step``; with text as shapes if ``outlined``. Needs a QGuiApplication."""
        zoom = min(
            math.sqrt(look.width * look.height / (WIDTH * HEIGHT)),
            look.width / NARROWEST,
            look.height / LOWEST,
        )
        width, height = look.width / zoom, look.height / zoom
        inner = width - 2 * MARGIN
        fonts = Fonts(_font(TEXT_PIXELS), outlined=outlined)
        room = height - TOP - BETWEEN - MARGIN
        usual, most = (1 - GRAPH_SHARE) * room, (1 - LEAST_SHARE) * room
        if not look.captions:
            alone = _graph(step, examples, look, (width - 2 * SIDE, height - 2 * MARGIN), outlined)
            return cls(look, zoom, alone, None, height, 1.0)
        shrink = 1.0
        words = LaidOutExplanation.of(step, fonts, inner, usual, most)
        while shrink * words.height > most and shrink > SMALLEST:
            shrink *= SHRINK
            words = LaidOutExplanation.of(
                step, fonts, inner / shrink, usual / shrink, most / shrink
            )
        top = height - MARGIN - shrink * words.height
        extent = (width - 2 * SIDE, top - TOP - BETWEEN)
        graph = _graph(step, examples, look, extent, outlined)
        # Room to spare above and below the graph goes to the edges of the picture.
        return cls(look, zoom, graph, words, top - GATHERED * graph.spare, shrink)

    def paint(self, painter: QPainter) -> None:
        """Fill the rectangle from (0, 0) to (width, height)."""
        theme = self.look.theme
        painter.save()
        painter.fillRect(QRectF(0, 0, self.look.width, self.look.height), theme.colour("surface"))
        painter.scale(self.zoom, self.zoom)
        painter.save()
        painter.translate(SIDE, TOP if self.explanation is not None else MARGIN)
        self.graph.paint(painter)
        painter.restore()
        if self.explanation is not None:
            painter.translate(MARGIN, self.top)
            painter.scale(self.shrink, self.shrink)
            self.explanation.paint(painter, 0.0, 0.0, theme)
        painter.restore()


def _graph(
    step: Step, examples: Examples, look: PictureLook, extent: tuple[float, float], outlined: bool
) -> Drawing:
    return Drawing.of(
        step, examples, look.theme, _font(GRAPH_PIXELS), extent, GRAPH_LENS, look.bias_deltas,
        outlined,
    )  # fmt: skip


def _font(pixels: int) -> QFont:
    """The application's font at a size of its own, set alike whatever it is drawn on."""
    font = grey_edged(QGuiApplication.font())
    font.setPixelSize(pixels)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
