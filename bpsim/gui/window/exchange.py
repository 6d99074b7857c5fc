"""Data into the open document, and copies of it for other programs."""

import os
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from bpsim.base.words import tr
from bpsim.core.document import Document
from bpsim.core.errors import BpsimError
from bpsim.formats.content import Content
from bpsim.formats.registry import FORMATS, require_writable, write
from bpsim.formats.tables.choices import Table
from bpsim.gui.desk.controller import Controller
from bpsim.gui.dialogs.questions import ask_where
from bpsim.gui.window.file_names import kinds_of
from bpsim.gui.window.files import Files
from bpsim.session.editing import take_data


class Exchange(QObject):
    """Imports examples and saves copies, beside the file that the document lives in."""

    def __init__(self, window: QWidget, controller: Controller, files: Files) -> None:
        super().__init__(window)
        self._window, self._controller, self._files = window, controller, files

    def import_data(self, path: str | None = None) -> None:
        """Take the examples of ``path``, or of a file the user chooses, into the open document."""
        if not self._files.background.is_free():
            return
        path = path or self._files.ask_for_open(tr("Import data"))
        if path:
            self._files.read(path, partial(self._import, path))

    def import_clipboard(self) -> None:
        """Take the table of data on the clipboard into the open document."""
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self._controller.message.emit(
                tr("There is no text on the clipboard to import."), "info"
            )
        elif self._files.background.is_free():
            table = Table(text.encode(), tr("the clipboard"))
            self._import(tr("the clipboard"), Content(tr("table of data"), table=table))

    def _import(self, path: str, content: Content) -> None:
        from bpsim.gui.dialogs.opening.dialog import APPEND, NEW
        from bpsim.gui.window.opening import imported

        name, document = os.path.basename(path), self._controller.own.document
        if content.document is not None:
            content = _data_of(content.document)
        found = imported(self._window, self._files.background, content, name, document)
        if found is None:
            return
        where, opened = found
        data = opened.document
        assert data is not None  # the dialog lets nothing else pass
        if where == NEW:
            if self._files.may_discard():
                self._files.show_foreign(path, opened, data, asked=True)
            return
        if where == APPEND:
            data = _appended(document, data)
        self._controller.edit(take_data, data, tr("Import {name}", name=name))
        words = tr(
            "Imported {examples:,} examples from {name}.", examples=len(data.examples), name=name
        )
        if where == APPEND:
            words = tr(
                "There are {examples:,} examples now, those of {name} among them.",
                examples=len(data.examples),
                name=name,
            )
        self._controller.message.emit(words, "done")

    def save_copy(self) -> None:
        """Write the document in another program's format; what that leaves out is said."""
        own, kinds = self._files.path, kinds_of([each for each in FORMATS if each.writes])
        start = self._files.stem if own is None else os.path.splitext(own)[0]
        path = ask_where(self._window, tr("Save a copy as"), start, kinds)
        if not path or not self._files.background.is_free():
            return
        name = os.path.basename(path)
        try:
            require_writable(path)
        except BpsimError as error:
            self._files.not_written(error)
            return
        doing = tr("saving {basename}", basename=name)
        work = partial(write, self._controller.saved_form, path)
        self._files.background.begin(
            doing, work, partial(self._copied, name), self._files.not_written
        )
        self._files.background.show_waiting(can_cancel=False)

    def _copied(self, name: str, left_out: tuple[str, ...]) -> None:
        kind = "info" if left_out else "done"
        self._controller.message.emit(
            " ".join([tr("Saved a copy as {name}.", name=name), *left_out]), kind
        )


def _data_of(document: Document) -> Content:
    """The examples of a network as data without it."""
    examples, apart = document.examples, document.held_out
    return Content(
        tr("examples of a network"),
        x=examples.x,
        y=examples.y,
        x_names=examples.x_names,
        y_names=examples.y_names,
        names=examples.names,
        held_out=(apart.x, apart.y) if len(apart) else None,
        held_out_names=apart.names,
        classes=document.classes,
    )


def _appended(document: Document, data: Document) -> Document:
    """``data`` with the examples of ``document`` before its own, all on the scale of these."""
    sets = []
    for old, new in ((document.examples, data.examples), (document.held_out, data.held_out)):
        x = new.x if data.scaling is None else data.scaling.undone(new.x)
        x = x if document.scaling is None else document.scaling.applied(x)
        same = replace(new, x=x).beside(document.examples)
        sets.append(old.followed_by(same))
    return data.with_(
        examples=sets[0],
        held_out=sets[1],
        scaling=document.scaling,
        classes=data.classes or document.classes,
    )
