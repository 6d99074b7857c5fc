"""The picture of one step: what lies on the static image, and how two of them differ."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QRegion

from bpsim.gui.graph.layout.box import Box
from bpsim.gui.graph.paint.edges import paint_stream
from bpsim.gui.graph.paint.faces import Face, faces
from bpsim.gui.graph.paint.scene import Scene, rect
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
    def marked(self) -> dict[Place, Face]:
        """The faces that are more than values: they are not part of the still image."""
        return {place: face for place, face in self.faces.items() if not face.plain}

    @cached_property
    def lit_area(self) -> QRect:
        """What the edges lit one by one cover."""
        if not self.lit:
            return QRect()
        from bpsim.gui.graph.paint.overlay import bounds

        return bounds(self.scene, self.lit)

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
        faces = () if self._moving is None else self.marked.values()
        return [face for face in faces if face.computed]

    @property
    def _squeezed(self) -> list[Box]:
        """The units that the step computes, whose sums are squeezed."""
        return [face.box for face in self._arriving if isinstance(face.place, UnitPlace)]

    @cached_property
    def moving_area(self) -> QRect:
        """What the animation of the step may touch."""
        area, frame = self.lit_area, self.scene.layout.frame
        for layer in self.scene.flooded:
            x1, x2 = self.scene.layout.frame.span(layer)
            area |= QRect(int(x1) - 8, int(frame.top), int(x2 - x1) + 16, int(frame.height))
        for face in self._arriving:
            area |= self.face_area(face)
        for face in self.marked.values():
            if face.selected and area.intersects(self.face_area(face)):
                area |= self.face_area(face)  # its dashes, as in changes
        step = self._moving
        if step is not None:
            from bpsim.gui.graph.paint import cause

            words = cause.squeezed_by(step)
            around = cause.touched(self.scene, self.carried, self._squeezed, words)
            area |= around.toAlignedRect()
        return area

    def face_area(self, face: Face) -> QRect:
        """What a face covers, its rings and its δ included."""
        frame = self.scene.layout.frame
        drop = int(frame.sizes.chip_drop)
        area = rect(face.box.grown(self._around)).toAlignedRect().adjusted(0, 0, 0, drop)
        if isinstance(face.place, TargetPlace):  # and the dotted way from the output to it
            area.setLeft(int(frame.edge(frame.depth, 1)))
        return area if face.chip is None else area | rect(face.chip.grown(2.0)).toAlignedRect()

    @property
    def _around(self) -> float:
        return 0.35 * self.scene.layout.frame.sizes.label_h + 6.0

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

    def edge_area(self, place: EdgePlace) -> QRect:
        """What the mark of an edge covers; empty if the edge is not drawn."""
        if not self.shows(place):
            return QRect()
        x1, y1, x2, y2 = self.scene.layout.edge_line(place)
        area = QRect(int(x1), int(min(y1, y2)), int(x2 - x1), int(abs(y2 - y1)))
        return area.adjusted(-12, -12, 12, 12)

    def changes(self, before: Picture | None) -> list[QRect] | None:
        """What has to be painted again on top of the still image; None where everything has."""
        if before is None or not self.scene.looks_like(before.scene):
            return None
        out = [before.lit_area, self.lit_area]
        for place in before.marked.keys() | self.marked.keys():
            old, new = before.marked.get(place), self.marked.get(place)
            if old != new:
                out += [self.face_area(face) for face in (old, new) if face is not None]
            elif new is not None and new.selected:
                # Painted in part, its dashes would not meet those that stay.
                out.append(self.face_area(new))
        if before.selected_edge != self.selected_edge:
            for picture in (before, self):
                if picture.selected_edge is not None:
                    out.append(picture.edge_area(picture.selected_edge))
        return [area for area in out if not area.isEmpty()]

    def paint(self, painter: QPainter, part: QRegion, progress: float | None) -> None:
        """Paint what meets ``part``, on top of the still image."""
        lit = bool(self.lit) and part.intersects(self.lit_area)
        if lit or self.selected_edge is not None:
            from bpsim.gui.graph.paint import overlay
        if self.selected_edge is not None:
            overlay.paint_selected_edge(painter, self.scene, self.selected_edge)
        if lit:
            overlay.paint_rays(painter, self.scene, self.lit)
        if progress is not None:
            for layer, backward in self.scene.flooded.items():
                paint_stream(painter, self.scene, layer, progress, backward)
        step, held = self._moving, dict[Place, Face]()
        if step is not None and progress is not None:
            from bpsim.gui.graph.paint.cause import held_back

            held = held_back(self.marked, step, progress)
        for place, face in self.marked.items():
            if part.intersects(self.face_area(face)):
                paint_face(painter, self.scene, held.get(place, face))
        if lit:
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
