"""The picture of one step: what lies on the static image."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter

from bpsim.gui.graph.layout.box import Box
from bpsim.gui.graph.paint.edges import paint_stream
from bpsim.gui.graph.paint.faces import Face, faces
from bpsim.gui.graph.paint.scene import Scene
from bpsim.gui.graph.paint.units import paint_face
from bpsim.steps.places import EdgePlace, Place, TargetPlace, UnitPlace, exists

if TYPE_CHECKING:
    from bpsim.gui.graph.paint.cause import Cause
    from bpsim.gui.graph.paint.overlay import Ray
    from bpsim.steps.step import Step

# The overlay is imported where there is something to lay over: a network at rest is painted first.


@dataclass(frozen=True, eq=False)
class Picture:
    """What ``scene`` shows at one step."""

    step: Step | None
    scene: Scene
    faces: dict[Place, Face]
    lit: list[Ray]
    selected_edge: EdgePlace | None

    @classmethod
    def of(
        cls,
        step: Step | None,
        scene: Scene,
        selected: Place | None,
        breakpoints: frozenset[tuple[int, int]],
        bias_deltas: bool = False,
    ) -> Picture:
        """Lay the step out."""
        edge = selected if isinstance(selected, EdgePlace) else None
        return cls(
            step,
            scene,
            faces(step, scene, selected, breakpoints, bias_deltas),
            [] if step is None else _lit(step, scene),
            edge if edge is not None and scene.layout.shows(edge) else None,
        )

    def shows(self, place: Place) -> bool:
        """True if the place exists and is drawn."""
        layout = self.scene.layout
        return exists(place, layout.frame.layers) and layout.shows(place)

    def box_of(self, place: Place) -> Box:
        """Where a place is, for an edge its label or its middle."""
        layout = self.scene.layout
        match place:
            case UnitPlace(layer, unit):
                return layout.unit_box(layer, unit)
            case TargetPlace(unit):
                return layout.target_box(unit)
            case EdgePlace():
                for ray in self.lit:
                    if ray.edge.place == place and ray.label is not None:
                        return ray.label
                x1, y1, x2, y2 = layout.edge_line(place)
                part = layout.frame.sizes
                return Box.around((x1 + x2) / 2, (y1 + y2) / 2, part.label_w, part.label_h)

    @cached_property
    def carried(self) -> tuple[Cause, ...]:
        """What travels along the edges lit one by one."""
        if self.step is None or not self.lit:
            return ()
        from bpsim.gui.graph.paint.cause import causes

        return causes(self.step, self.lit)

    @property
    def _moving(self) -> Step | None:
        """The step, where something travels in it."""
        return self.step if self.carried or self.scene.flooded else None

    @property
    def _arriving(self) -> list[Face]:
        """What the step computes, where something travels to it."""
        faces = () if self._moving is None else self.faces.values()
        return [face for face in faces if face.computed]

    @property
    def _squeezed(self) -> list[Box]:
        """The units that the step computes, whose sums are squeezed."""
        return [face.box for face in self._arriving if isinstance(face.place, UnitPlace)]

    def taken(self) -> list[Box]:
        """Where units with their names, δ and targets stand, and headings with the signs below.

        Nothing should cover them.
        """
        layout = self.scene.layout
        frame = layout.frame
        drop = frame.sizes.chip_drop
        units = [Box(*face.box[:3], face.box.h + drop) for face in self.faces.values()]
        names = [layout.name_box(unit) for unit in layout.shown[0]]
        gaps = [box for layer in range(1, frame.depth + 1) for _, (_, box) in layout.gaps(layer)]
        first, last = layout.heading_box(1), layout.heading_box(frame.depth + 1)
        high = first.h + frame.sizes.heading_gap
        return [*units, *names, *gaps, Box(first.x, first.y, last.x + last.w - first.x, high)]

    def paint(self, painter: QPainter, progress: float | None) -> None:
        """Paint it on top of the still image, its values that far on their way."""
        if self.lit or self.selected_edge is not None:
            from bpsim.gui.graph.paint import overlay
        if self.selected_edge is not None:
            overlay.paint_selected_edge(painter, self.scene, self.selected_edge)
        if self.lit:
            overlay.paint_rays(painter, self.scene, self.lit)
        if progress is not None:
            for layer, backward in self.scene.flooded.items():
                paint_stream(painter, self.scene, layer, progress, backward)
        step, held = self._moving, dict[Place, Face]()
        if step is not None and progress is not None:
            from bpsim.gui.graph.paint.cause import held_back

            held = held_back(self.faces, step, progress)
        for place, face in self.faces.items():
            paint_face(painter, self.scene, held.get(place, face))
        if self.lit:
            overlay.paint_labels(painter, self.scene, self.lit)
        if step is not None and progress is not None:
            self._paint_causes(painter, step, progress)

    def _paint_causes(self, painter: QPainter, step: Step, progress: float) -> None:
        from bpsim.gui.graph.paint import cause

        cause.paint_causes(painter, self.scene, self.carried, progress)
        ink, words = self.scene.colours["accent"], cause.squeezed_by(step)
        cause.paint_squeeze(painter, self.scene, self._squeezed, progress, words, ink)


def _lit(step: Step, scene: Scene) -> list[Ray]:
    """The edges that the step lights, laid out."""
    from bpsim.gui.graph.layout.lighting import lit_edges
    from bpsim.gui.graph.paint.overlay import rays

    return rays(scene, lit_edges(step, scene.layout))
