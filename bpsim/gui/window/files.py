"""The file behind the document: opening, saving, reverting, and asking before work is lost."""

import os
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from bpsim.base.words import capital, tr
from bpsim.core.document import Document
from bpsim.core.errors import BpsimError
from bpsim.core.unexpected import attempted
from bpsim.formats.bundled import BundledNetwork
from bpsim.formats.content import Content, Guess, Opened
from bpsim.formats.files import stamp_of
from bpsim.formats.native.file import is_quick
from bpsim.formats.registry import NATIVE, Looked, contents, looked_at, save, with_suffix
from bpsim.gui.desk.controller import Controller
from bpsim.gui.dialogs.questions import (
    ChangedFileChoice,
    agreed,
    may_replace,
    save_first,
    theirs_or_mine,
)
from bpsim.gui.program.preferences import Preferences
from bpsim.gui.program.unsaved import About, Unsaved
from bpsim.gui.window.file_names import file_name, network_filters, open_filters
from bpsim.gui.window.file_work import FileWork

NOT_WHOLE = tr(
    "The edits made on the way here are too many or too large for a "
    "file: opened again, the run begins with the last of them as "
    "iteration 0."
)
QUICK_NUMBERS = 20_000
"""A document with fewer numbers is written as quickly."""


class Files(QObject):
    """Keeps the path of the open document and moves documents between it and the controller."""

    title_changed = Signal()

    def __init__(self, window: QWidget, controller: Controller, preferences: Preferences) -> None:
        super().__init__(window)
        self._window, self._controller, self._preferences = window, controller, preferences
        self.background = FileWork(window, controller)
        self.path: str | None = None
        self._stamp: tuple[int, ...] | None = None
        """Of the file as it was read or written last."""
        self._noticed: tuple[int, ...] | None = ()
        """Of the file when the user was last told that it is another."""
        self._closing = False

    @property
    def name(self) -> str:
        """The file's name, or the document's title while it has no file."""
        if self.path is not None:
            return os.path.basename(self.path)
        return self._controller.own.document.title or tr("Untitled")

    @property
    def stem(self) -> str:
        """What files made of the document are called, without their suffix."""
        name = self.name if self.path is None else os.path.splitext(self.name)[0]
        return file_name(name)

    @property
    def about(self) -> About:
        """What a copy of the unsaved document says that it is of."""
        stamp = self._stamp if self.path else None
        return About(self.name, self.path, stamp, not self._controller.modified)

    # --- opening ----------------------------------------------------------------------------

    def new(self, network: BundledNetwork) -> None:
        """Open a bundled network as a new document without a file."""
        if self.may_begin():
            try:
                self.show_new(network.load())
            except BpsimError as error:
                self._controller.message.emit(str(error), "error")

    def show_new(self, document: Document) -> None:
        """Show ``document`` as a new one without a file."""
        self.path = None
        self._controller.open(self._preferences.applied_to(document))
        self.title_changed.emit()

    def may_begin(self) -> bool:
        """True if nothing is lost by a new document, or the user agrees."""
        return self.background.is_free() and self.may_discard()

    def open(self, path: str | None = None, *beside: str) -> None:
        """Open ``path``, or the file the user chooses; a bad file leaves everything as it was.

        Those ``beside`` it belong to it: the other half of a network, or data.
        """
        if not self.background.is_free():
            return
        if path is None:
            path = self.ask_for_open()
        if path:
            self._open(path, beside=beside)

    def take(self, path: str, content: Content) -> None:
        """Open what was read from ``path``, asking for what it does not say."""
        self._found(path, stamp_of(path), ((content,), None))

    def opened_at_start(self, path: str) -> None:
        """The document that the window started with came from ``path``."""
        self._stamp = stamp_of(path)
        self.path = os.path.abspath(path)
        self._preferences.add_recent(path)
        self.title_changed.emit()

    def take_over(self, unsaved: Unsaved) -> bool:
        """Open what another window left unsaved, to be saved where it came from."""
        if not self.may_begin():
            return False
        self.path, self._stamp = unsaved.about.path, unsaved.about.stamp
        self._controller.recover(unsaved.past, unsaved.about.saved)
        self.title_changed.emit()
        return True

    def look_again(self) -> None:
        """The user is back at the window: ask about a file that was changed meanwhile."""
        path = self.path
        if path is None or self.background.busy:
            return
        now = stamp_of(path)
        if now in (self._stamp, self._noticed):
            return
        self._noticed = now
        if now is None:
            self._controller.message.emit(
                tr(
                    "“{name}” is no longer where it was: it was moved or removed. "
                    "Saving writes it there again.",
                    name=self.name,
                ),
                "info",
            )
            return
        chosen = theirs_or_mine(self._window, self.name, saving=False)
        if chosen is ChangedFileChoice.MINE:
            self._stamp = now
        elif chosen is ChangedFileChoice.THEIRS:
            self._open(path, agreed=True)
        elif chosen is ChangedFileChoice.BESIDE:
            self.save_as()

    def revert(self) -> None:
        """Read the file again, after a question if there are changes."""
        if self.path is None or not self.background.is_free():
            return
        if self._controller.modified and not agreed(
            self._window,
            tr("Go back to “{name}” as it was saved last?", name=self.name),
            tr("The changes made since then will be lost."),
            tr("Revert"),
        ):
            return
        self._open(self.path, agreed=True)

    def _open(self, path: str, agreed: bool = False, beside: Sequence[str] = ()) -> None:
        """Read ``path`` and show it; ``agreed``: the changes made up to now may be lost."""
        agreed = agreed and self._controller.modified
        show = partial(self._replace, path, stamp_of(path), agreed)
        self.read(path, show, partial(looked_at, path, *beside), beside)

    def _replace(
        self, path: str, stamp: tuple[int, ...] | None, agreed: bool, looked: Looked
    ) -> None:
        """Show what was read unless work would be lost: only a file that is right is asked for."""
        if not agreed and not self.may_discard():
            return
        if stamp_of(path) == stamp:
            self._found(path, stamp, looked)
        else:  # saving wrote the very file
            self._open(path)

    def _found(self, path: str, stamp: tuple[int, ...] | None, looked: Looked) -> None:
        """A file was read: a network of this program is shown, of another one asked about."""
        found, certain = looked
        if len(found) == 1 and found[0].document is not None:
            self._show_opened(path, stamp, found[0].document)
            return
        from bpsim.gui.window.opening import made

        name = os.path.basename(path)
        try:
            opened, asked = made(
                self._window, self.background, found, certain, name, self.ask_for_open
            )
        except BpsimError as error:
            self._failed(path, error)
            return
        if opened is not None and opened.document is not None:
            self.show_foreign(path, opened, opened.document, asked)

    def show_foreign(self, path: str, opened: Opened, document: Document, asked: bool) -> None:
        """What came of another program's file has no file of its own yet.

        Where the user was ``asked``, guesses stood in the dialog; what is lost is said again.
        """
        if not document.title:
            document = document.with_(title=os.path.splitext(os.path.basename(path))[0])
        self._preferences.add_recent(path)
        self.path = self._stamp = None
        self._controller.open(document)
        self.title_changed.emit()
        said = list(opened.left_out)
        if not asked:
            said = [*map(_guessed, opened.guesses), *opened.notices, *said]
        words = tr("Opened {basename}.", basename=os.path.basename(path))
        self._controller.message.emit(" ".join([words, *said]), "info" if said else "done")

    def read(
        self,
        path: str,
        show: Callable[[Any], None],
        work: Callable[[], Any] | None = None,
        beside: Sequence[str] = (),
    ) -> None:
        """Read ``path`` and hand what ``work`` makes of it, its contents otherwise, to ``show``.

        ``beside`` are other files that it reads.
        """
        work = work or partial(contents, path)
        if all(map(is_quick, (path, *beside))):
            try:
                found = work()
            except BpsimError as error:
                self._failed(path, error)
                return
            show(found)
            return
        doing = tr("opening {basename}", basename=os.path.basename(path))
        self.background.begin(
            doing, work, partial(self._arrived, show), partial(self._failed, path)
        )
        self.background.show_waiting()

    def _arrived(self, show: Callable[[Any], None], found: Any) -> None:
        if not self._closing:
            show(found)

    def _failed(self, path: str, error: BpsimError) -> None:
        if not os.path.exists(path):
            self._preferences.forget_recent(os.path.abspath(path))
        self._controller.message.emit(str(error), "error")

    def _show_opened(self, path: str, stamp: tuple[int, ...] | None, document: Document) -> None:
        self._stamp = stamp
        self.path = os.path.abspath(path)
        self._preferences.add_recent(path)
        self._controller.open(document)
        self.title_changed.emit()

    # --- saving -----------------------------------------------------------------------------

    def save(self) -> bool:
        """Save to the document's file, asking for one if it has none. False if it was not saved."""
        if self.path is None:
            return self.save_as()
        now = stamp_of(self.path)
        if now is None or now == self._stamp:
            return self._write(self.path)
        self._noticed = now  # or it would be asked again as this question goes
        match theirs_or_mine(self._window, self.name):
            case ChangedFileChoice.MINE:
                return self._write(self.path)
            case ChangedFileChoice.THEIRS:
                if self.background.is_free():
                    self._open(self.path, agreed=True)
            case ChangedFileChoice.BESIDE:
                return self.save_as()
        return False

    def save_as(self) -> bool:
        """Save to a file the user chooses. False if it was not saved."""
        start = self.path or f"{file_name(self._controller.own.document.title)}.bpsim"
        path, _ = QFileDialog.getSaveFileName(
            self._window, tr("Save network"), start, network_filters([NATIVE])
        )
        if not path:
            return False
        named = with_suffix(path)
        if named != path:
            path = named
            # The dialog has asked about the name as it was typed.
            if not may_replace(self._window, path):
                return False
        return self._write(path)

    def _write(self, path: str) -> bool:
        """Write the document, a large one in the background; False, and said, if that fails."""
        try:
            return attempted(
                partial(self._begin_writing, path),
                tr("saving {basename}", basename=os.path.basename(path)),
            )
        except BpsimError as error:
            self.not_written(error)
            return False

    def _begin_writing(self, path: str) -> bool:
        document, written = self._controller.saved_form, self._content()
        whole = self._controller.own.whole
        if document.numbers < QUICK_NUMBERS:
            save(document, path)
            self._written(path, written, whole)
            return True
        if not self.background.is_free():
            return False
        doing = tr("saving {basename}", basename=os.path.basename(path))
        self.background.begin(
            doing,
            partial(attempted, partial(save, document, path), doing),
            lambda _: self._written(path, written, whole),
            self.not_written,
        )
        return True

    def not_written(self, error: BpsimError) -> None:
        """Say why a file could not be written."""
        self._controller.message.emit(str(error), "error")

    def _content(self) -> tuple[object, ...]:
        """What would be lost unsaved: what edits replace, and how far the run is."""
        controller = self._controller
        return (
            controller.own.state.document, controller.own_breakpoints, controller.keeping.runs,
            controller.scenes.items, controller.own.history.length,
        )  # fmt: skip

    def _written(self, path: str, written: tuple[object, ...], whole: bool) -> None:
        self._stamp = stamp_of(path)
        self.path = os.path.abspath(path)
        self._preferences.add_recent(path)
        # What was done while a large file was being written is still unsaved.
        if self._content() == written:
            self._controller.saved()
        if whole:
            self._controller.message.emit(tr("Saved {name}.", name=self.name), "done")
        else:
            method = self._controller.own.document.training.method
            anew = (
                tr(" What {method} remembers starts anew there.", method=method.label)
                if method.remembers
                else ""
            )
            self._controller.message.emit(
                tr(
                    "Saved {name}. {not_whole}{anew}",
                    name=self.name,
                    not_whole=NOT_WHOLE,
                    anew=anew,
                ),
                "info",
            )
        self.title_changed.emit()

    # --- asking -----------------------------------------------------------------------------

    def may_discard(self) -> bool:
        """True if nothing is lost by replacing the document, or the user agrees."""
        if not self._controller.modified:
            return True
        answer = save_first(self._window, self.name)
        if answer == QMessageBox.StandardButton.Save:
            begun = self.save()
            self.background.wait()
            return begun and not self._controller.modified
        return answer == QMessageBox.StandardButton.Discard

    def finish(self) -> None:
        """The window goes: what is being saved is saved, what is being opened is forgotten."""
        self._closing = True
        self.background.wait()

    def ask_for_open(self, title: str = tr("Open network")) -> str:
        """A file that the user chooses in a dialog called ``title``; empty if none."""
        start = os.path.dirname(self.path) if self.path else ""
        path, _ = QFileDialog.getOpenFileName(self._window, title, start, open_filters())
        return path


def _guessed(guess: Guess) -> str:
    what = capital(guess.what)
    return tr("{what}: {value}, which was guessed.", what=what, value=guess.shown)
