"""The graph as a picture: lays a step out, keeps what is at rest, paints the rest on top."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bpsim.base.words import capital
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.gui.graph.laid_over import LaidOver
from bpsim.gui.graph.layout.box import Box
from bpsim.gui.graph.paint.picture import Picture
from bpsim.gui.graph.paint.position import paint_position
from bpsim.gui.graph.paint.remark import paint_remark
from bpsim.gui.graph.paint.scene import Colours, rect
from bpsim.gui.graph.paint.scene_maker import SceneMaker
from bpsim.gui.graph.paint.static_image import StaticImage
from bpsim.gui.kit.controls.painting import focus_ring
from bpsim.gui.kit.controls.ring_by_keys import RingByKeys
from bpsim.gui.looks.theme import theme_in_use
from bpsim.steps.places import Place, UnitPlace, exists
from bpsim.steps.shown.spoken import spoken

if TYPE_CHECKING:
    from bpsim.gui.graph.paint.legend import Legend
    from bpsim.steps.step import Step

    _Drawn = tuple[Picture, Legend | None]

ZOOM_STEP = 1.25


class GraphCanvas(RingByKeys, LaidOver):
    """Shows a network at one step; gestures are left to GraphView.

    ``laid_out`` tells of a picture whose parts may stand elsewhere than those of the last one.
    """

    laid_out = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.static_image = StaticImage()
        self._network: Network | None = None
        self._examples: Examples | None = None
        self._step: Step | None = None
        self._selected: Place | None = None
        self._breakpoints: frozenset[tuple[int, int]] = frozenset()
        self._bias_deltas = False
        self._progress: float | None = None
        self._scenes = SceneMaker()
        self._coming: tuple[Step, Examples, tuple[Any, ...], _Drawn] | None = None
        self._stale = True
        self.painted = False
        """Whether it has been on screen yet."""

    # --- what to show ----------------------------------------------------------------------------

    def show_step(self, step: Step, examples: Examples) -> None:
        """Render ``step``; ``examples`` gives the names of the inputs and the targets."""
        moved_on = self._step is None or self._step.units != step.units
        self._step, self._network, self._examples = step, step.network, examples
        self._refresh()
        if moved_on:
            self._reveal_step()

    def prepare(self, step: Step) -> None:
        """Lay ``step`` out, which is most likely shown next, and paint what is at rest in it."""
        if self.isVisible() and self._examples is not None and not self.size().isEmpty():
            self._coming = (step, self._examples, self._looks(), self._drawn(step))
            self._at_rest(self._coming[-1][0])

    def show_network(self, network: Network, examples: Examples) -> None:
        """Render a network that cannot be stepped yet: every value is unknown."""
        self._step, self._network, self._examples = None, network, examples
        self._refresh()

    def set_selected(self, place: Place | None) -> None:
        """Mark a unit, an edge or a target, and have it in the picture."""
        if place != self._selected:
            self._selected = place
            self._refresh()
            if place is not None:
                self._reveal([place])

    def set_breakpoints(self, units: frozenset[tuple[int, int]]) -> None:
        """Mark the units, as (layer, unit), at which a walk stops."""
        self._breakpoints = units
        self._refresh()

    def set_bias_delta(self, shown: bool) -> None:
        """Show the δ of the bias units, which nothing uses, in grey beside them."""
        self._bias_deltas = shown
        self._refresh()

    def set_animation(self, progress: float | None) -> None:
        """Draw the causes of the step that far on their way to its result, 0 … 1, or none."""
        if progress is None and self._progress is None:
            return
        self._progress = progress
        self.update()

    def magnify(self, zoom: float) -> None:
        """Show the whole graph, or so many times as large, about what the step computes."""
        self.fit()
        if zoom > 1.0:
            self._zoom_by(zoom)

    # --- zoom ------------------------------------------------------------------------------------

    def fit(self) -> None:
        """Show the whole graph, and keep doing so as the view changes its size."""
        self._scenes.camera.fit()
        self._refresh()

    def zoom_in(self) -> None:
        """Magnify around what the step computes, which stays in view."""
        self._zoom_by(ZOOM_STEP)

    def zoom_out(self) -> None:
        """Reduce around what the step computes, which stays in view."""
        self._zoom_by(1 / ZOOM_STEP)

    def _zoom_by(self, factor: float) -> None:
        around = self._around(self._units_in_play())
        at = (self.width() / 2, self.height() / 2) if around is None else (around.cx, around.cy)
        if self._magnify(factor, *at):
            self._refresh()
            self._reveal_step()

    def zoom_at(self, factor: float, x: float, y: float) -> None:
        """Magnify around a point of the view."""
        if self._magnify(factor, x, y):
            self._refresh()

    def _magnify(self, factor: float, x: float, y: float) -> bool:
        """Move the camera; True where the graph looks different now."""
        if self._network is None or self._examples is None or self.size().isEmpty():
            return False
        frame = self._scenes.frame(self._network, self._examples, self.font(), self.size())
        smallest = min(self.width() / frame.width, self.height() / frame.height)
        return self._scenes.camera.zoom_at(factor, (x, y), smallest)

    def pan(self, dx: float, dy: float) -> bool:
        """Move the picture; False where it is at its end already."""
        camera = self._scenes.camera
        before = (camera.x, camera.y)
        camera.x += dx
        camera.y += dy
        self._refresh()
        held = self.picture  # laid out, the camera is held where there is something to see
        return held is not None and (camera.x, camera.y) != before

    @property
    def zoom(self) -> float:
        """How much larger than fitted the graph is."""
        return self._scenes.camera.zoom

    # --- where things are ------------------------------------------------------------------------

    @property
    def picture(self) -> Picture | None:
        """What is on screen, None before there is a network."""
        if self._stale:
            self._lay_out()
        return self._picture

    @property
    def selected(self) -> Place | None:
        """What is marked as selected; a selection may outlive the network it was made in."""
        place, network = self._selected, self._network
        return place if network and place and exists(place, network.layers) else None

    def places(self) -> list[Place]:
        """The units and targets in the picture, layer by layer."""
        return [] if self.picture is None else list(self.picture.faces)

    def spoken(self, place: Place) -> str:
        """A place with its values in one line."""
        if self._step is None or self._examples is None:
            return capital(str(place))
        return spoken(self._step, place, self._examples, self._bias_deltas)

    def rect_of(self, place: Place) -> QRect | None:
        """Where a place is on the view, for an edge its label or its middle; None if not drawn."""
        picture = self.picture
        if picture is None or not picture.shows(place):
            return None
        return rect(picture.box_of(place)).toAlignedRect()

    def _reveal_step(self) -> None:
        """Have in view what the step computes, and the ends of its edges where there is room."""
        if self._step is None or not self.isVisible() or self.picture is None:
            return
        units = self._units_in_play()
        if len(self._step.lit) == 1:
            edges = [ray.edge.place for ray in self.picture.lit]
            self._reveal([*units, *(end for each in edges for end in (each.start, each.end))])
        self._reveal(units)

    def _units_in_play(self) -> list[Place]:
        """What the step computes."""
        return [] if self._step is None else [UnitPlace(*unit) for unit in self._step.units]

    def _around(self, places: list[Place]) -> Box | None:
        """The box around these places with a little room, None where none of them is drawn."""
        picture = self.picture
        if picture is None:
            return None
        boxes = [picture.box_of(place) for place in places if picture.shows(place)]
        if not boxes:
            return None
        x, y = min(box.x for box in boxes), min(box.y for box in boxes)
        part = picture.scene.layout.frame.sizes
        return Box(
            x, y, max(b.x + b.w for b in boxes) - x, max(b.y + b.h for b in boxes) - y
        ).grown(part.chip_h + part.chip_drop)

    def _reveal(self, places: list[Place]) -> None:
        """Move the camera as little as needed to have these places in view."""
        around, camera = self._around(places), self._scenes.camera
        if around is not None:
            before = (camera.x, camera.y)
            camera.reveal(around, self.width(), self.height())
            if (camera.x, camera.y) != before:
                self._refresh()

    # --- laying out ------------------------------------------------------------------------------

    def _refresh(self) -> None:
        """Lay out anew before it is painted or asked for; when hidden, once it is seen again.

        As docks are restored one size follows another.
        """
        self._stale = True
        self.update()
        QCoreApplication.postEvent(self, QEvent(QEvent.Type.LayoutRequest))

    def _lay_out(self) -> None:
        self._stale = False
        if self._network is None or self._examples is None or self.size().isEmpty():
            return
        before = self._picture
        self._picture, self.legend = self._prepared() or self._drawn(self._step)
        if before is None or not self._picture.scene.looks_like(before.scene):
            self.laid_out.emit()

    def _drawn(self, step: Step | None) -> _Drawn:
        """``step`` laid out, or the network at rest, with its legend."""
        picture = self._picture_of(step)
        if step is None:
            return picture, None
        from bpsim.gui.graph.paint.legend import legend_of

        return picture, legend_of(picture, self.size())

    def _picture_of(self, step: Step | None) -> Picture:
        """``step`` laid out, or the network at rest."""
        network = self._network if step is None else step.network
        assert network is not None and self._examples is not None
        selected = self.selected
        scene = self._scenes.scene(
            network, self._examples, step, selected, self.font(), self.size()
        )
        return Picture.of(step, scene, selected, self._breakpoints, self._bias_deltas)

    def _at_rest(self, picture: Picture) -> QPixmap:
        return self.static_image.of(picture.scene, self.size(), self.devicePixelRatioF())

    def _prepared(self) -> _Drawn | None:
        """The picture that was laid out for the step before it was shown, if it still holds."""
        if self._coming is None:
            return None
        # Once another step is shown it is of no use, and would hold the document that it is of.
        (step, examples, looks, drawn), self._coming = self._coming, None
        same = step is self._step and examples is self._examples and looks == self._looks()
        return drawn if same else None

    def _looks(self) -> tuple[Any, ...]:
        """What decides how a step is laid out, beside the step itself."""
        camera = self._scenes.camera
        return (
            self.selected, self._breakpoints, self._bias_deltas, self._scenes.colours, self.font(),
            self.size(), camera.fitted, camera.zoom, camera.x, camera.y,
        )  # fmt: skip

    # --- events ----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the still image and draw on top what the step has to show."""
        picture = self.picture
        self.painted = True
        with QPainter(self) as painter:
            if picture is None:
                painter.fillRect(event.rect(), self._scenes.colours["surface"])
                return
            painter.drawPixmap(0, 0, self._at_rest(picture))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._hovered is not None or self._lit is not None or self._chosen:
                from bpsim.gui.graph.paint.pointed import paint_pointed_edges

                lit = {*(self._chosen or ()), self._lit}
                paint_pointed_edges(painter, picture, self._hovered, lit)
            if self._changes is not None:
                from bpsim.gui.graph.paint.changes import paint_changes

                paint_changes(painter, picture.scene, self._changes)
            picture.paint(painter, self._progress)
            if self._unit_maps:
                from bpsim.gui.graph.paint.unit_maps import paint_unit_maps

                paint_unit_maps(painter, picture, self._unit_maps)
            paint_position(painter, picture.scene, self.width(), self.height())
            if self.legend is not None:
                from bpsim.gui.graph.paint.legend import paint_legend

                paint_legend(painter, picture.scene, self.legend)
            if self.wrong_marks:
                from bpsim.gui.graph.paint.wrong_marks import paint_wrong_marks

                paint_wrong_marks(painter, picture.scene, self.wrong_marks)
            remark = self.remark()
            if remark is not None:
                paint_remark(painter, picture.scene, self._remark, self.rect(), remark)
            if self.ringed:
                whole = Box(0, 0, self.width(), self.height())
                focus_ring(painter, rect(whole))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again, or keep the zoom and hold the picture in view."""
        super().resizeEvent(event)
        self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while hidden."""
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def event(self, event: QEvent) -> bool:
        """Lay out what :meth:`_refresh` put off."""
        # Events with a class of their own, such as painting, are not worth a closer look.
        plain, asked = type(event) is QEvent, QEvent.Type.LayoutRequest
        if plain and event.type() == asked and self._stale and self.isVisible():
            self._lay_out()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font and the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._scenes.colours = Colours(theme_in_use())
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._refresh()

    def sizeHint(self) -> QSize:
        """A size at which a small network is comfortable."""
        line = self.fontMetrics().height()
        return QSize(52 * line, 30 * line)

    def minimumSizeHint(self) -> QSize:
        """The smallest size that still shows a part of the graph."""
        line = self.fontMetrics().height()
        return QSize(12 * line, 8 * line)
