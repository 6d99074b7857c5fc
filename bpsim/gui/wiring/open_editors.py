"""Closes the editor of a number before it would write into something else."""

from functools import partial

from PySide6.QtCore import QObject

from bpsim.gui.desk.controller import Controller
from bpsim.gui.kit.entry.inline_editor import InlineEditor


class OpenEditors(QObject):
    """Watches the editors that stand over numbers of the open document.

    They all close when the document is about to change under them. Those of the step on screen
    close as well once the walk leaves the example or the iteration whose number they edit.
    """

    def __init__(self, controller: Controller) -> None:
        super().__init__(controller)
        self._controller = controller
        self._all: list[InlineEditor] = []
        self._of_step: dict[InlineEditor, tuple[object, ...]] = {}
        controller.about_to_change.connect(self._close)
        controller.changed.connect(self._close_moved)
        controller.training_frame.connect(self._close_moved)

    def watch(self, editor: InlineEditor, of_step: bool = True) -> None:
        """Close ``editor`` in time; with ``of_step`` its number is one of the step on screen."""
        self._all.append(editor)
        if of_step:
            self._of_step[editor] = ()
            editor.opened.connect(partial(self._opened, editor))

    def _opened(self, editor: InlineEditor) -> None:
        """What plays or runs would lead away from the number."""
        self._controller.playback.pause()
        self._controller.moved_by_hand.emit()
        self._of_step[editor] = self._place()

    def _place(self) -> tuple[object, ...]:
        session, step = self._controller.session, self._controller.step
        return session.history, session.iteration, None if step is None else step.example

    def _close(self) -> None:
        for editor in self._all:
            editor.cancel()

    def _close_moved(self) -> None:
        if any(editor.is_open() for editor in self._of_step):
            place = self._place()
            for editor, opened_at in self._of_step.items():
                if opened_at != place:
                    editor.cancel()
