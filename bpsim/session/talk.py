"""The scenes of a talk in their order, and which of them is on screen: a value, like every edit."""

from dataclasses import dataclass, replace
from typing import Any

from bpsim.core.scenes import TalkScene


@dataclass(frozen=True, slots=True)
class Talk:
    """``current`` counts from 0 and is None before the first scene is shown."""

    items: tuple[TalkScene, ...] = ()
    current: int | None = None

    @property
    def scene(self) -> TalkScene | None:
        """The one on screen."""
        return None if self.current is None else self.items[self.current]

    def beside(self, way: int) -> int | None:
        """The place of the next scene (+1) or of the one before (−1); None at an end."""
        if self.current is None:
            return 0 if self.items and way > 0 else None
        place = self.current + way
        return place if 0 <= place < len(self.items) else None

    def added(self, scene: TalkScene) -> "Talk":
        """With ``scene`` behind the one on screen, standing on it."""
        place = len(self.items) if self.current is None else self.current + 1
        return Talk((*self.items[:place], scene, *self.items[place:]), place)

    def removed(self) -> "Talk":
        """Without the scene on screen, standing on the one that takes its place."""
        place = self.current
        if place is None:
            return self
        rest = (*self.items[:place], *self.items[place + 1 :])
        return Talk(rest, min(place, len(rest) - 1) if rest else None)

    def moved(self, way: int) -> "Talk":
        """With the scene on screen one later (+1) or earlier (−1)."""
        other = self.beside(way)
        if self.current is None or other is None:
            return self
        items = list(self.items)
        items[self.current], items[other] = items[other], items[self.current]
        return Talk(tuple(items), other)

    def changed(self, **changes: Any) -> "Talk":
        """With fields of the scene on screen replaced."""
        scene, place = self.scene, self.current
        if scene is None or place is None:
            return self
        changed = replace(scene, **changes)
        return Talk((*self.items[:place], changed, *self.items[place + 1 :]), place)
