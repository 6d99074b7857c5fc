"""A rectangle as plain numbers."""

from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle by its upper left corner and its extent, in pixels."""

    x: float
    y: float
    w: float
    h: float

    @classmethod
    def around(cls, cx: float, cy: float, w: float, h: float) -> "Box":
        """The box with that centre."""
        return cls(cx - w / 2, cy - h / 2, w, h)

    @property
    def cx(self) -> float:
        """The centre's x."""
        return self.x + self.w / 2

    @property
    def cy(self) -> float:
        """The centre's y."""
        return self.y + self.h / 2

    def meets(self, other: "Box") -> bool:
        """True if the two share more than an edge."""
        return (
            self.x < other.x + other.w
            and other.x < self.x + self.w
            and self.y < other.y + other.h
            and other.y < self.y + self.h
        )

    def contains(self, x: float, y: float) -> bool:
        """True if the point lies inside."""
        return self.x <= x <= self.x + self.w and self.y <= y <= self.y + self.h

    def grown(self, by: float) -> "Box":
        """The box with a margin added all around."""
        return Box(self.x - by, self.y - by, self.w + 2 * by, self.h + 2 * by)
