"""The scenes of a talk in their order, and which of them is on screen: a value, like every edit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bpsim.core.reshape import NewLayer, layers_of
from bpsim.core.scenes import TalkScene
from bpsim.session.renumbered import tick_after
from bpsim.session.state import State, schedule_at
from bpsim.steps.schedule import Granularity


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

    def moved_along(self, before: State, after: State, layers: Sequence[NewLayer]) -> "Talk":
        """With every scene at its stop, or the nearest, of the walk that an edit leads to.

        ``layers`` say where the units of a network of another shape come from.
        """
        if not (self.items and len(before.document.examples) and len(after.document.examples)):
            return self
        same = layers or layers_of(after.document.network)
        items = tuple(_moved_along(each, before, after, same) for each in self.items)
        return replace(self, items=items)


def _moved_along(
    scene: TalkScene, before: State, after: State, layers: Sequence[NewLayer]
) -> TalkScene:
    old, new = (schedule_at(each.history, scene.iteration) for each in (before, after))
    granularity = Granularity(scene.granularity)
    if old == new or scene.step >= old.count(granularity):
        return scene
    tick = tick_after(old.tick_of(scene.step, granularity), old, new, layers)
    return replace(scene, step=new.index_of(tick, granularity))
