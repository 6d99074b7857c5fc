"""Zoom and pan: which part of the graph's frame the view shows."""

from dataclasses import dataclass

from bpsim.gui.graph.layout.box import Box
from bpsim.gui.graph.layout.frame import Frame

LARGEST_ZOOM = 6.0


@dataclass(slots=True)
class Camera:
    """A point of the frame at (u, v) is seen at (u · zoom + x, v · zoom + y)."""

    zoom: float = 1.0
    x: float = 0.0
    y: float = 0.0
    fitted: bool = True

    def fit(self) -> None:
        """Show the frame as it was laid out for the view."""
        self.zoom, self.x, self.y, self.fitted = 1.0, 0.0, 0.0, True

    def seen(self, frame: Frame) -> Frame:
        """``frame`` in the pixels of the view, whole ones so that text stays crisp."""
        return frame.placed(self.zoom, float(round(self.x)), float(round(self.y))).snapped()

    def zoom_at(self, factor: float, at: tuple[float, float], smallest: float) -> bool:
        """Zoom around a point of the view; False at the end of the range."""
        zoom = max(min(1.0, smallest), min(LARGEST_ZOOM, self.zoom * factor))
        if zoom == self.zoom:
            return False
        factor = zoom / self.zoom
        self.x = at[0] - (at[0] - self.x) * factor
        self.y = at[1] - (at[1] - self.y) * factor
        self.zoom, self.fitted = zoom, False
        return True

    def hold(self, frame: Frame, width: float, height: float) -> None:
        """Centre what is smaller than the view, and leave no empty margin around what is larger."""
        self.x = _held(self.x, frame.width * self.zoom, width)
        self.y = _held(self.y, frame.height * self.zoom, height)

    def reveal(self, box: Box, width: float, height: float) -> None:
        """Move as little as needed to bring ``box``, in pixels of the view, into it."""
        self.x += _shift(box.x, box.w, width)
        self.y += _shift(box.y, box.h, height)


def _held(offset: float, extent: float, room: float) -> float:
    if extent <= room:
        return (room - extent) / 2
    return max(room - extent, min(0.0, offset))


def _shift(start: float, extent: float, room: float) -> float:
    """How far to move; what is larger than the room is shown from its middle."""
    if extent > room:
        return (room - extent) / 2 - start
    if start < 0:
        return -start
    return min(0.0, room - (start + extent))
