"""The static image with the values of all units that nothing marks, so that frames copy them."""

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QRegion

from bpsim.gui.graph.paint.faces import Face
from bpsim.gui.graph.paint.scene import Scene, rect
from bpsim.gui.graph.paint.static_image import StaticImage
from bpsim.gui.graph.paint.units import paint_face
from bpsim.gui.graph.paint.view_image import ViewImage
from bpsim.steps.places import Place, UnitPlace

AROUND = 2


class UnmarkedUnitsImage:
    """What stays between two pictures of the same step: what moves and marks are painted on top."""

    def __init__(self) -> None:
        self.static_image = StaticImage()
        self._image = ViewImage()
        self._scene: Scene | None = None
        self._faces: dict[Place, Face] = {}

    def update(
        self, scene: Scene, faces: Mapping[Place, Face], size: QSize, ratio: float
    ) -> list[QRect]:
        """Bring the image up to ``scene``; returns what had to be painted anew."""
        areas = self.static_image.update(scene, size, ratio)
        another = self._image.fit(size, ratio)
        whole = another or self._scene is None or not scene.looks_like(self._scene)
        plain = {place: face for place, face in faces.items() if face.plain}
        if whole:
            areas = [self._image.whole]
        else:
            areas += self._changed(scene, plain)
            areas = _united([self._image.around(each) for each in areas])
        if areas:
            self._paint(scene, plain, areas)
        self._scene, self._faces = scene, plain
        return areas

    def _changed(self, scene: Scene, plain: Mapping[Place, Face]) -> list[QRect]:
        """What is covered by faces that are new, other or gone, as one area for each column."""
        columns: dict[float, QRect] = {}
        for place in plain.keys() | self._faces.keys():
            old, new = self._faces.get(place), plain.get(place)
            if old != new:
                for face in (old, new):
                    if face is not None:
                        x = face.box.x
                        columns[x] = columns.get(x, QRect()) | _area(scene, face)
        return list(columns.values())

    def _paint(self, scene: Scene, plain: Mapping[Place, Face], areas: list[QRect]) -> None:
        places = [(_ink(scene, face), face) for face in plain.values()]
        with QPainter(self._image.pixmap) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for area in areas:
                painter.setClipRect(area)
                self.static_image.paint(painter, area)
                for place, face in places:
                    if area.intersects(place):
                        paint_face(painter, scene, face)

    def paint(self, painter: QPainter, part: QRegion) -> None:
        """Copy a part of the image to the view.

        Rectangle by rectangle: clipped to several of them, Qt blends pixel by pixel instead of
        copying, and waits for other threads to do so.
        """
        for each in part:  # type: ignore[attr-defined]
            area = self._image.around(each)
            painter.setClipRect(area)
            self._image.copy(painter, area)
        painter.setClipping(False)


def _united(areas: list[QRect]) -> list[QRect]:
    """The same without painting anything twice: what lies mostly in another becomes part of it."""
    out: list[QRect] = []
    for area in sorted(areas, key=lambda each: each.width() * each.height(), reverse=True):
        for n, larger in enumerate(out):
            common = larger & area
            if 2 * common.width() * common.height() > area.width() * area.height():
                out[n] = larger | area
                break
        else:
            out.append(area)
    return out


def _ink(scene: Scene, face: Face) -> QRect:
    """What a face without rings really paints, from left to right; its area has room around it."""
    area, box = _area(scene, face), rect(face.box).toAlignedRect()
    if isinstance(face.place, UnitPlace) and face.place.unit:
        box |= rect(scene.layout.chip_box(face.place.layer, face.place.unit)).toAlignedRect()
    return QRect(box.left(), area.top(), box.width(), area.height())


def _area(scene: Scene, face: Face) -> QRect:
    """What a face without rings covers."""
    drop = round(scene.layout.frame.sizes.chip_drop)
    box = rect(face.box).toAlignedRect()
    return box.adjusted(-AROUND, -AROUND, AROUND, AROUND + drop)
