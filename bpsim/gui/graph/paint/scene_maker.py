"""From a step to a scene: fits, zooms, shortens, and remembers what need not be done again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont

from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.gui.graph.layout.camera import Camera
from bpsim.gui.graph.layout.fitting import frame_for
from bpsim.gui.graph.layout.frame import Frame
from bpsim.gui.graph.layout.layout import Layout
from bpsim.gui.graph.layout.measure import measured
from bpsim.gui.graph.layout.shortening import wanted_units
from bpsim.gui.graph.paint.scene import Colours, Scene
from bpsim.gui.kit.small_text import Fonts, Type
from bpsim.gui.looks.theme import SMALL, sized, theme_in_use
from bpsim.steps.places import Place

if TYPE_CHECKING:
    from bpsim.steps.step import Step

T = TypeVar("T")


class SceneMaker:
    """The layout's state between two steps: camera, colours, and the frame it was fitted with.

    ``outlined`` has all text drawn as shapes.
    """

    def __init__(self, outlined: bool = False) -> None:
        self._outlined = outlined
        self.camera = Camera()
        self.colours = Colours(theme_in_use())
        self._kept: dict[str, tuple[tuple[Any, ...], Any]] = {}

    def frame(self, network: Network, examples: Examples, font: QFont, size: QSize) -> Frame:
        """The frame before zoom and pan; it follows the view's size as long as it is fitted."""
        key = (font, network.layers, network.activations, examples.x_names, examples.y_names)
        known = self._kept.get("metrics")
        if known is not None and known[0] != key:
            self.camera.fit()
        metrics = self._keep("metrics", key, lambda: measured(font, network, examples))
        kept = self._kept.get("frame")
        if kept is not None and not self.camera.fitted:
            unfitted: Frame = kept[1]
            return unfitted
        return self._keep(
            "frame",
            (network.layers, metrics, size.width(), size.height()),
            lambda: frame_for(network.layers, metrics, size.width(), size.height()),
        )

    def scene(
        self,
        network: Network,
        examples: Examples,
        step: Step | None,
        selected: Place | None,
        font: QFont,
        size: QSize,
    ) -> Scene:
        """The scene as the camera sees it."""
        camera = self.camera
        base = self.frame(network, examples, font, size)
        camera.hold(base, size.width(), size.height())
        at = (base, camera.zoom, round(camera.x), round(camera.y))
        seen = self._keep("seen", at, lambda: camera.seen(base))
        fonts = self._keep(
            "fonts", (font, seen.scale), lambda: Fonts(font, seen.scale, self._outlined)
        )
        layout = Layout.of(seen, None if step is None else wanted_units(step, selected))
        lit: Mapping[int, bool] = {}
        if step is not None:
            from bpsim.gui.graph.layout.lighting import (
                flooded,  # a network at rest has nothing to light
            )

            lit = flooded(step, layout)
        return Scene(
            layout,
            self.colours,
            fonts,
            self._keep("words", (font,), lambda: Type(sized(font, SMALL), self._outlined)),
            network,
            examples.x_names,
            examples.y_names,
            lit,
        )

    def _keep(self, name: str, key: tuple[Any, ...], make: Callable[[], T]) -> T:
        """What was made for ``key`` the last time, or made now."""
        known = self._kept.get(name)
        if known is None or known[0] != key:
            known = self._kept[name] = (key, make())
        made: T = known[1]
        return made
