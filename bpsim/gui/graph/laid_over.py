"""What lies over the picture of a step: told from outside, and no part of how it is laid out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from bpsim.core.arrays import Array
from bpsim.gui.graph.layout.box import Box
from bpsim.gui.graph.layout.free_corner import free_along_bottom, free_corner
from bpsim.gui.graph.paint.picture import Picture
from bpsim.gui.graph.paint.remark import Remark, remark_of
from bpsim.steps.places import EdgePlace, Place

if TYPE_CHECKING:
    from bpsim.gui.graph.paint.legend import Legend
    from bpsim.teach.break_it.marks import Mark


class LaidOver(QWidget):
    """Holds it, and asks to be painted again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: Picture | None = None
        self.legend: Legend | None = None
        self._lit: Place | None = None
        self._hovered: Place | None = None
        self._chosen: frozenset[EdgePlace] | None = None
        self._unit_maps: Mapping[Place, QImage] = {}
        self._changes: Sequence[Array] | None = None
        self._remark = ""
        self.wrong_marks: Sequence[Mark] = ()

    def free_corner(
        self, width: int, height: int, margin: int, first: int, beside: Sequence[QRect] = ()
    ) -> tuple[int, QPoint] | None:
        """Where a card of that size covers no unit and no legend, as a number and a point.

        It covers nothing of ``beside`` either. None where there is no such corner.
        """
        taken = [Box(each.x(), each.y(), each.width(), each.height()) for each in beside]
        found = free_corner(self._view(margin), width, height, taken + self._taken(), first)
        if found is None:
            return None
        corner, place = found
        return corner, QPoint(round(place.x), max(0, round(place.y)))

    def free_along_bottom(self, width: int, height: int, margin: int) -> QPoint | None:
        """Where a message of that size covers no unit and no legend: low down, or above that."""
        view, apart = self._view(margin), [box.grown(margin / 2) for box in self._taken()]
        floors = [view.y + view.h]
        if self.legend is not None:
            floors.append(self.legend.chip.y() - margin / 2)
        for floor in floors:
            above = view._replace(h=floor - view.y)
            place = free_along_bottom(above, width, height, apart)
            if place is not None:
                return QPoint(round(place.x), round(place.y))
        return None

    def _view(self, margin: int) -> Box:
        return Box(0, 0, self.width(), self.height()).grown(-margin)

    def _taken(self) -> list[Box]:
        """What nothing should cover."""
        taken = [] if self._picture is None else self._picture.taken()
        if self.legend is not None:
            chip = self.legend.chip
            taken.append(Box(chip.x(), chip.y(), chip.width(), chip.height()))
        return taken

    def set_weight_change(self, changes: Sequence[Array] | None) -> None:
        """Let the weights that moved most glow; one matrix for each Θ, or None for no glow."""
        if changes is not self._changes:
            self._changes = changes
            self.update()

    def set_remark(self, words: str) -> None:
        """Say ``words`` at the lower edge of the picture, or nothing."""
        if words != self._remark:
            self._remark = words
            self.update()

    def remark(self) -> Remark | None:
        """Where what is said of the picture stands; None while nothing is."""
        if not self._remark or self._picture is None:
            return None
        scene = self._picture.scene
        return remark_of(self._remark, scene, self.size(), self.free_along_bottom)

    def light(self, place: Place | None) -> None:
        """Light the edge whose term is pointed at, or none."""
        if place != self._lit:
            self._lit = place
            self.update()

    def set_chosen(self, edges: frozenset[EdgePlace] | None) -> None:
        """Show the edges chosen as an answer while edges are asked for, None while they are not."""
        self._chosen = edges
        self.update()

    @property
    def chosen(self) -> frozenset[EdgePlace] | None:
        """The edges chosen as an answer so far, None while no edges are asked for."""
        return self._chosen

    def set_wrong_marks(self, marks: Sequence[Mark]) -> None:
        """Show what a wrong algorithm leaves out or puts in, or nothing of the kind."""
        self.wrong_marks = marks
        self.update()

    def set_unit_maps(self, maps: Mapping[Place, QImage]) -> None:
        """Show these small maps inside the units, or none."""
        if maps or self._unit_maps:
            self._unit_maps = maps
            self.update()
