"""The map itself: painted in one go, refined while nothing happens, pointed at and clicked."""

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from bpsim.core.decision import equal_steps, plane_ranges
from bpsim.core.examples import Examples
from bpsim.core.network import Network
from bpsim.gui.kit.chart import Range
from bpsim.gui.kit.controls.painting import focus_ring
from bpsim.gui.kit.controls.picture import PictureWidget
from bpsim.gui.looks.theme import theme_in_use
from bpsim.gui.panels.map.images import MapImages
from bpsim.gui.panels.map.marks import paint_ring, ring_radius
from bpsim.gui.panels.map.paint import MapPicture
from bpsim.gui.panels.map.values import MapSource, MapValues
from bpsim.gui.panels.map.view import MapView, Scale, classes_of, scale_of, symbol_of
from bpsim.gui.panels.map.words import at_point, at_rest

IDLE_MS = 120
"""How long the weights must stay as they are before the map is refined."""
SAME_PLACE = 1.0
"""Pixels within which examples lie on each other."""
_TURNS = {"[": -1, "]": 1}


class MapCanvas(PictureWidget):
    """The input plane, coloured by what a unit makes of it.

    ``example_chosen`` carries the example clicked, from 1, ``held_out_chosen`` one that is held
    out; ``words_changed`` what there is to say of the point under the pointer, or of the map;
    ``turned`` −1 or 1 when a key asks for the unit before or after.
    """

    example_chosen = Signal(int)
    held_out_chosen = Signal(int)
    words_changed = Signal(str)
    turned = Signal(int)
    USUAL = 22, 16
    LEAST = 8, 6

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._message = ""
        self._source: MapSource | None = None
        self._sets = (Examples.none(2, 1), Examples.none(2, 1))
        self._examples = self._sets[0]  # both sets as one
        self._classes = classes_of(self._examples)
        self._example: int | None = None
        self._pointer: QPointF | None = None
        self._picture: MapPicture | None = None
        self._images = MapImages()
        self._words = ""
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._refine)
        self.setMouseTracking(True)

    # --- what it shows ---------------------------------------------------------------------------

    def show_message(self, message: str) -> None:
        """Show a sentence in place of a map."""
        self._message, self._source = message, None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._idle.stop()
        self.forget()
        self._say()

    def show_map(
        self,
        network: Network,
        examples: Examples,
        example: int | None,
        view: MapView,
        held_out: Examples,
    ) -> None:
        """Show ``view`` of a network with two inputs; ``example``, from 1, has a ring.

        The marks of ``held_out`` are hollow.
        """
        sets = (examples, held_out)
        old = self._source if sets == self._sets else None
        if old is None:
            self._sets, self._examples = sets, examples.followed_by(sets[1])
            self._classes = classes_of(self._examples)
            self._source = MapSource(network, view, plane_ranges(self._examples.x))
            self._fit()
        elif old.view != view or old.network != network:
            self._source = MapSource(network, view, old.ranges)
        if self._source is not old:
            self._images.forget_values()
            if old is None or old.view != view:
                self.forget()
            self._wait()
        self._message, self._example = "", example
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.update()
        self._say()

    def forget(self) -> None:
        self._picture = None
        self._images.forget()
        super().forget()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.forget()

    def values(self) -> MapValues | None:
        """The values on show, as fine as they are by now."""
        if self._source is None:
            return None
        return self._source.coarse(*self._room())

    def picture(self) -> MapPicture | None:
        """The map laid out for the widget as it is now."""
        values, source = self.values(), self._source
        if values is None or source is None:
            return None
        scale = self._scale()
        if self._picture is None or self._picture.scale != scale:
            self._images.forget()
            self._picture = self._laid_out(source.ranges, scale)
        return self._picture

    def _laid_out(self, ranges: tuple[Range, Range], scale: Scale | None) -> MapPicture:
        source = self._source
        assert source is not None
        return MapPicture(
            self.size(), self.font(), ranges, self._examples, self._classes, source.view,
            source.network.depth, scale, self._trained,
        )  # fmt: skip

    @property
    def _trained(self) -> int:
        return len(self._sets[0])

    def _scale(self) -> Scale | None:
        values, source = self.values(), self._source
        if values is None or source is None or source.view.unit is None:
            return None
        return scale_of(source.network, source.view, values.values)

    def _fit(self) -> None:
        """Give both inputs the same scale on the area that the widget has for the plane."""
        source = self._source
        if source is None:
            return
        ranges = plane_ranges(self._examples.x)
        picture = self._laid_out(ranges, self._scale())
        area = picture.chart.area
        if area.width() >= 1 and area.height() >= 1:
            ranges = equal_steps(ranges, area.width(), area.height())
        if ranges != source.ranges:
            self._source = MapSource(source.network, source.view, ranges)
            self._images.forget_values()
            self.forget()

    # --- refining --------------------------------------------------------------------------------

    def is_fine(self) -> bool:
        """True once the map is as fine as it gets."""
        return self._source is None or self._source.is_fine(*self._room())

    def _room(self) -> tuple[float, float]:
        return max(1.0, self.width()), max(1.0, self.height())

    def _wait(self) -> None:
        if self.isVisible() and not self.is_fine():
            self._idle.start(IDLE_MS)

    def _refine(self) -> None:
        if self._source is None:
            return
        if self._source.refine(*self._room()):
            self._images.forget_values()
            self.update()
        else:
            self._idle.start(0)

    # --- words and gestures ----------------------------------------------------------------------

    def words(self) -> str:
        """What there is to say of the point under the pointer, or of the map."""
        source, picture, values = self._source, self.picture(), self.values()
        if source is None or picture is None or values is None:
            return self._message
        if self._pointer is not None:
            example = self.example_at(self._pointer)
            if example is not None:
                x = self._examples.x[example - 1]
            else:
                x = picture.value(self._pointer)
            if example is not None or picture.chart.area.contains(self._pointer):
                return at_point(
                    source.network, self._examples, source.view, x, example, self._trained
                )
        symbol = symbol_of(source.view, source.network.layers, self._examples.x_names)
        return at_rest(source.view, symbol, picture.scale, values.whole)

    def _say(self) -> None:
        words = self.words() if self.isVisible() else self._words
        if words != self._words:
            self._words = words
            self.words_changed.emit(words)

    def example_at(self, place: QPointF) -> int | None:
        """The example (from 1) whose mark is at ``place``; those held out count on.

        Where several lie on each other it is the one after the example with the ring.
        """
        picture = self.picture()
        if picture is None or not len(self._examples):
            return None
        away = np.hypot(*(picture.pixels - [place.x(), place.y()]).T)
        nearest = float(away.min())
        if nearest > picture.radius + 4:
            return None
        here = np.flatnonzero(away <= nearest + SAME_PLACE) + 1
        after = here[here > (self._example or 0)]
        return int(after[0] if self._example in here and len(after) else here[0])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(None)

    def _point(self, at: QPointF | None) -> None:
        self._pointer = at
        example = None if at is None else self.example_at(at)
        over = example is not None and example <= self._trained
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        self._say()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            example = self.example_at(event.position())
            if example is not None and example <= self._trained:
                self.example_chosen.emit(example)
            elif example is not None:
                self.held_out_chosen.emit(example - self._trained)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in _TURNS:
            self.turned.emit(_TURNS[event.text()])
        else:
            super().keyPressEvent(event)

    # --- Qt --------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._wait()
        self._say()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._idle.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._wait()

    # --- painting --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        picture, source, found = self.picture(), self._source, self.values()
        whole = None
        if picture is not None and source is not None and found is not None:
            ratio = self.devicePixelRatioF()
            whole = self._images.whole(picture, source.network, found, theme_in_use(), ratio)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if picture is None or whole is None:
                self._paint_message(painter)
            else:
                painter.drawPixmap(0, 0, whole)
                self._paint_rings(painter, picture)
            if self.hasFocus():
                focus_ring(painter, QRectF(self.rect()))

    def _paint_message(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), theme_in_use().colour("surface"))
        painter.setPen(theme_in_use().colour("muted"))
        em = self.fontMetrics().height()
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(self.rect().adjusted(em, 0, -em, 0), flags, self._message)

    def _paint_rings(self, painter: QPainter, picture: MapPicture) -> None:
        hovered = None if self._pointer is None else self.example_at(self._pointer)
        for example, colour in ((hovered, "muted"), (self._example, "accent")):
            if example is not None and 1 <= example <= len(self._examples):
                at = QPointF(*picture.pixels[example - 1].tolist())
                size = ring_radius(picture.radius)
                paint_ring(painter, at, size, theme_in_use().colour(colour), theme_in_use())
