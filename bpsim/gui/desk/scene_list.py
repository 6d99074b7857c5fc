"""The scenes of the open document, which of them is on screen, and every change of them."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from bpsim.base.words import tr
from bpsim.core.scenes import LONGEST_TEXT, MOST_SCENES, TalkScene
from bpsim.gui.desk.commands import ChangeKept
from bpsim.gui.desk.open_document import OpenDocument
from bpsim.session.editing import Edit
from bpsim.session.talk import Talk


class SceneList(QObject):
    """Holds them; every change but standing on another one can be undone."""

    changed = Signal()

    def __init__(self, document: OpenDocument) -> None:
        super().__init__(document)
        self._document = document
        self.talk = Talk(document.session.document.scenes)
        document.opened.connect(self._open)

    @property
    def items(self) -> tuple[TalkScene, ...]:
        """The scenes in their order."""
        return self.talk.items

    @property
    def scene(self) -> TalkScene | None:
        """The one on screen."""
        return self.talk.scene

    def stand_on(self, place: int) -> TalkScene:
        """The scene at ``place`` is on screen from now on."""
        self.talk = replace(self.talk, current=place)
        return self.items[place]

    def stand_before(self) -> None:
        """No scene is on screen: the first one is the next."""
        self.talk = replace(self.talk, current=None)

    def add(self, scene: TalkScene) -> None:
        """Put a scene behind the one on screen, and stand on it; said, whether that is done."""
        if len(self.items) >= MOST_SCENES:
            words = tr(
                "A file holds at most {most_scenes:,} scenes. Remove one first.",
                most_scenes=MOST_SCENES,
            )
            self._document.message.emit(words, "error")
            return
        self._change(tr("Add a scene"), self.talk.added(scene))
        place = (self.talk.current or 0) + 1
        words = tr("The step on screen is scene {place} now: {name}.", place=place, name=scene.name)
        self._document.message.emit(words, "done")

    def remove(self) -> None:
        """Take the scene on screen out."""
        self._change(tr("Remove the scene “{name}”", name=self._name), self.talk.removed())

    def move(self, way: int) -> None:
        """Let the scene on screen come one later (+1) or earlier (−1)."""
        if way > 0:
            words = tr("Show the scene “{name}” later", name=self._name)
        else:
            words = tr("Show the scene “{name}” earlier", name=self._name)
        self._change(words, self.talk.moved(way))

    def rename(self, name: str) -> None:
        """Call the scene on screen otherwise."""
        name = name.strip()[:LONGEST_TEXT]
        if name:
            self._change(
                tr("Rename the scene “{name}”", name=self._name), self.talk.changed(name=name)
            )

    def set_panel(self, panel: str) -> None:
        """Show another panel beside the explanation, or none."""
        text = tr("Change the panel of the scene “{name}”", name=self._name)
        self._change(text, self.talk.changed(panel=panel))

    def moved_along(self, edit: Edit) -> list[ChangeKept]:
        """The change that keeps the scenes at their stops in the walk after ``edit``, if any."""
        talk = self.talk.moved_along(self._document.session.state, edit.after, edit.layers)
        return [] if talk == self.talk else [ChangeKept(edit.text, self.talk, talk, self._set)]

    @property
    def _name(self) -> str:
        return "" if self.scene is None else self.scene.name

    def _open(self) -> None:
        self._set(Talk(self._document.session.document.scenes))

    def _change(self, text: str, talk: Talk) -> None:
        if talk != self.talk:
            self._document.undo_stack.push(ChangeKept(text, self.talk, talk, self._set))

    def _set(self, talk: Talk) -> None:
        self.talk = talk
        self.changed.emit()
