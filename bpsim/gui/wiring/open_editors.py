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
        self._opened_at: dict[InlineEditor, tuple[object, ...] | None] = {}
        """Each with the place of the walk; None for one that edits no number of the step."""
        controller.about_to_change.connect(self._close)
        controller.changed.connect(self._close_moved)
        controller.training_frame.connect(self._close_moved)

    def watch(self, editor: InlineEditor, of_step: bool = True) -> None:
        """Close ``editor`` in time; with ``of_step`` its number is one of the step on screen."""
        self._opened_at[editor] = () if of_step else None
        if of_step:
            editor.opened.connect(partial(self._opened, editor))

    def _opened(self, editor: InlineEditor) -> None:
        """What plays or runs would lead away from the number."""
        self._controller.playback.pause()
        self._controller.moved_by_hand.emit()
        self._opened_at[editor] = self._place()

    def _place(self) -> tuple[object, ...]:
        session, step = self._controller.session, self._controller.step
        return session.history, session.iteration, None if step is None else step.example

    def _close(self) -> None:
        for editor in self._opened_at:
            editor.cancel()

    def _close_moved(self) -> None:
        for editor, opened_at in self._opened_at.items():
            if opened_at is not None and editor.is_open() and opened_at != self._place():
                editor.cancel()
