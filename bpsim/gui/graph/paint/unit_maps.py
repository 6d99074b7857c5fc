"""Small maps inside the units: what each has learnt to tell apart over the input plane."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen

from bpsim.gui.graph.paint.picture import Picture
from bpsim.gui.graph.paint.scene import rect
from bpsim.gui.graph.paint.units import line_width, paint_face
from bpsim.steps.places import Place, UnitPlace


def paint_unit_maps(painter: QPainter, picture: Picture, maps: Mapping[Place, QImage]) -> None:
    """Fill each unit that is drawn with its map, under its numbers."""
    scene = picture.scene
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for place, image in maps.items():
        face = picture.faces.get(place)
        if face is None or not isinstance(place, UnitPlace) or face.box.h <= 0:
            continue
        inside = QPainterPath()
        inside.addEllipse(rect(face.box))
        painter.save()
        painter.setClipPath(inside, Qt.ClipOperation.IntersectClip)
        painter.drawImage(rect(face.box), image)
        painter.restore()
        painter.setPen(QPen(scene.colours["unit_line"], line_width(scene)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(rect(face.box))
        paint_face(painter, scene, face._replace(computed=False))
