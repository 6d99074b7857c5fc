"""The picture of one step: what lies on the resting image, and how two of them differ."""

from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QRegion

from bpsim.gui.graph.faces import Face, faces
from bpsim.gui.graph.lighting import lit_edges
from bpsim.gui.graph.overlay import (
    Ray,
    bounds,
    paint_labels,
    paint_pulses,
    paint_rays,
    paint_selected_edge,
    rays,
)
from bpsim.gui.graph.scene import Scene, rect
from bpsim.gui.graph.units import paint_face
from bpsim.gui.places import EdgePlace, Place
from bpsim.steps.step import Step


@dataclass(frozen=True, eq=False)
class Picture:
    """What ``scene`` shows at one step."""

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
    ) -> "Picture":
        """Lay the step out."""
        edge = (
            selected if isinstance(selected, EdgePlace) and scene.layout.shows(selected) else None
        )
        return cls(
            scene,
            faces(step, scene, selected, breakpoints),
            [] if step is None else rays(scene, lit_edges(step, scene.layout)),
            edge,
        )

    def lit_area(self) -> QRect:
        """What the lit edges cover."""
        return bounds(self.scene, self.lit)

    def face_area(self, face: Face) -> QRect:
        """What a face covers, its rings and its δ included."""
        part = self.scene.layout.frame.sizes
        area = rect(face.box.grown(0.35 * part.label_h + 6.0)).toAlignedRect()
        return area.adjusted(0, 0, 0, int(part.chip_drop))

    def changes(self, before: "Picture | None") -> list[QRect] | None:
        """What has to be painted again after ``before``; None where everything has."""
        if before is None or not self.scene.looks_like(before.scene):
            return None
        out = [before.lit_area(), self.lit_area()]
        for place in before.faces.keys() | self.faces.keys():
            old, new = before.faces.get(place), self.faces.get(place)
            if old != new:
                out += [p.face_area(f) for p, f in ((before, old), (self, new)) if f is not None]
        if before.selected_edge != self.selected_edge:
            for picture in (before, self):
                if picture.selected_edge is not None:
                    out.append(picture.edge_area(picture.selected_edge))
        return [area for area in out if not area.isEmpty()]

    def edge_area(self, place: EdgePlace) -> QRect:
        """What the mark of an edge covers."""
        x1, y1, x2, y2 = self.scene.layout.edge_line(place)
        area = QRect(int(x1), int(min(y1, y2)), int(x2 - x1), int(abs(y2 - y1)))
        return area.adjusted(-12, -12, 12, 12)

    def paint(self, painter: QPainter, part: QRegion, progress: float | None) -> None:
        """Paint what meets ``part``, on top of the resting image."""
        if self.selected_edge is not None:
            paint_selected_edge(painter, self.scene, self.selected_edge)
        lit = bool(self.lit) and part.intersects(self.lit_area())
        if lit:
            paint_rays(painter, self.scene, self.lit)
        for face in self.faces.values():
            if part.intersects(self.face_area(face)):
                paint_face(painter, self.scene, face)
        if lit:
            if progress is not None:
                paint_pulses(painter, self.scene, self.lit, progress)
            paint_labels(painter, self.scene, self.lit)
