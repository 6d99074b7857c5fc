"""The whole graph at one step on any device, in shapes throughout: for pictures on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QPainter

from bpsim.core.arrays import Array
from bpsim.core.examples import Examples
from bpsim.gui.graph.paint.changes import paint_changes
from bpsim.gui.graph.paint.picture import Picture
from bpsim.gui.graph.paint.scene import Colours
from bpsim.gui.graph.paint.scene_maker import SceneMaker
from bpsim.gui.graph.paint.static_image import paint_static
from bpsim.gui.looks.theme import Theme
from bpsim.steps.changes import changes
from bpsim.steps.step import Step

SHRINK, SMALLEST = 0.95, 0.1
SLACK = 0.5
"""A frame as large as the room may come out larger by a rounding error."""


@dataclass(frozen=True, eq=False)
class Drawing:
    """A graph laid out in a rectangle whose upper left corner is (0, 0).

    ``scale`` is what the coordinates of ``picture`` are multiplied by; ``changed`` are the changes
    of the weights that glow, one matrix for each Θ, none where nothing was updated.
    """

    picture: Picture
    scale: float
    size: QSize
    changed: Sequence[Array]

    @classmethod
    def of(
        cls,
        step: Step,
        examples: Examples,
        theme: Theme,
        font: QFont,
        size: tuple[float, float],
        lens: float = 1.0,
        bias_deltas: bool = False,
        outlined: bool = False,
    ) -> Drawing:
        """The graph of ``step`` as large as fits into ``size``; nothing of it is cut off.

        Where it would be a plain one with small text it is laid out as for a view that is
        ``lens`` times smaller, with fewer units, and magnified.
        ``outlined`` draws text as shapes, which look the same where the font is missing.
        """
        scenes = SceneMaker(outlined)
        scenes.colours = Colours(theme)
        scale, rich = 1.0, True
        while True:
            room = QSize(int(size[0] / scale), int(size[1] / scale))
            frame = scenes.frame(step.network, examples, font, room)
            if rich and not frame.sizes.captions:
                scale, rich = lens, False
                continue
            fits = frame.width <= room.width() + SLACK and frame.height <= room.height() + SLACK
            if fits or scale < SMALLEST:
                break
            scale *= SHRINK
        scene = scenes.scene(step.network, examples, step, None, font, room)
        picture = Picture.of(step, scene, None, frozenset(), bias_deltas)
        return cls(picture, scale, room, changes(step))

    @property
    def spare(self) -> float:
        """The height that the graph leaves empty, half of it above and half below."""
        return self.scale * (self.size.height() - self.picture.scene.layout.frame.height)

    def paint(self, painter: QPainter) -> None:
        """Draw the graph; what is behind it shows through."""
        painter.save()
        painter.scale(self.scale, self.scale)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scene = self.picture.scene
        paint_static(painter, scene)
        if self.changed:
            paint_changes(painter, scene, self.changed)
        self.picture.paint(painter, None)
        painter.restore()
