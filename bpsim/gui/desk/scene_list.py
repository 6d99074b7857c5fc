"""The scenes of the open document, in their order, and which of them is on screen."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from bpsim.core.scenes import LONGEST_TEXT, MOST_SCENES, Scene
from bpsim.gui.desk.commands import ChangeKept
from bpsim.gui.desk.open_document import OpenDocument

Kept = tuple[tuple[Scene, ...], int | None]


class SceneList(QObject):
    """Every change can be undone; ``current`` counts from 0 and is None before the first one."""

    changed = Signal()

    def __init__(self, document: OpenDocument) -> None:
        super().__init__(document)
        self._document = document
        self.items: tuple[Scene, ...] = document.session.document.scenes
        self.current: int | None = None
        document.opened.connect(self._open)

    @property
    def scene(self) -> Scene | None:
        """The one on screen."""
        return None if self.current is None else self.items[self.current]

    def stand_on(self, place: int) -> Scene:
        """The scene at ``place`` is on screen from now on."""
        self.current = place
        return self.items[place]

    def beside(self, way: int) -> int | None:
        """The place of the next scene (+1) or of the one before (−1); None at an end."""
        if self.current is None:
            return 0 if self.items and way > 0 else None
        place = self.current + way
        return place if 0 <= place < len(self.items) else None

    def add(self, scene: Scene) -> None:
        """Put a scene behind the one on screen, and stand on it."""
        if len(self.items) >= MOST_SCENES:
            words = f"A file holds at most {MOST_SCENES:,} scenes. Remove one first."
            self._document.message.emit(words, "error")
            return
        place = len(self.items) if self.current is None else self.current + 1
        self._change("Add a scene", (*self.items[:place], scene, *self.items[place:]), place)

    def remove(self) -> None:
        """Take the scene on screen out."""
        if self.current is not None:
            place = self.current
            rest = (*self.items[:place], *self.items[place + 1 :])
            left = min(place, len(rest) - 1) if rest else None
            self._change(f"Remove the scene “{self.items[place].name}”", rest, left)

    def move(self, way: int) -> None:
        """Let the scene on screen come one later (+1) or earlier (−1)."""
        other = self.beside(way)
        if self.current is not None and other is not None:
            moved = list(self.items)
            moved[self.current], moved[other] = moved[other], moved[self.current]
            words = "later" if way > 0 else "earlier"
            text = f"Show the scene “{self.items[self.current].name}” {words}"
            self._change(text, tuple(moved), other)

    def rename(self, name: str) -> None:
        """Call the scene on screen otherwise."""
        name = name.strip()[:LONGEST_TEXT]
        if name:
            self._put(lambda scene: f"Rename the scene “{scene.name}”", name=name)

    def set_panel(self, panel: str) -> None:
        """Show another panel beside the explanation, or none."""
        self._put(lambda scene: f"Change the panel of the scene “{scene.name}”", panel=panel)

    def _put(self, text: Callable[[Scene], str], **changes: Any) -> None:
        scene, place = self.scene, self.current
        if scene is None or place is None:
            return
        changed = replace(scene, **changes)
        if changed != scene:
            items = (*self.items[:place], changed, *self.items[place + 1 :])
            self._change(text(scene), items, place)

    def _open(self) -> None:
        self._set((self._document.session.document.scenes, None))

    def _change(self, text: str, items: tuple[Scene, ...], current: int | None) -> None:
        before: Kept = (self.items, self.current)
        self._document.undo_stack.push(ChangeKept(text, before, (items, current), self._set))

    def _set(self, kept: Kept) -> None:
        self.items, self.current = kept
        self.changed.emit()
